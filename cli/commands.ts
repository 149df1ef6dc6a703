import type { Command } from 'commander';
import { imageLockFile } from '../lib/contract';
import type { OpenProject } from './project-access';

/** A command of slipway. Its code is loaded when the user runs it. */
export interface CommandEntry {
  readonly name: string;
  readonly description: string;
  readonly load: () => Promise<(open: OpenProject) => Command>;
}

/** Every command, in the order of the help. */
export const commands: readonly CommandEntry[] = [
  {
    name: 'init',
    description: 'create a project in the working directory, with a first stack',
    load: async () => (await import('./commands/init.js')).initCommand,
  },
  {
    name: 'import',
    description: 'make a stack of a Compose file',
    load: async () => (await import('./commands/import.js')).importCommand,
  },
  {
    name: 'explain',
    description: 'say what becomes of each value of a Compose file',
    load: async () => (await import('./commands/explain.js')).explainCommand,
  },
  {
    name: 'start',
    description: 'write the manifests of all stacks, and launch one if the tools are installed',
    load: async () => (await import('./commands/start.js')).startCommand,
  },
  {
    name: 'synth',
    description: 'write the Kubernetes manifests of stacks, and list their objects',
    load: async () => (await import('./commands/synth.js')).synthCommand,
  },
  {
    name: 'diff',
    description: 'show what a launch would change',
    load: async () => (await import('./commands/diff.js')).diffCommand,
  },
  {
    name: 'graph',
    description: 'draw the workloads, connections, volumes and hosts of a stack',
    load: async () => (await import('./commands/graph.js')).graphCommand,
  },
  {
    name: 'up',
    description: 'launch a stack, and wait until it is ready',
    load: async () => (await import('./commands/up.js')).upCommand,
  },
  {
    name: 'status',
    description: 'show the workloads, volumes, backups and address of a stack',
    load: async () => (await import('./commands/status.js')).statusCommand,
  },
  {
    name: 'open',
    description: 'open a stack in the browser, and print its address',
    load: async () => (await import('./commands/open.js')).openCommand,
  },
  {
    name: 'logs',
    description: 'print the logs of a stack, or of one of its services',
    load: async () => (await import('./commands/logs.js')).logsCommand,
  },
  {
    name: 'run',
    description: 'run a task of a stack now, and print its log',
    load: async () => (await import('./commands/run.js')).runCommand,
  },
  {
    name: 'parity',
    description: 'check that a stack serves the same on Kubernetes as with Docker Compose',
    load: async () => (await import('./commands/parity.js')).parityCommand,
  },
  {
    name: 'pin',
    description: `write the digests of all images to ${imageLockFile}`,
    load: async () => (await import('./commands/pin.js')).pinCommand,
  },
  {
    name: 'rotate',
    description: 'change the password of a Postgres database without downtime',
    load: async () => (await import('./commands/rotate.js')).rotateCommand,
  },
  {
    name: 'trust',
    description: 'print how to trust the certificates of *.localhost',
    load: async () => (await import('./commands/trust.js')).trustCommand,
  },
  {
    name: 'backup',
    description: 'back up the stores of a stack now',
    load: async () => (await import('./commands/backup.js')).backupCommand,
  },
  {
    name: 'backups',
    description: 'list the backups of a stack',
    load: async () => (await import('./commands/backups.js')).backupsCommand,
  },
  {
    name: 'restore',
    description: 'restore stores of a stack from backups',
    load: async () => (await import('./commands/restore.js')).restoreCommand,
  },
  {
    name: 'down',
    description: 'delete a stack, and keep its data',
    load: async () => (await import('./commands/down.js')).downCommand,
  },
  {
    name: 'completion',
    description: 'print a completion script for bash, zsh or fish',
    load: async () => (await import('./commands/completion.js')).completionCommand,
  },
];
