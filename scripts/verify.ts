// Fails when a generated file is not what `npm run update` would write.
import { existsSync, readFileSync } from 'node:fs';
import { generated } from './generated';

async function verify(): Promise<void> {
  for await (const files of generated()) {
    const stale = files.filter(({ path, content }) => present(path) !== content);
    if (stale.length === 0) continue;
    console.error(
      `out of date: ${stale.map(({ path }) => path).join(', ')}; run npm run update and commit the result`,
    );
    process.exitCode = 1;
    return; // the other files are generated with these
  }
}

function present(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

void verify();
