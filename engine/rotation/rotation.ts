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

/** A rotation of a password: what to change, and where. */
export interface Rotation {
  readonly kubectl: Kubectl;
  readonly stack: ProjectStack;
  readonly environment: Environment;

  /** Name of the Secret. */
  readonly secret: string;
  readonly rotated: RotatedSecret;

  /** The role whose password is changed. */
  readonly role: string;

  /** The login in the Secret now. */
  readonly login: Login;
  readonly server: PostgresServer;

  /** Where the interim login of an interrupted run is. @default - there was no interrupted run */
  readonly interim?: 'in the Secret' | 'left over';

  /** The workloads that read the Secret at their start. */
  readonly consumers: readonly KubeObject[];

  /** The store of the password, in an environment with a store on this machine. */
  readonly store?: WritableStore;

  /** Longest wait for pods, and for connections to end. */
  readonly timeout: Duration;
}

/** A store whose values can be replaced. */
interface WritableStore extends SecretStore {
  replace(path: string, value: string): void;
}

/** Path of the password in the store. */
export function passwordPath({ stack, secret }: Pick<Rotation, 'stack' | 'secret'>): string {
  return formatSecretPath({ stack: stack.name, secret, key: 'password' });
}

type Place = Pick<Rotation, 'kubectl' | 'stack' | 'environment' | 'secret' | 'store' | 'timeout'>;

/**
 * Prepares a rotation. Changes nothing.
 *
 * @throws Failure if the rotation is not possible, or not without downtime
 */
export async function prepareRotation(place: Place): Promise<Rotation> {
  const { kubectl, stack, secret } = place;
  if (!(await stackNamespace(kubectl, stack.name))) {
    throw new Failure(
      `the stack '${stack.name}' is not in the cluster ${kubectl.context}`,
      `'${invocation(`up ${stack.name}`, kubectl.context)}' launches it.`,
    );
  }
  const { object, values } = await findSecret(place);
  const server = await serverOf(place, values);
  const isInSecret = values.username === interim;
  const original = await server.interimFor();
  const role = isInSecret ? original : values.username;
  if (role === undefined) {
    throw new Failure(
      `Secret/${secret} has the login '${interim}', which does not exist in the server`,
      `Set 'username' and 'password' in the Secret to a login of the server.`,
    );
  }
  // After an interruption the store may still have the old password; the rotation continues with that of the Secret.
  if (original === undefined) checkStore(place, object, values);
  else checkEnvironment(place, object);
  const consumers = await consumersOf(kubectl, stack.name, secret, values.host);
  const interrupted = isInSecret ? 'in the Secret' : 'left over';
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
        ? `Secret/${secret} does not hold Postgres credentials`
        : `the stack '${stack.name}' has no Secret '${secret}'`,
      names.length > 0
        ? `Name one of ${names.join(', ')}.`
        : `Postgres credentials are a Secret with the keys username, password, dbname and host. The stack has none.`,
    );
  }
  const [owner] = object.metadata.ownerReferences ?? [];
  if (owner) {
    throw new Failure(
      `Secret/${secret} belongs to ${owner.kind}/${owner.name}, which would reset it`,
      'Change the password there, as docs/security.md describes.',
    );
  }
  return { object, values };
}

async function serverOf({ kubectl, stack }: Place, { host, dbname }: LoginValues): Promise<PostgresServer> {
  if (!(await kubectl.find('statefulset', host, ['--namespace', stack.name]))) {
    throw new Failure(
      `the server '${host}' is not a StatefulSet of the stack '${stack.name}'`,
      'slipway can change passwords only of servers in the stack. Change this one with the tools of that server.',
    );
  }
  return new PostgresServer(kubectl, stack.name, host, dbname);
}

/** Checks the store. With a wrong one the next launch would reset the password to one that the server does not accept. */
function checkStore(place: Place, object: SecretObject, { password }: LoginValues): void {
  const { store } = place;
  if (store && store.value(passwordPath(place)) !== password) throw notOfEnvironment(place, object);
  checkEnvironment(place, object);
}

/** Checks that slipway manages the Secret if the environment has a store on this machine, and only then. */
function checkEnvironment(place: Place, object: SecretObject): void {
  if (isManaged(object.metadata) !== (place.store !== undefined)) throw notOfEnvironment(place, object);
}

function notOfEnvironment({ store, environment, stack }: Place, { metadata }: SecretObject): Failure {
  return new Failure(
    `Secret/${metadata.name} of the stack '${stack.name}' is not that of the environment '${environment.name}' on this machine`,
    store
      ? `Name another environment with --env, such as prod. Or run the command on the machine that launched the stack, which has the password in ${localFolder}/.`
      : `The Secret was created from a value in ${localFolder}/: name that environment with --env, such as dev.`,
  );
}
