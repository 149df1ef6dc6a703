import type { EnvVar } from '../../imports/k8s';

/** A value that stays in its Secret: a container refers to it, and no manifest but the Secret's holds it. */
export interface SecretKey {
  /** Name of the Secret. */
  readonly secret: string;

  /** Key in the Secret. */
  readonly key: string;

  /** Changes when the value does; @default - unknown, somebody else keeps the Secret. */
  readonly version?: string;
}

/** Text around values that stay in their Secrets; made by `secretText`. */
export interface SecretText {
  /** What stands before, between and after the secrets: one more than there are secrets. */
  readonly text: readonly string[];
  readonly secrets: readonly SecretKey[];
}

/** Value of an environment variable. */
export type EnvValue = string | number | boolean | SecretKey | SecretText;

/**
 * Text with values from Secrets in it, where a program wants a whole URL or a piece of JSON in one variable:
 * ``secretText`redis://:${cache.secret('password')}@cache:6379/1` ``.
 *
 * The container gets the text; the manifest refers to the Secrets. Values go in as they are: nothing is escaped.
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
 * @throws if a variable that is named like a secret, or a URL with a password in it, is given as a literal
 */
export function envVars(env: Readonly<Record<string, EnvValue>>): EnvVar[] {
  return Object.entries(env).flatMap(([name, value]) => {
    if (typeof value === 'object')
      return 'secrets' in value ? textVars(name, value) : [secretVar(name, value)];
    checkLiteral(name, value);
    return [{ name, value: escapeReferences(String(value)) }];
  });
}

function secretVar(name: string, { secret, key }: SecretKey): EnvVar {
  return { name, valueFrom: { secretKeyRef: { name: secret, key } } };
}

/** Kubernetes puts variables that stand before into the text. */
function textVars(name: string, { text, secrets }: SecretText): EnvVar[] {
  const parts = secrets.map((secret, index) => secretVar(`${name}_SECRET_${index + 1}`, secret));
  const value = text
    .map(escapeReferences)
    .reduce((before, after, index) => `${before}$(${parts[index - 1]?.name})${after}`);
  return [...parts, { name, value }];
}

const secretName = /(PASSWORD|PASSWD|SECRET|TOKEN|API_?KEY|ACCESS_KEY|PRIVATE_KEY|CREDENTIALS?)$/i;
const urlWithPassword = /^[a-z][a-z0-9+.-]*:\/\/[^/@\s]*:[^/@\s]+@/i;

function checkLiteral(name: string, value: string | number | boolean): void {
  if (value === '') return;
  if (secretName.test(name) || urlWithPassword.test(String(value))) {
    throw new Error(
      `env '${name}' holds a secret as a literal; refer to one instead, such as db.secret('password') or credentials.key('token')`,
    );
  }
}

// Kubernetes would expand $(NAME) where Compose passes it on as it is.
function escapeReferences(value: string): string {
  return value.replaceAll('$(', '$$$$(');
}
