import type { EnvVar } from '../../imports/k8s';

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

  /**
   * File that the value names, such as the CA certificate in a URL. It is mounted where the key is in the `env`.
   *
   * @default - none
   */
  readonly file?: SecretFile;
}

/**
 * A key of a Secret as a file. As the value of an environment variable it is the path, and the file is mounted.
 *
 * The kubelet updates the file within about a minute when the Secret changes.
 */
export interface SecretFile {
  /** Name of the Secret. */
  readonly secret: string;

  /** Key in the Secret. */
  readonly key: string;

  /** Absolute path. The folder has no other files than those of this Secret. */
  readonly path: string;
}

/** A text with references to Secrets, made by `secretText`. */
export interface SecretText {
  /** The text before, between and after the references: one element more than `secrets`. */
  readonly text: readonly string[];

  /** The references, in order. */
  readonly secrets: readonly SecretKey[];
}

/**
 * Value of an environment variable: a literal, a reference to a Secret, a text with such references, or the path of a file
 * from a Secret.
 */
export type EnvValue = string | number | boolean | SecretKey | SecretText | SecretFile;

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
  if (typeof value !== 'object' || 'path' in value) return [];
  return 'secrets' in value ? value.secrets : [value];
}

/** @internal The files from Secrets that environment variables name. */
export function filesOf(env: Readonly<Record<string, EnvValue>> = {}): readonly SecretFile[] {
  return Object.values(env).flatMap((value) =>
    typeof value === 'object' && 'path' in value ? value : secretsOf(value).flatMap(({ file }) => file ?? []),
  );
}

/**
 * @internal The `env` of a container.
 * @throws if a variable with the name of a secret is a literal
 * @throws if a literal is a URL with a password
 */
export function envVars(env: Readonly<Record<string, EnvValue>>): EnvVar[] {
  return Object.entries(env).flatMap(([name, value]) => {
    if (typeof value === 'object') {
      if ('path' in value) return [{ name, value: value.path }];
      return 'secrets' in value ? textVars(name, value) : [secretVar(name, value)];
    }
    checkLiteral(name, value);
    return [{ name, value: escapeReferences(String(value)) }];
  });
}

function secretVar(name: string, { secret, key }: SecretKey): EnvVar {
  return { name, valueFrom: { secretKeyRef: { name: secret, key } } };
}

/** Kubernetes expands `$(NAME)` to the value of a variable that is defined before. */
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
      `'env' must refer to secrets, such as db.secret('password') or credentials.key('token'), got a literal in '${name}'`,
    );
  }
}

// Kubernetes expands $(NAME), Compose does not.
function escapeReferences(value: string): string {
  return value.replaceAll('$(', '$$$$(');
}
