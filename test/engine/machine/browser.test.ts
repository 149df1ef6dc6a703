import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openInBrowser } from '../../../engine/machine/browser';

const folder = mkdtempSync(join(tmpdir(), 'slipway-test-'));
const env = { PATH: folder };

afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Puts a program on PATH that notes what it is given. */
function program(name: string, end: string): void {
  const file = join(folder, name);
  writeFileSync(file, `#!/bin/sh\nprintf '%s\\n' "$0" "$@" > '${folder}/called'\n${end}\n`);
  chmodSync(file, 0o755);
}

function called(): string[] {
  return readFileSync(join(folder, 'called'), 'utf8').trim().split('\n').slice(1);
}

const url = 'http://shop.localhost:8080/api';

describe('a URL', () => {
  test.each([
    ['linux', 'xdg-open', [url]],
    ['freebsd', 'xdg-open', [url]],
    ['darwin', 'open', [url]],
    ['win32', 'cmd', ['/c', 'start', '', url]],
  ] as const)('is opened on %s by %s', async (platform, name, args) => {
    program(name, 'exit 0');
    await openInBrowser(url, platform, env);

    expect(called()).toEqual(args);
  });

  test('is open while the program runs on', async () => {
    program('xdg-open', 'exec /bin/sleep 10');
    const start = Date.now();
    await openInBrowser(url, 'linux', env);

    expect(Date.now() - start).toBeLessThan(15_000);
  });

  test('is told where nothing can open it', async () => {
    const failure = {
      message: "'xdg-open' can't open a browser on this machine",
      fix: `Open ${url} yourself. '--print' only prints the address.`,
    };
    program('xdg-open', 'exit 3');
    await expect(openInBrowser(url, 'linux', env)).rejects.toMatchObject(failure);

    rmSync(join(folder, 'xdg-open'));
    await expect(openInBrowser(url, 'linux', env)).rejects.toMatchObject(failure);
  });
});
