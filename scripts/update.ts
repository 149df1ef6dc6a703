// Writes all generated files. `npm run verify` checks whether this is needed.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { generated } from './generated';

async function update(): Promise<void> {
  for await (const files of generated()) {
    for (const { path, content } of files) {
      if (content === undefined) {
        rmSync(path);
      } else {
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, content);
      }
    }
  }
}

void update();
