import type { EnvVar } from '../../imports/k8s';
import { escaped, unexpanded } from './expansion';
import { isSecretLiteral } from './secret-literal';

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
   * File that the value names, such as the CA certificate in a URL. It is mounted where the key is in the `env` or the `files`.
   *
   * @default - none
   */
  readonly file?: SecretFile;
}

/**
 * A key of a Secret as a file, such as `db.ca`. As the value of an environment variable it is the path, and the file is mounted
 * there: the kubelet updates it within about a minute when the Secret changes. In the prop `files` it is the content of another
 * path, and is not updated.
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
    typeof value === 'object' && 'path' in value ? value : namedBy(value),
  );
}

/** @internal The files that the values of the references name, such as the CA certificate in a URL. */
export function namedBy(value: EnvValue): readonly SecretFile[] {
  return secretsOf(value).flatMap(({ file }) => file ?? []);
}

/**
 * @internal The `env` of a container.
 *
 * @param of name of the workload, for messages
 * @throws if the name of a variable has a space, a parenthesis or `=`
 * @throws if a variable is set twice, by its name and as a part of a `secretText`
 * @throws if a literal looks like a secret
 */
export function envVars(of: string, env: Readonly<Record<string, EnvValue>>): EnvVar[] {
  const variables = Object.entries(env).flatMap(([name, value]) => {
    checkVariable(of, name);
    if (typeof value === 'object') {
      if ('path' in value) return [{ name, value: unexpanded(value.path) }];
      return 'secrets' in value ? textVars(name, value) : [secretVar(name, value)];
    }
    checkLiteral(of, name, String(value));
    return [{ name, value: unexpanded(String(value)) }];
  });
  checkTwice(of, variables);
  return variables;
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

/** Kubernetes accepts more, but no shell can read it, and `$(NAME)` could mean it. */
function checkVariable(of: string, name: string): void {
  if (!/^[^\s()=]+$/.test(name)) {
    throw new Error(
      `'env' of '${of}' must name variables without spaces, parentheses and '=', such as 'LOG_LEVEL', got '${name}'`,
    );
  }
}

function checkTwice(of: string, variables: readonly EnvVar[]): void {
  const names = variables.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice === undefined) return;
  throw new Error(
    `'env.${twice}' of '${of}' must have a name that no secretText uses, such as '${twice}_2', got the name of one of its secrets`,
  );
}

function checkLiteral(of: string, name: string, value: string): void {
  if (isSecretLiteral(name, value)) {
    throw new Error(
      `'env.${name}' of '${of}' must refer to a Secret, such as db.secret('password') or credentials.key('token'), got a literal`,
    );
  }
}
