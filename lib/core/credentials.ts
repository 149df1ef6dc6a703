import { createHash } from 'node:crypto';
import { Secret } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { formatSecretPath } from '../contract';
import { checkProps } from './check-props';
import type { SecretKey } from './env';
import { ExternalSecrets } from './external-secrets';
import { checkName } from './check';
import { Stack } from './stack';

/** Props for `Credentials`. */
export interface CredentialsProps {
  /** Keys that are random values. */
  readonly random: readonly string[];

  /**
   * Further keys made of the random ones, such as a connection URI.
   *
   * @default - no further keys
   */
  readonly derive?: (random: Readonly<Record<string, string>>) => Readonly<Record<string, string>>;

  /**
   * Name of a Secret in the namespace that has the keys already, such as one that an operator writes.
   *
   * @default - a Secret named like the id
   */
  readonly existing?: string;
}

/**
 * Secret values of a workload, by reference.
 *
 * Where the environment has a store on this machine, defines the Secret with values from it; where it has
 * `ExternalSecrets`, an ExternalSecret. Where Secrets exist already, or one is named in `existing`, it defines nothing and
 * only refers to it.
 *
 * @throws if the id is not a lower-case DNS label
 */
export class Credentials extends Construct {
  /** Name of the Secret. */
  public readonly secret: string;

  /** All keys, where they are known. */
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

  /** Reference to the value of `key`, for the `env` of a workload. */
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
