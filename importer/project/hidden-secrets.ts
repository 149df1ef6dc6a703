import { isSecretLiteral } from '../../lib/core/secret-literal';
import type { Service } from './service';
import { mappingOf, text } from './values';

/** Shorter values may be words that mean something else. */
const shortest = 6;

/**
 * A command in which the secret values of the service's own variables are replaced by the variables, so that no manifest has
 * them. A command without a shell gets one, if it has such a value.
 */
export function withoutSecrets(command: readonly string[], { spec }: Service): readonly string[] {
  const variables = Object.entries(mappingOf(spec.environment)).map(([name, value]) => ({
    name,
    value: text(value),
  }));
  const open = variables.filter(({ name, value }) => !isSecretLiteral(name, value)).map(({ value }) => value);
  const secrets = variables
    .filter(({ value }) => !open.includes(value))
    .filter(
      ({ name, value }) =>
        value.length >= shortest && isSecretLiteral(name, value) && /^[\w.+@%-]+$/.test(value),
    );
  const found = secrets.filter(({ value }) => command.some((word) => hasValue(word, value)));
  if (found.length === 0) return command;
  const [shell = '', option = '', script = ''] = command;
  if (/^(\/bin\/)?(ba)?sh$/.test(shell) && option === '-c') {
    return [
      shell,
      option,
      found.reduce((line, { name, value }) => replaced(line, value, `$${name}`), script),
    ];
  }
  const words = command.map((word) =>
    found.reduce((line, { name, value }) => replaced(line, value, `"$${name}"`), shellWord(word)),
  );
  return ['sh', '-c', words.join(' ')];
}

/** A word for a shell. One with a secret has no characters that need quotes beside those of the secret. */
function shellWord(word: string): string {
  return /^[\w./:=@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

function hasValue(word: string, value: string): boolean {
  return pattern(value).test(word);
}

function replaced(line: string, value: string, by: string): string {
  return line.replaceAll(pattern(value), () => by);
}

/** The value, but not as a part of a longer word, other than after the letter of an option such as `-p`. */
function pattern(value: string): RegExp {
  const literal = value.replaceAll(/[.*+?^${}()|[\]\\-]/g, '\\$&');
  return new RegExp(
    `(?<![\\w.]|(?<!(?:^|[\\s'"])-)[A-Za-z])${literal}(?![\\w.])|(?<=(?:^|[\\s'"])-[A-Za-z])${literal}(?![\\w.])`,
    'g',
  );
}
