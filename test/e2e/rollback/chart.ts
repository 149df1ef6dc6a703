import { ApiObject, JsonPatch } from 'cdk8s';
import type { Construct } from 'constructs';
import {
  Credentials,
  type Environment,
  Ingress,
  Postgres,
  type PostgresProps,
  Probe,
  resources,
  Stack,
  Task,
  type TaskProps,
  WebService,
  type WebServiceProps,
  Worker,
  type WorkerProps,
} from '../../../lib';

/** The difference of a broken release from the good one. */
interface Fault {
  readonly web?: Partial<WebServiceProps>;
  readonly worker?: Partial<WorkerProps>;
  readonly migration?: Partial<TaskProps>;
  readonly postgres?: Partial<PostgresProps>;

  /** Changes of the Deployment of the web service that no prop could make. */
  readonly patch?: readonly JsonPatch[];
}

const shell = (script: string) => ['sh', '-c', script];

/** The faults of the drill, by their names in the tests. */
const faults: Readonly<Record<string, Fault>> = {
  'a crash loop': { web: { command: shell('echo no licence found >&2; exit 3') } },
  'a migration that fails': { migration: { command: shell('echo column price is missing >&2; exit 1') } },
  'a readiness check that never succeeds': { web: { readiness: Probe.fromHttpGet('/no-such-page') } },
  'a Secret without the key': { web: { env: { LICENCE: { secret: 'postgres-app', key: 'licence' } } } },
  'a ConfigMap that is not there': {
    patch: [
      JsonPatch.add('/spec/template/spec/volumes/-', { name: 'theme', configMap: { name: 'theme' } }),
      JsonPatch.add('/spec/template/spec/containers/0/volumeMounts/-', {
        name: 'theme',
        mountPath: '/theme',
      }),
    ],
  },
  'too little memory': { web: { command: ['tail', '/dev/zero'] } },
  'a command that does not exist': { web: { command: ['/no/such/program'] } },
  'an object that the API server refuses': {
    patch: [JsonPatch.replace('/spec/template/spec/containers/0/ports/0/containerPort', 70_000)],
  },
  'a worker that crashes after 5 s': {
    worker: { command: shell('sleep 5; echo the queue is gone >&2; exit 1') },
  },
};

/** A stack with a workload of each kind: the good release, or one with the fault in SLIPWAY_E2E_FAULT. */
abstract class Shop extends Stack {
  constructor(scope: Construct, name: string, environment: Environment) {
    super(scope, name, { environment });
    const broken = process.env.SLIPWAY_E2E_FAULT;
    const fault = broken === undefined ? {} : faults[broken];
    if (!fault) throw new Error(`there is no fault '${broken}'`);

    const image = 'postgres:16.10';
    const postgres = new Postgres(this, 'postgres', { image, database: 'shop', ...fault.postgres });
    const migration = new Task(this, 'migrate', {
      image,
      env: { DATABASE_URL: postgres.secret('uri') },
      command: shell('psql "$DATABASE_URL" -c "CREATE TABLE IF NOT EXISTS products (id int)"'),
      doneCheck: 'psql "$DATABASE_URL" -c "TABLE products"',
      startsAfter: [postgres],
      retries: 0,
      ...fault.migration,
    });
    const web = new WebService(this, 'web', {
      image: 'nginxinc/nginx-unprivileged:1.29.1-alpine',
      port: 8080,
      files: { '/usr/share/nginx/html/index.html': 'open for business\n' },
      readiness: Probe.fromHttpGet('/'),
      startsAfter: [migration],
      resources: resources({ millicores: [10, 500], mebibytes: [16, 48] }),
      ...fault.web,
    });
    new Worker(this, 'worker', {
      image: 'redis:7.4.5-alpine',
      command: shell('trap exit TERM; sleep infinity & wait'),
      ...fault.worker,
    });
    new Ingress(this, 'ingress', { to: web });

    if (broken !== undefined) this.news();
    for (const object of web.node.findAll().filter((each) => ApiObject.isApiObject(each)))
      if (object.kind === 'Deployment') object.addJsonPatch(...(fault.patch ?? []));
  }

  /** Objects that only the broken release has. */
  private news(): void {
    new Worker(this, 'newcomer', {
      image: 'redis:7.4.5-alpine',
      command: shell('trap exit TERM; sleep infinity & wait'),
      files: { '/etc/newcomer.conf': 'here\n' },
      env: { NEWCOMER_TOKEN: new Credentials(this, 'newcomer-token', { random: ['token'] }).key('token') },
    });
    new Task(this, 'count', { image: 'redis:7.4.5-alpine', command: ['true'] });
  }
}

function named(name: string) {
  return class extends Shop {
    constructor(scope: Construct, environment: Environment) {
      super(scope, name, environment);
    }
  };
}

/** What a project adds to its stacks: as many that are alike as tests run at a time, and one for a first launch. */
export const stacks = Object.fromEntries(
  ['rollback-1', 'rollback-2', 'rollback-3', 'rollback-first'].map((name) => [name, named(name)]),
);
