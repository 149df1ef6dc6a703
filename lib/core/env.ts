import type { EnvVar } from '../../imports/k8s';
import { escaped, unexpanded } from './expansion';

/** A reference to one key of a Secret, as `secretKeyRef` in a container. It does not hold the value. */
export interface SecretKey {
  /** Name of the Secret. */
  readonly secret: string;

  /** Key in the Secret. */
  readonly key: string;

  /**
   * Hash of the value. The pods that use the key are replaced when it changes.
   *
   * @default - unknown: the Secret is not defined by slipway
   */
  readonly version?: string;
}

/** A text with references to Secrets, made by `secretText`. */
export interface SecretText {
  /** The text before, between and after the references: one element more than `secrets`. */
  readonly text: readonly string[];

  /** The references, in order. */
  readonly secrets: readonly SecretKey[];
}

/** Value of an environment variable: a literal, a reference to a Secret, or a text with such references. */
export type EnvValue = string | number | boolean | SecretKey | SecretText;

/**
 * A text with references to Secrets, for a variable that holds a whole URL or JSON:
 * ``secretText`redis://:${cache.secret('password')}@cache:6379/1` ``.
 *
 * The manifest contains references only. Kubernetes inserts the values when the container starts. It does not escape them.
 *
 * @see https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/
 */
export function secretText(text: TemplateStringsArray, ...secrets: SecretKey[]): SecretText {
  return { text: [...text], secrets };
}

/** @internal The references to Secrets in an environment value. */
export function secretsOf(value: EnvValue): readonly SecretKey[] {
  if (typeof value !== 'object') return [];
  return 'secrets' in value ? value.secrets : [value];
}

/**
 * @internal The `env` of a container.
 * @throws if a variable with the name of a secret is a literal
 * @throws if a literal is a URL with a password
 */
export function envVars(env: Readonly<Record<string, EnvValue>>): EnvVar[] {
  return Object.entries(env).flatMap(([name, value]) => {
    if (typeof value === 'object')
      return 'secrets' in value ? textVars(name, value) : [secretVar(name, value)];
    checkLiteral(name, value);
    return [{ name, value: unexpanded(String(value)) }];
  });
}

function secretVar(name: string, { secret, key }: SecretKey): EnvVar {
  return { name, valueFrom: { secretKeyRef: { name: secret, key } } };
}

/** Kubernetes expands `$(NAME)` to the value of a variable that is defined before. */
function textVars(name: string, { text, secrets }: SecretText): EnvVar[] {
  const parts = secrets.map((secret, index) => secretVar(`${name}_SECRET_${index + 1}`, secret));
  const value = text
    .map(escaped)
    .reduce((before, after, index) => `${before}$(${parts[index - 1]?.name})${after}`);
  return [...parts, { name, value }];
}

const secretName = /(PASSWORD|PASSWD|SECRET|TOKEN|API_?KEY|ACCESS_KEY|PRIVATE_KEY|CREDENTIALS?)$/i;
const urlWithPassword = /^[a-z][a-z0-9+.-]*:\/\/[^/@\s]*:[^/@\s]+@/i;

function checkLiteral(name: string, value: string | number | boolean): void {
  if (value === '') return;
  if (secretName.test(name) || urlWithPassword.test(String(value))) {
    throw new Error(
      `'env' must refer to secrets, such as db.secret('password') or credentials.key('token'), got a literal in '${name}'`,
    );
  }
}
