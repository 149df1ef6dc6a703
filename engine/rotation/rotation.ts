import type { Environment } from '../../lib';
import type { SecretStore } from '../../lib';
import { formatSecretPath, isManaged, localFolder } from '../../lib/contract';
import type { Duration } from '../base/duration';
import { Failure } from '../base/failure';
import type { KubeObject } from '../kube/kube-object';
import type { Kubectl } from '../kube/kubectl';
import { stackNamespace } from '../kube/namespace';
import type { SecretObject } from '../kube/secret-object';
import { invocation } from '../machine/invocation';
import type { ProjectStack } from '../stack/project-stack';
import { consumersOf } from './consumers';
import { type Login, type LoginValues, loginValues } from './login-secret';
import { interim, PostgresServer } from './postgres-server';
import { RotatedSecret } from './rotated-secret';

/** A password that is to be changed, and all that is concerned. */
export interface Rotation {
  readonly kubectl: Kubectl;
  readonly stack: ProjectStack;
  readonly environment: Environment;

  /** Name of the Secret. */
  readonly secret: string;
  readonly rotated: RotatedSecret;

  /** Role whose password is changed. */
  readonly role: string;

  /** What the Secret says now. */
  readonly login: Login;
  readonly server: PostgresServer;

  /** Where an earlier run was interrupted: its interim login is what pods are told, or was. @default - it ended, or there was none */
  readonly interim?: 'in the Secret' | 'left over';

  /** Workloads that have to start anew to know another password. */
  readonly consumers: readonly KubeObject[];

  /** Where the value is kept on this machine, in an environment that has it here. */
  readonly store?: WritableStore;

  /** Longest wait for pods, and for connections to end. */
  readonly timeout: Duration;
}

/** A store that takes another value. */
interface WritableStore extends SecretStore {
  replace(path: string, value: string): void;
}

/** Path of the password in the store. */
export function passwordPath({ stack, secret }: Pick<Rotation, 'stack' | 'secret'>): string {
  return formatSecretPath({ stack: stack.name, secret, key: 'password' });
}

type Place = Pick<Rotation, 'kubectl' | 'stack' | 'environment' | 'secret' | 'store' | 'timeout'>;

/**
 * Finds out what a rotation is about, and changes nothing.
 *
 * @throws Failure if it could not be done without downtime, or by somebody else only
 */
export async function prepareRotation(place: Place): Promise<Rotation> {
  const { kubectl, stack, secret } = place;
  if (!(await stackNamespace(kubectl, stack.name))) {
    throw new Failure(
      `the stack '${stack.name}' is not on ${kubectl.context}`,
      `'${invocation(`up ${stack.name}`, kubectl.context)}' launches it.`,
    );
  }
  const { object, values } = await findSecret(place);
  const server = await serverOf(place, values);
  const isTold = values.username === interim;
  const original = await server.interimFor();
  const role = isTold ? original : values.username;
  if (role === undefined) {
    throw new Failure(
      `Secret/${secret} names the login '${interim}', which the server does not have`,
      `Set 'username' and 'password' in it to a login of the server.`,
    );
  }
  // Interrupted before the store was told, the store has the password before; the Secret has the one to go on with.
  if (original === undefined) checkStore(place, object, values);
  else checkEnvironment(place, object);
  const consumers = await consumersOf(kubectl, stack.name, secret, values.host);
  const interrupted = isTold ? 'in the Secret' : 'left over';
  const login = { username: values.username, password: values.password };
  return {
    ...place,
    rotated: new RotatedSecret(kubectl, object),
    role,
    login,
    server,
    consumers,
    ...(original !== undefined && { interim: interrupted }),
  };
}

async function findSecret({
  kubectl,
  stack,
  secret,
}: Place): Promise<{ object: SecretObject; values: LoginValues }> {
  const object = await kubectl.find<SecretObject>('secret', secret, ['--namespace', stack.name]);
  const values = object && loginValues(object);
  if (!object || !values) {
    const all = await kubectl.list<SecretObject>(['secrets'], ['--namespace', stack.name]);
    const names = all.filter((each) => loginValues(each)).map(({ metadata }) => metadata.name);
    throw new Failure(
      object
        ? `Secret/${secret} is none of a Postgres database`
        : `the stack '${stack.name}' has no Secret '${secret}'`,
      names.length > 0
        ? `Passwords that can be changed are in ${names.join(', ')}.`
        : `The stack has no Secret of a Postgres database, with the keys username, password, dbname and host.`,
    );
  }
  const [owner] = object.metadata.ownerReferences ?? [];
  if (owner) {
    throw new Failure(
      `Secret/${secret} belongs to ${owner.kind}/${owner.name}, which would set it back`,
      'Change the password there: docs/security.md says how.',
    );
  }
  return { object, values };
}

async function serverOf({ kubectl, stack }: Place, { host, dbname }: LoginValues): Promise<PostgresServer> {
  if (!(await kubectl.find('statefulset', host, ['--namespace', stack.name]))) {
    throw new Failure(
      `the server '${host}' is no StatefulSet of the stack '${stack.name}'`,
      'slipway changes passwords of servers only that run in the stack.',
    );
  }
  return new PostgresServer(kubectl, stack.name, host, dbname);
}

/** Otherwise the next launch would set the password back to one that the server no longer takes. */
function checkStore(place: Place, object: SecretObject, { password }: LoginValues): void {
  const { store } = place;
  if (store && store.value(passwordPath(place)) !== password) throw notOfEnvironment(place, object);
  checkEnvironment(place, object);
}

/** Whether the Secret is made by slipway, as the environment says. */
function checkEnvironment(place: Place, object: SecretObject): void {
  if (isManaged(object.metadata) !== (place.store !== undefined)) throw notOfEnvironment(place, object);
}

function notOfEnvironment({ store, environment, stack }: Place, { metadata }: SecretObject): Failure {
  return new Failure(
    `Secret/${metadata.name} of the stack '${stack.name}' is not that of the environment '${environment.name}' on this machine`,
    store
      ? `Name the environment with --env, such as prod; or run it where the stack was launched from, which has the value in ${localFolder}/.`
      : `It was made by slipway from a value in ${localFolder}/: name the environment with --env, such as dev.`,
  );
}
