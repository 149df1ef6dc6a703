import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

// Each starts a process of its own, which takes a while on a busy machine.
jest.setTimeout(120_000);

const root = join(__dirname, '../../..');
const folder = mkdtempSync(join(tmpdir(), 'slipway-test-'));
const program = join(folder, 'slipway');
writeFileSync(program, `#!/bin/sh\nexec '${process.execPath}' '${root}/bin/slipway.js' "$@"\n`, {
  mode: 0o755,
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const env = { ...process.env, PATH: [folder, process.env.PATH].join(delimiter) };
const script = join(folder, 'completion.bash');
writeFileSync(script, execFileSync(program, ['completion', 'bash'], { env }));

/** What bash offers behind `slipway` and these words, the last of which is the one at the cursor. */
function completed(...words: readonly string[]): string[] {
  const commands = `
    source '${script}'
    # It works only while bash itself completes.
    compopt() { COMPREPLY=("compopt $*"); }
    complete -p slipway > /dev/null || exit 1
    COMP_WORDS=(slipway "$@")
    COMP_CWORD=$#
    _slipway slipway "\${COMP_WORDS[COMP_CWORD]}" "\${COMP_WORDS[COMP_CWORD-1]}"
    printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { status, stdout, stderr } = spawnSync('bash', ['--norc', '-c', commands, 'bash', ...words], {
    cwd: join(root, 'apps/flask-nginx'),
    encoding: 'utf8',
    env,
  });
  if (status !== 0 || stderr !== '') throw new Error(`bash ended with ${status}: ${stderr}`);
  return stdout.split('\n').filter(Boolean);
}

describe('bash', () => {
  test.each([
    ['commands', ['ba'], ['backup', 'backups']],
    ['stacks', ['up', 'f'], ['flask-nginx', 'fastapi-mongo']],
    ['options', ['logs', 'go-next', '--pre'], ['--previous']],
    ['environments', ['synth', '--env', ''], ['dev', 'prod', 'test']],
    ['environments of the stack, behind an equals sign', ['synth', 'go-next', '--env', '=', 'p'], ['prod']],
    ['choices', ['status', '--output', '='], ['text', 'json']],
    ['shells', ['completion', ''], ['bash', 'zsh', 'fish']],
  ])('completes %s', (_, words, expected) => {
    expect(completed(...words)).toEqual(expected);
  });

  test('completes files by itself where slipway takes one', () => {
    expect(completed('synth', '--out', 'ima')).toEqual(['compopt -o default']);
  });
});
