import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { type ComposeProject, composeProjects } from './compose-projects';
import { type Command, withPeak } from './measure';

/** A way from the sources of all stacks to their manifests. */
export interface Contender {
  readonly name: string;

  /** Commands that write into the folder `out`, one after the other. */
  readonly commands: (out: string) => Command[];
}

/** The contender that the others are compared with. */
export const slipway: Contender = {
  name: 'slipway synth',
  commands: (out) => [{ program: 'node', args: ['bin/slipway.js', 'synth', '--out', out] }],
};

const app: Contender = {
  name: 'main.ts alone',
  commands: (out) => [
    {
      program: 'node',
      args: ['--require', 'slipway/register', 'main.ts'],
      env: { CDK8S_OUTDIR: out, SLIPWAY_ENV: 'dev' },
    },
  ],
};

const cdk8s: Contender = {
  name: 'cdk8s synth',
  commands: (out) => [
    {
      program: 'npx',
      args: ['cdk8s', 'synth', '--output', out],
      // Without this it asks the registry for a newer version, which measures the network.
      env: { CDK8S_CHECK_UPGRADE: 'false', SLIPWAY_ENV: 'dev' },
    },
  ],
};

/** Every contender that needs nothing but this project. */
export const ownContenders: readonly Contender[] = [slipway, app, cdk8s];

/**
 * kompose, if it is on PATH, in two ways. On PATH it starts itself again for each object; with another PATH, run by its
 * own path, it does not.
 *
 * Its input is the Compose file of each stack, which no other contender reads. A file that it refuses is left out, as the
 * name of the contender says: the time of an error message is not comparable.
 */
export function komposeContenders(): Contender[] {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const program = folders.map((folder) => join(folder, 'kompose')).find((file) => existsSync(file));
  if (program === undefined) return [];
  const projects = composeProjects();
  const taken = projects.filter((project) => isTaken(conversion(program, project)));
  const name = `kompose convert${taken.length < projects.length ? `, ${taken.length} of ${projects.length}` : ''}`;
  const others = folders.filter((folder) => folder !== dirname(program)).join(delimiter);
  return [
    { name, commands: (out) => taken.map((project) => withPeak(conversion(program, project, out))) },
    {
      name: `${name}, not on PATH`,
      commands: (out) =>
        taken.map((project) => {
          const command = conversion(program, project, out);
          return withPeak({ ...command, env: { ...command.env, PATH: others } });
        }),
    },
  ];
}

function isTaken({ program, args, env }: Command): boolean {
  return spawnSync(program, args, { env: { ...process.env, ...env } }).status === 0;
}

/** @param out folder to write into; without it, to the standard output */
function conversion(program: string, { name, file, env }: ComposeProject, out?: string): Command {
  const target = out === undefined ? ['--stdout'] : ['--out', join(out, name, '/')];
  return { program, args: ['convert', '--file', file, ...target], env };
}
