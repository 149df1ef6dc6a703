import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { type ComposeProject, composeProjects } from './compose-projects';
import { type Command, withPeak } from './measure';

/** A way from the sources of all stacks to their manifests. */
export interface Contender {
  readonly name: string;

  /** Commands to run one after the other, that write into the folder `out`. */
  readonly commands: (out: string) => Command[];
}

/** The one that the others are compared with. */
export const slipway: Contender = {
  name: 'slipway synth',
  commands: (out) => [{ program: 'node', args: ['bin/slipway.js', 'synth', '--out', out] }],
};

const app: Contender = {
  name: 'main.ts alone',
  commands: (out) => [
    {
      program: 'node',
      args: ['--require', 'ts-node/register', 'main.ts'],
      env: { CDK8S_OUTDIR: out, SLIPWAY_ENV: 'dev' },
    },
  ],
};

const cdk8s: Contender = {
  name: 'cdk8s synth',
  commands: (out) => [cdk8sSynth(out)],
};

const typeChecking: Contender = {
  name: 'cdk8s synth, type-checking',
  commands: (out) => [
    // What `cdk8s init typescript-app` writes into cdk8s.yaml.
    cdk8sSynth(out, ['--app', 'npx ts-node main.ts'], {
      TS_NODE_PROJECT: join(__dirname, 'tsconfig.plain.json'),
    }),
  ],
};

/**
 * Its input is the Compose file of each stack, which no other contender reads. A file that it refuses is left out, and
 * the name says so: the time that an error message takes says nothing.
 */
export function kompose(): Contender {
  const projects = composeProjects();
  const taken = projects.filter(isTakenByKompose);
  return {
    name: `kompose convert${taken.length < projects.length ? `, ${taken.length} of ${projects.length}` : ''}`,
    commands: (out) => taken.map((project) => withPeak(conversion(project, out))),
  };
}

/** Every contender that needs nothing but this project. */
export const ownContenders: readonly Contender[] = [slipway, app, cdk8s, typeChecking];

function cdk8sSynth(out: string, options: string[] = [], env: Record<string, string> = {}): Command {
  return {
    program: 'npx',
    args: ['cdk8s', 'synth', '--output', out, ...options],
    // Else it asks the registry for a newer version, which takes as long as the network does.
    env: { CDK8S_CHECK_UPGRADE: 'false', SLIPWAY_ENV: 'dev', ...env },
  };
}

function isTakenByKompose(project: ComposeProject): boolean {
  const { program, args, env } = conversion(project);
  const { status } = spawnSync(program, args, { env: { ...process.env, ...env } });
  return status === 0;
}

/** @param out folder to write into; without it, to the standard output */
function conversion({ name, file, env }: ComposeProject, out?: string): Command {
  const target = out === undefined ? ['--stdout'] : ['--out', join(out, name, '/')];
  return { program: 'kompose', args: ['convert', '--file', file, ...target], env };
}
