interface SecretName {
  /** The end of the name of a variable, in capitals and with `_` between its words. */
  readonly name: RegExp;

  /** Values of such a variable that hold no secret. */
  readonly open?: RegExp;
}

const authMethod =
  /^(plain|login|basic|digest|bearer|simple|ldap|ntlm|kerberos|oauth2?|oidc|saml|jwt|trust|local|md5|cram-md5|scram-sha-\d+)$/i;

const secretNames: readonly SecretName[] = [
  { name: /(PASSWORD|PASSWD|PASSPHRASE|PASSCODE|SECRET|CREDENTIAL)S?$/ },
  { name: /(PASSWORD|PASSWD)_HASH$/ },
  { name: /(?<!(^|_)(MAX|MIN)(_\w+)?_)TOKENS?$/ },
  { name: /(^|_)(PASS|PW|CREDS|PSK|SALT|PEPPER|SECRET_KEY_BASE)$|_PWD$/ },
  { name: /(API|ACCESS|SECRET|PRIVATE|ENCRYPTION|SIGNING|MASTER)_?KEYS?$/ },
  {
    name: /(?<!(^|_)(PUBLIC|PUBLISHABLE|PUB|SITE|PROJECT|ROUTING|PARTITION|SHARD|PRIMARY|FOREIGN|SORT|GROUP|MESSAGE|OBJECT|CACHE|LABEL|TAG))_KEY$/,
  },
  { name: /(^|_)AUTH$/, open: authMethod },
  // without a password, as a value with one is found by itself
  { name: /(^|_)DSN$/, open: /^(file:|\w+=[^\s=])/ },
];

/** Values that hold no secret, whatever the name of the variable: a switch, the path of a file, a URL without a user. */
const openValues: readonly RegExp[] = [
  /^(true|false|yes|no|on|off|enabled|disabled|none|null|0|1)?$/i,
  /^\.{0,2}\/(\S+\/)?[^\s/]*\.[a-z]{2,7}$/i,
  /^\/(app|certs?|data|etc|home|mnt|opt|run|secrets|srv|tmp|usr|var)(\/[\w.@-]+)*$/,
  /^[a-z][a-z0-9+.-]*:\/\/[^@?]*$/i,
];

/** @internal The start of a private key in PEM. */
export const privateKey = /-----BEGIN [A-Z ]*PRIVATE KEY/;

/** Values that hold a secret, whatever the name of the variable. */
const secretValues: readonly RegExp[] = [
  // a URL with a password, and the address of a Go driver
  /\b[a-z][a-z0-9+.-]*:\/\/[^/@\s]*:[^/@\s]+@/i,
  /^[\w.-]+:[^\s@]+@(tcp|unix)\(/,
  // a password in a connection string, or in the query of a URL
  /(^|[;?&\s])(password|passwd|pwd|accountkey|sharedaccesskey)\s*=\s*[^\s;&]/i,
  privateKey,
  // tokens of GitHub, GitLab, Slack and Stripe, and JSON Web Tokens
  /\b(gh[pousr]_\w{30}|github_pat_\w{20}|glpat-[\w-]{20}|xox[abprs]-[\w-]{10}|[rs]k_live_\w{10}|eyJ[\w-]{10,}\.eyJ[\w-]{10})/,
];

/**
 * @internal Whether an environment variable holds a secret as a literal: by its value, or by its name, unless the value can be
 * none.
 */
export function isSecretLiteral(variable: string, value: string): boolean {
  if (secretValues.some((pattern) => pattern.test(value))) return true;
  if (openValues.some((pattern) => pattern.test(value))) return false;
  const words = variable.replaceAll(/(?<=[a-z])(?=[A-Z])|[^A-Za-z0-9]+/g, '_').toUpperCase();
  return secretNames.some(({ name, open }) => name.test(words) && !open?.test(value));
}
