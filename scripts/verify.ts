// Fails when a generated file is not what `npm run update` would write.
import { existsSync, readFileSync } from 'node:fs';
import { generated } from './generated';
import type { GeneratedFile } from './generated-file';

async function verify(): Promise<void> {
  for await (const files of generated()) {
    const stale = files.filter((file) => !isCurrent(file));
    if (stale.length === 0) continue;
    console.error(
      `out of date: ${stale.map(({ path }) => path).join(', ')}; run npm run update and commit the result`,
    );
    process.exitCode = 1;
    return; // the other files are generated with these
  }
}

function isCurrent({ path, content }: GeneratedFile): boolean {
  if (content === undefined || !existsSync(path)) return content === undefined && !existsSync(path);
  return readFileSync(path).equals(Buffer.from(content));
}

void verify();
