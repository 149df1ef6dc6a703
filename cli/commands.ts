import type { Command } from 'commander';
import { imageLockFile } from '../lib/contract';
import type { OpenProject } from './project-access';

/** A command of slipway, loaded when it is asked for. */
export interface CommandEntry {
  readonly name: string;
  readonly description: string;
  readonly load: () => Promise<(open: OpenProject) => Command>;
}

/** Every command, in the order of the help. */
export const commands: readonly CommandEntry[] = [
  {
    name: 'init',
    description: 'make the working directory a project, with a first stack that comes up',
    load: async () => (await import('./commands/init.js')).initCommand,
  },
  {
    name: 'start',
    description: 'write the manifests of every stack, and launch one, if the tools for it are here',
    load: async () => (await import('./commands/start.js')).startCommand,
  },
  {
    name: 'synth',
    description: 'write the Kubernetes manifests of stacks, and print what is in them',
    load: async () => (await import('./commands/synth.js')).synthCommand,
  },
  {
    name: 'diff',
    description: 'show what up would change in the cluster, without changing it',
    load: async () => (await import('./commands/diff.js')).diffCommand,
  },
  {
    name: 'graph',
    description: 'draw the workloads, connections, volumes and hosts of a stack, as its manifests have them',
    load: async () => (await import('./commands/graph.js')).graphCommand,
  },
  {
    name: 'up',
    description: 'launch a stack: cluster, images, ingress controller, manifests; and wait until it is ready',
    load: async () => (await import('./commands/up.js')).upCommand,
  },
  {
    name: 'status',
    description:
      'show the workloads, volumes, backups and address of a stack; exit code 1 if something is not ready',
    load: async () => (await import('./commands/status.js')).statusCommand,
  },
  {
    name: 'open',
    description: 'open a stack in the browser, and print its address',
    load: async () => (await import('./commands/open.js')).openCommand,
  },
  {
    name: 'logs',
    description: 'print the logs of all pods of a stack, or of one of its services',
    load: async () => (await import('./commands/logs.js')).logsCommand,
  },
  {
    name: 'parity',
    description: 'compare a stack under docker compose with the same stack on Kubernetes',
    load: async () => (await import('./commands/parity.js')).parityCommand,
  },
  {
    name: 'pin',
    description: `ask the registries for the digests of all images, and write them to ${imageLockFile}`,
    load: async () => (await import('./commands/pin.js')).pinCommand,
  },
  {
    name: 'rotate',
    description: 'change the password of a Postgres database without downtime',
    load: async () => (await import('./commands/rotate.js')).rotateCommand,
  },
  {
    name: 'trust',
    description: 'tell how to trust the certificates of *.localhost; it changes nothing by itself',
    load: async () => (await import('./commands/trust.js')).trustCommand,
  },
  {
    name: 'backup',
    description: 'back up the stores of a stack now, as their CronJobs do every night',
    load: async () => (await import('./commands/backup.js')).backupCommand,
  },
  {
    name: 'backups',
    description: 'list the backups of a stack; exit code 1 if one is damaged',
    load: async () => (await import('./commands/backups.js')).backupsCommand,
  },
  {
    name: 'restore',
    description: 'replace the data of stores by that of backups; what is there is backed up first',
    load: async () => (await import('./commands/restore.js')).restoreCommand,
  },
  {
    name: 'down',
    description: 'delete a stack, but keep its data',
    load: async () => (await import('./commands/down.js')).downCommand,
  },
  {
    name: 'completion',
    description: 'print the script that has bash, zsh or fish complete what you type',
    load: async () => (await import('./commands/completion.js')).completionCommand,
  },
];
