import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { neededTools } from '../../../engine/deploy/cluster-steps';
import { problemOf, toolFailure } from '../../../engine/machine/tools';

const readme = readFileSync(join(__dirname, '../../../README.md'), 'utf8').replaceAll('\n', ' ');

describe('a tool', () => {
  test('that is missing must be installed', () => {
    expect(problemOf('kind', 127, '', 'kind: no such program')).toEqual({
      what: 'kind is not installed',
      fix: 'Install kind: https://kind.sigs.k8s.io/docs/user/quick-start/#installation.',
    });
  });

  test('that is too old is to be renewed', () => {
    const problem = problemOf('kubectl', 0, '{"clientVersion":{"gitVersion":"v1.33.9"}}', '');

    expect(problem?.what).toBe('kubectl 1.33.9 is too old');
    expect(problem?.fix).toContain('Install kubectl 1.34 or newer');
  });

  test.each(['kubectl', 'kind'] as const)('%s is too old where the README says so', (name) => {
    const [, newer] = /^Install (.+ or newer):/.exec(problemOf(name, 0, 'v0.1.0', '')?.fix ?? '') ?? [];

    expect(readme).toContain(newer);
  });

  test.each([
    ['kind', 'kind v0.30.0 go1.24'],
    ['kubectl', 'v1.34.0'],
    ['compose', 'dev'],
  ] as const)('%s that says %j is good', (name, stdout) => {
    expect(problemOf(name, 0, stdout, '')).toBeUndefined();
  });

  test('docker whose engine does not answer is to be started', () => {
    const stderr =
      'Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?';

    expect(problemOf('docker', 1, '', stderr)).toEqual({
      what: `Docker is not running (${stderr})`,
      fix: `Start Docker Desktop, or the Docker Engine: 'sudo systemctl start docker'.`,
    });
  });

  test('docker that is forbidden needs the group', () => {
    const stderr = 'permission denied while trying to connect to the Docker daemon socket';

    expect(problemOf('docker', 1, '', stderr)?.fix).toContain('usermod -aG docker');
  });

  test.each([
    "docker: 'compose' is not a docker command.",
    "docker: unknown command: docker compose\n\nRun 'docker --help' for more information",
    "unknown shorthand flag: 's' in --short",
  ])('docker without the compose plugin needs it: %j', (stderr) => {
    expect(problemOf('compose', 1, '', stderr)?.what).toBe('docker compose is not installed');
  });

  test('is named together with all others that are missing', () => {
    const paragraph = toolFailure([
      { what: 'kind is not installed', fix: 'Install kind.' },
      { what: 'kubectl is not installed', fix: 'Install kubectl.' },
    ]).paragraph();

    expect(paragraph).toBe('kind is not installed; kubectl is not installed. Install kind. Install kubectl.');
  });
});

describe('the tools of a launch', () => {
  test.each([
    ['kind-slipway', false, ['docker', 'compose', 'kind', 'kubectl']],
    ['kind-slipway', true, ['docker', 'kind', 'kubectl']],
    ['staging', true, ['kubectl']],
    ['staging', false, ['docker', 'compose', 'kubectl']],
  ])('into %s with skipImages %s are %j', (context, skipImages, expected) => {
    expect(neededTools(context, { skipImages })).toEqual(expected);
  });
});
