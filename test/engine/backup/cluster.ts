import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Backup } from '../../../engine/backup/backup';
import { type KubeObject, nameOf } from '../../../engine/kube/kube-object';

/** What the Jobs of a CronJob do, by its name and the first argument: `redis-restore verify`, `redis-backup`. */
export type Jobs = Readonly<
  Record<
    string,
    {
      readonly seconds?: number;
      readonly fails?: boolean;
      readonly away?: number;
      readonly says?: unknown;

      /** The log of its pod. A Job without one has no pod. */
      readonly prints?: readonly string[];
    }
  >
>;

/** How a command line ended. */
export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command line that runs. */
interface Started {
  readonly child: ChildProcessByStdio<null, Readable, Readable>;
  readonly ended: Promise<Ended>;
}

interface State {
  readonly refuses?: string;
  readonly lease?: object;
  readonly calls: readonly string[];
  readonly objects: readonly (KubeObject & { readonly spec: Readonly<Record<string, unknown>> })[];
}

const namespace = 'flask-nginx';

/** A cluster in a file, with the stack flask-nginx: its app, and backups of its stores; `bin/kubectl` reads and writes it. */
export class FileCluster {
  private readonly file = join(mkdtempSync(join(tmpdir(), 'cluster-')), 'cluster.json');

  constructor(
    jobs: Jobs = {},
    more: readonly object[] = [],
    stores: readonly string[] = ['redis'],
    backups = stores.map((store) => backupOf(store, '1')),
  ) {
    const says = Object.fromEntries(
      stores.map((store) => [`${store}-backup`, { says: backupOf(store, '9') }]),
    );
    const merged: Record<string, object> = { ...says, backups: { says: backups } };
    for (const [name, job] of Object.entries(jobs)) merged[name] = { ...merged[name], ...job };
    const objects = [
      { kind: 'Namespace', metadata: { name: namespace } },
      deployment,
      cronJob('backups', 'list', ''),
      ...stores.flatMap((store) => [
        cronJob(`${store}-backup`, 'save', store, false),
        cronJob(`${store}-restore`, 'restore', store),
        policy(store),
      ]),
      ...more,
    ];
    writeFileSync(this.file, JSON.stringify({ calls: [], awayUntil: 0, jobs: merged, objects }));
  }

  /** Environment of a process that works on this cluster. */
  public get env(): NodeJS.ProcessEnv {
    const home = dirname(this.file);
    const path = [join(home, 'bin'), join(__dirname, 'bin'), dirname(process.execPath)].join(':');
    return { PATH: path, HOME: home, CLUSTER: this.file };
  }

