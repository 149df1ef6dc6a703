import type { Outcome, RunOptions } from '../../../engine/base/command';
import { Kubectl } from '../../../engine/kube/kubectl';
import { type SecretObject, valuesOf } from '../../../engine/kube/secret-object';
import { interim } from '../../../engine/rotation/postgres-server';

/** Thrown at the moment of the kill. The command does nothing after it. */
export class Killed extends Error {}

/** The number of the kubectl call at which the command is killed: before the call reaches the cluster, or after it. */
export interface Kill {
  readonly call: number;
  readonly when: 'before' | 'after';
}

/** A stack with a Postgres server, the Secret of its app, and one pod, which uses the login of the Secret at its start. */
export class RotatingCluster extends Kubectl {
  /** Passwords of the server, by role. */
  public readonly logins = new Map([['notes', 'old']]);
  public secret: SecretObject;
  public pod = { username: 'notes', password: 'old' };

  /** The moments at which the Secret had a login that the server refuses. There must be none. */
  public readonly refused: string[] = [];
  public kill: Kill | undefined;
  public calls = 0;
  private versions = 1;

  constructor(labels: Readonly<Record<string, string>> = { 'app.kubernetes.io/managed-by': 'slipway' }) {
    super('staging');
    const values = { username: 'notes', password: 'old', dbname: 'notes', host: 'postgres' };
    const encoded = Object.entries(values).map(([key, value]) => [
      key,
      Buffer.from(value).toString('base64'),
    ]);
    this.secret = {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'postgres-app', labels, resourceVersion: '1' },
      data: Object.fromEntries(encoded) as Record<string, string>,
    };
  }

  /** Gives the server and the Secret another password. */
  public setPassword(password: string): void {
    this.logins.set('notes', password);
    const data = { ...this.secret.data, password: Buffer.from(password).toString('base64') };
    this.secret = { ...this.secret, data };
  }

  public override attempt(args: readonly string[], options: RunOptions = {}): Promise<Outcome> {
    this.calls += 1;
    const { call = Infinity, when } = this.kill ?? {};
    if (this.calls > call || (this.calls === call && when === 'before')) return Promise.reject(new Killed());
    const outcome = this.answer(args, options.input ?? '');
    const { username = '', password } = valuesOf(this.secret);
    if (this.logins.get(username) !== password) this.refused.push(`${username} after ${args.join(' ')}`);
    return this.calls === call ? Promise.reject(new Killed()) : Promise.resolve(outcome);
  }

  private answer([verb, what = '', name = '']: readonly string[], input: string): Outcome {
    if (verb === 'get') return json(this.found(what, name));
    if (verb === 'exec') return { exitCode: 0, stdout: this.psql(input), stderr: '' };
    if (verb === 'replace') return this.replace(JSON.parse(input) as SecretObject);
    const { username = '', password = '' } = valuesOf(this.secret);
    this.pod = { username, password };
    return json({});
  }

  private found(what: string, name: string): object {
    const metadata = { name, labels: { 'app.kubernetes.io/managed-by': 'slipway' } };
    if (what === 'secret') return this.secret;
    if (!name || name.startsWith('-')) return { items: /deployment/i.test(what) ? [deployment] : [] };
    return { kind: what, metadata };
  }

  private replace(object: SecretObject): Outcome {
    if (object.metadata.resourceVersion !== this.secret.metadata.resourceVersion) {
      const stderr = 'Error from server (Conflict): Operation cannot be fulfilled on secrets "postgres-app"';
      return { exitCode: 1, stdout: '', stderr };
    }
    this.versions += 1;
    this.secret = { ...object, metadata: { ...object.metadata, resourceVersion: String(this.versions) } };
    return json(this.secret);
  }

  private psql(input: string): string {
    const { logins } = this;
    const [, connected] = /usename = '(\w+)'/.exec(input) ?? [];
    if (connected !== undefined) return this.pod.username === connected ? 'app 10.0.0.1' : '';
    if (input.includes('pg_auth_members')) return logins.has(interim) ? 'notes' : '';
    if (input.includes('DROP ROLE')) logins.delete(interim);
    const [, role, password = ''] = /ALTER ROLE "?(\w+)"? .*PASSWORD '([^']+)'/.exec(input) ?? [];
    if (role !== undefined) logins.set(role, password);
    return '';
  }
}

const deployment = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'app' },
  spec: {
    replicas: 1,
    template: {
      spec: { containers: [{ name: 'app', envFrom: [{ secretRef: { name: 'postgres-app' } }] }] },
    },
  },
  status: { replicas: 1, updatedReplicas: 1, availableReplicas: 1 },
};

function json(value: object): Outcome {
  return { exitCode: 0, stdout: JSON.stringify(value), stderr: '' };
}
