import { Secret } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { createHash } from 'node:crypto';
import { formatSecretPath } from '../contract';
import { defaultSecretFormat, type SecretFormat } from '../local/secret-format';
import { checkName } from './check';
import { checkProps } from './check-props';
import type { SecretKey } from './env';
import { ExternalSecrets } from './external-secrets';
import { freeId } from './free-id';
import { nameOfObject } from './kind-text';
import { Stack } from './stack';

/** Props for `Credentials`. */
export interface CredentialsProps {
  /**
   * Keys whose values are random: a list of keys with 192 bits as base64url, or a format by key, such as
   * `{ 'app-key': SecretFormat.base64(32) }`. A value that is generated does not change with its format.
   *
   * @default - no random keys
   */
  readonly random?: readonly string[] | Readonly<Record<string, SecretFormat>>;

  /**
   * Values that are given, by their keys, such as `{ token: process.env.API_TOKEN ?? '' }`. Only an environment with a
   * `SecretStore` uses them, as dev does; elsewhere the Secret or the external store must have the keys. Keep the values out
   * of git: a chart that holds them shows them to all who can read it.
   *
   * @default - no given values
   */
  readonly values?: Readonly<Record<string, string>>;

  /**
   * Computes further keys from the random and the given ones, such as a connection URI.
   *
   * @default - no further keys
   */
  readonly derive?: (values: Readonly<Record<string, string>>) => Readonly<Record<string, string>>;

  /**
   * Name of an existing Secret in the namespace, such as one that an operator creates. It must have the keys.
   *
   * @default - a Secret named like the id is defined, as far as the environment says so
   */
  readonly existing?: string;
}

/**
 * References to the keys of a Secret. A chart never holds the values.
 *
 * What it defines depends on `Environment.secrets`: with a `SecretStore`, a Secret with the values of the store; with
 * `ExternalSecrets`, an ExternalSecret; with `'existing'`, or with the prop `existing`, nothing.
 *
 * @throws if the id is not a lower-case DNS label
 * @throws if there is neither `random`, `values`, `derive` nor `existing`
 * @throws if a key is in `random` and in `values`, or is none of a Secret
 */
export class Credentials extends Construct {
  /** Name of the Secret. */
  public readonly secret: string;

  /** All keys, if they are known. */
  private readonly keys: readonly string[] | undefined;
  private readonly values: Readonly<Record<string, string>> | undefined;

  constructor(scope: Construct, id: string, props: CredentialsProps) {
    super(scope, freeId(scope, Credentials, id));
    checkProps(this, Credentials, props);
    this.secret = props.existing ?? checkName('the id of Credentials', id);

    const { values: given = {}, derive } = props;
    const formats = formatsOf(props.random);
    const keys = [...Object.keys(formats), ...Object.keys(given)];
    checkKeys(this, keys, props);

    const { environment, namespace } = Stack.of(this);
    if (environment.secrets === 'existing' || props.existing !== undefined) return;

    const store = environment.secrets;
    if (store instanceof ExternalSecrets) {
      this.keys = store.define(this, { keys, derive, namespace, name: this.secret });
      return;
    }
    const random = Object.entries(formats).map(([key, format]) => {
      const path = formatSecretPath({ stack: namespace, secret: id, key });
      return [key, store.value(path, format)] as const;
    });
    const values = { ...Object.fromEntries(random), ...given };
    this.values = { ...values, ...derive?.(values) };
    this.keys = Object.keys(this.values);
    new Secret(this, 'Resource', { metadata: { name: this.secret }, stringData: this.values });
  }

  /**
   * A reference to `key`, for the `env` of a workload.
   *
   * @throws if the Secret is defined here and has no such key
   */
  public key(key: string): SecretKey {
    if (this.keys && !this.keys.includes(key)) {
      throw new Error(`Secret '${this.secret}' has no key '${key}'; it has ${this.keys.join(', ')}`);
    }
    const value = this.values?.[key];
    return { secret: this.secret, key, ...(value !== undefined && { version: hash(value) }) };
  }
}

function formatsOf(random: CredentialsProps['random'] = []): Readonly<Record<string, SecretFormat>> {
  return isList(random) ? Object.fromEntries(random.map((key) => [key, defaultSecretFormat])) : random;
}

function isList(random: NonNullable<CredentialsProps['random']>): random is readonly string[] {
  return Array.isArray(random);
}

/** @see https://kubernetes.io/docs/concepts/configuration/secret/#restriction-names-data */
function checkKeys(credentials: Credentials, keys: readonly string[], props: CredentialsProps): void {
  const of = nameOfObject(credentials);
  if ([props.random, props.values, props.derive, props.existing].every((prop) => prop === undefined)) {
    throw new Error(`${of} needs 'random' or 'values', such as random: ['password']`);
  }
  const bad = keys.find((key) => !/^[-._a-zA-Z0-9]{1,253}$/.test(key));
  if (bad !== undefined) {
    throw new Error(
      `the keys of ${of} must have letters, digits, '-', '_' and '.' only, such as 'app-key', got '${bad}'`,
    );
  }
  const twice = keys.find((key, index) => keys.indexOf(key) !== index);
  if (twice !== undefined) {
    throw new Error(
      `the keys of ${of} must be different, such as random: ['password'] and values: { token: '…' }, got '${twice}' twice`,
    );
  }
}

function hash(value: string): string {
  return createHash('sha256').update(value).digest('hex').slice(0, 16);
}