  /** Puts a script of the shell on the PATH of its processes. */
  public install(program: string, script: string): void {
    const bin = join(dirname(this.file), 'bin');
    mkdirSync(bin, { recursive: true });
    writeFileSync(join(bin, program), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  }

  public get calls(): readonly string[] {
    return this.state().calls;
  }

  /** `Deployment/app`. */
  public object(name: string): State['objects'][number] | undefined {
    return this.state().objects.find((each) => nameOf(each) === name);
  }

  /** The Jobs that were made of a CronJob. */
  public jobs(cronJob: string): KubeObject[] {
    return this.state().objects.filter(
      ({ kind, metadata }) => kind === 'Job' && metadata.name.startsWith(`${cronJob}-`),
    );
  }

  /** The arguments of these Jobs. */
  public jobArgs(cronJob: string): unknown[] {
    const jobs = this.jobs(cronJob) as unknown as {
      spec: { template: { spec: { containers: { args: unknown }[] } } };
    }[];
    return jobs.map(({ spec }) => spec.template.spec.containers[0]?.args);
  }

  /** Whether a command has the lock of the stack. */
  public get isLocked(): boolean {
    return this.state().lease !== undefined;
  }

  public get replicas(): unknown {
    return this.object('Deployment/app')?.spec.replicas;
  }

  /** Waits for a call of kubectl that contains a text. */
  public async called(text: string | RegExp): Promise<void> {
    while (!this.calls.some((call) => call.search(text) >= 0)) await sleep(50);
  }

  /** Waits until a Job of the CronJob that is given these arguments was made. */
  public async started(cronJob: string, task: string): Promise<void> {
    const isThere = (): boolean =>
      this.state().objects.some(
        (each) => each.metadata.name.startsWith(cronJob) && JSON.stringify(each.spec).includes(`["${task}"`),
      );
    while (!isThere()) await sleep(50);
  }

  /** Starts a command line on the stack. */
  public start(command: string, ...args: readonly string[]): Started {
    return this.spawn(command, namespace, ...args);
  }

  /** Runs a command line on the stack. */
  public slipway(command: string, ...args: readonly string[]): Promise<Ended> {
    return this.start(command, ...args).ended;
  }

  /** Runs a command line that need not name the stack. */
  public run(...words: readonly string[]): Promise<Ended> {
    return this.spawn(...words).ended;
  }

  private spawn(...words: readonly string[]): Started {
    const bin = join(__dirname, '../../../bin/slipway.js');
    const child = spawn(process.execPath, [bin, ...words, '--context', 'staging'], {
      env: this.env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const text = { stdout: '', stderr: '' };
    child.stdout.on('data', (data: Buffer) => (text.stdout += data.toString()));
    child.stderr.on('data', (data: Buffer) => (text.stderr += data.toString()));
    const ended = new Promise<Ended>((resolve) => {
      child.once('close', (status) => {
        resolve({ status, ...text });
      });
    });
    return { child, ended };
  }

  /** Has the cluster refuse every call that contains a text. */
  public refuse(text: string): void {
    this.change((state) => ({ ...state, refuses: text }));
  }

  /** Removes an object, such as `Deployment/app`. */
  public remove(name: string): void {
    this.change((state) => ({ ...state, objects: state.objects.filter((each) => nameOf(each) !== name) }));
  }

  /** Pauses all, as a restore does, which was then killed. */
  public leavePaused(): void {
    const pausedSpec = { Deployment: { replicas: 0 }, CronJob: { suspend: true } } as const;
    const notes = {
      'Deployment/app': { 'slipway.dev/paused-replicas': '2' },
      'CronJob/redis-backup': { 'slipway.dev/paused-schedule': 'true' },
    };
    this.change((state) => ({
      ...state,
      objects: state.objects.map((object) => {
        const annotations = notes[nameOf(object) as keyof typeof notes] as Record<string, string> | undefined;
        if (!annotations) return object;
        const spec = { ...object.spec, ...pausedSpec[object.kind as keyof typeof pausedSpec] };
        return { ...object, metadata: { ...object.metadata, annotations }, spec };
      }),
    }));
  }

  /** Only before a command is started: the next call of kubectl reads it. */
  private change(how: (state: State) => State): void {
    writeFileSync(this.file, JSON.stringify(how(this.state())));
  }

  private state(): State {
    for (;;) {
      try {
        return JSON.parse(readFileSync(this.file, 'utf8')) as State;
      } catch (error) {
        // It is just being written.
        if (!(error instanceof SyntaxError)) throw error;
      }
    }
  }
}

/** A backup of a store. */
export function backupOf(store: string, day: string): Backup {
  return {
    name: `${store}-2026010${day}t020000z`,
    store,
    created: `2026-01-0${day}T02:00:00Z`,
    size: 1,
    encrypted: false,
    contents: {},
    seconds: 1,
  };
}

/** A Job of the backups of a store that somebody else runs. */
export function job(name: string, role: string, store: string, status: object = {}): object {
  const labels = labelsOf(role, store);
  return { apiVersion: 'batch/v1', kind: 'Job', metadata: { name, namespace, labels }, spec: {}, status };
}

/** The CronJob of a Schedule, or of a Task on demand. */
export function task(name: string, suspend: boolean): object {
  const template = { spec: { containers: [{ name: 'main', image: 'api:1', args: ['run'] }] } };
  return {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { name, namespace, uid: name },
    spec: { schedule: '0 3 * * *', suspend, jobTemplate: { spec: { backoffLimit: 3, template } } },
  };
}

const deployment = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'app', namespace, uid: 'app' },
  spec: { replicas: 2, template: { spec: { containers: [] } } },
};

function cronJob(name: string, role: string, store: string, suspend = true): object {
  const labels = labelsOf(role, store);
  const template = { spec: { containers: [{ name: 'backup', image: 'slipway/backup:1.1.0' }] } };
  return {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { name, namespace, uid: name, labels },
    spec: { schedule: '0 2 * * *', suspend, jobTemplate: { metadata: { labels }, spec: { template } } },
  };
}

function policy(store: string): object {
  const from = [{ podSelector: { matchLabels: { 'app.kubernetes.io/name': 'app' } } }];
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: store, namespace },
    spec: { ingress: [{ from }] },
  };
}

function labelsOf(role: string, store: string): object {
  return { 'slipway.dev/backup': role, 'slipway.dev/store': store };
}
