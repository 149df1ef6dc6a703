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

/** Value of an environment variable. */
export type EnvValue = string | number | boolean | SecretKey;

/** @internal Whether an environment value is a reference to a Secret. */
export function isSecretKey(value: EnvValue): value is SecretKey {
  return typeof value === 'object';
}

/**
 * @internal The `env` of a container.
 * @throws if a variable that is named like a secret, or a URL with a password in it, is given as a literal
 */
export function envVars(env: Readonly<Record<string, EnvValue>>): EnvVar[] {
  return Object.entries(env).map(([name, value]) => {
    if (isSecretKey(value)) {
      return { name, valueFrom: { secretKeyRef: { name: value.secret, key: value.key } } };
    }
    checkLiteral(name, value);
    return { name, value: escapeReferences(String(value)) };
  });
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
