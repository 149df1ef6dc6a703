import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { masked, noteProcess } from '../../../cli/parity/checks/process';
import type { Facts } from '../../../cli/parity/facts';
import { probeCommand, probeScript } from '../../../cli/parity/probe/probe';
import type { Findings } from '../../../cli/parity/probe/question';

describe('the facts of a process', () => {
  const facts: Facts = new Map();
  noteProcess(
    facts,
    'app',
    {
      command: 'node server.js',
      workingDirectory: '/app',
      environment: {
        PORT: '80',
        DATABASE_URL: 'postgresql://shop:hunter2@db/shop',
        HOSTNAME: 'x',
        KUBERNETES_PORT: 'y',
      },
      user: '10001:10001',
      capabilities: '0000000000000000 0000000000000000',
      noNewPrivileges: true,
      seccomp: true,
      rootIsReadOnly: true,
      writable: ['/etc/hosts', '/tmp'],
    },
    new Set(['DATABASE_URL']),
  );

  test('are its command, its rights and its environment', () => {
    expect(Object.fromEntries(facts)).toEqual({
      'app: command': 'node server.js',
      'app: working directory': '/app',
      'app: user': '10001:10001',
      'app: capabilities': 'none',
      'app: can gain privileges': 'no',
      'app: system calls': 'filtered',
      'app: root file system': 'read-only',
      'app: writable folders': '/tmp',
      'app: variable DATABASE_URL': 'postgresql://shop:…@db/shop',
      'app: variable PORT': '80',
    });
  });

  test.each([
    ['redis://:hunter2@redis:6379/0', 'redis://:…@redis:6379/0'],
    [
      'jdbc:postgresql://db/shop?user=shop&password=hunter2',
      'jdbc:postgresql://db/shop?user=shop&password=…',
    ],
    ['hunter2', '(secret)'],
  ])('never shows the password of %s', (value, shown) => {
    expect(masked(value)).toBe(shown);
  });
});

describe('the inspector', () => {
  // It reads /proc, which is Linux's.
  const onLinux = existsSync('/proc/1/status') ? test : test.skip;

  onLinux('says which names it knows, and which URLs answer', () => {
    const question = {
      endpoints: ['localhost:1', 'no-such-host.invalid:1'],
      urls: ['http://127.0.0.1:1/health'],
    };
    const { stdout } = spawnSync(process.execPath, probeCommand(question), {
      input: probeScript,
      encoding: 'utf8',
    });

    expect(JSON.parse(stdout) as Findings).toEqual({
      endpoints: {
        'localhost:1': { known: true, open: false },
        'no-such-host.invalid:1': { known: false, open: false },
      },
      answers: { 'http://127.0.0.1:1/health': { status: 0, body: '' } },
    });
  });

  onLinux('does not take the title of a process for its environment', () => {
    const { stdout } = spawnSync(process.execPath, probeCommand({ process: true }), {
      input: probeScript
        .replaceAll('/proc/1/', '/proc/self/')
        .replace('/proc/self/environ', fakeEnvironment()),
      encoding: 'utf8',
    });

    expect((JSON.parse(stdout) as Findings).process?.environment).toEqual({ PORT: '80' });
  });
});

/** What is left of the environment of an nginx whose title is longer than its arguments. */
function fakeEnvironment(): string {
  const file = join(mkdtempSync(join(tmpdir(), 'environment-')), 'environ');
  writeFileSync(file, 'x.conf -g daemon off;\0 -g daemon=off\0PORT=80\0');
  return file;
}
