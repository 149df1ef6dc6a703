import { Secret } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { createHash } from 'node:crypto';
import { formatSecretPath } from '../contract';
import { checkName } from './check';
import { checkProps } from './check-props';
import type { SecretKey } from './env';
import { ExternalSecrets } from './external-secrets';
import { Stack } from './stack';

/** Props for `Credentials`. */
export interface CredentialsProps {
  /** Keys whose values are random: 192 bits, as base64url. */
  readonly random: readonly string[];

  /**
   * Computes further keys from the random ones, such as a connection URI.
   *
   * @default - no further keys
   */
  readonly derive?: (random: Readonly<Record<string, string>>) => Readonly<Record<string, string>>;

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
 */
export class Credentials extends Construct {
  /** Name of the Secret. */
  public readonly secret: string;

  /** All keys, if they are known. */
  private readonly keys: readonly string[] | undefined;
  private readonly values: Readonly<Record<string, string>> | undefined;

  constructor(scope: Construct, id: string, props: CredentialsProps) {
    super(scope, id);
    checkProps(this, Credentials, props);
    this.secret = props.existing ?? checkName('the id of Credentials', id);

    const { environment, namespace } = Stack.of(this);
    if (environment.secrets === 'existing' || props.existing !== undefined) return;

    const store = environment.secrets;
    if (store instanceof ExternalSecrets) {
      this.keys = store.define(this, { ...props, namespace, name: this.secret });
      return;
    }
    const random = Object.fromEntries(
      props.random.map((key) => [key, store.value(formatSecretPath({ stack: namespace, secret: id, key }))]),
    );
    this.values = { ...random, ...props.derive?.(random) };
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

function hash(value: string): string {
  return createHash('sha256').update(value).digest('hex').slice(0, 16);
}
