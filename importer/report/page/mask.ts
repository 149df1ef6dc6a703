import { pathKeys } from '../../locate/leaf';
import { segmentsOf } from '../../project/secret-values';

/** What stands in the place of a secret value. */
export const masked = '••••';

/** From how many characters on a text is masked wherever it stands: shorter ones are words of code, too. */
const lengths = {
  asWord: 4,
  inWord: 6,
  /** A line of a secret of several lines, such as a key or a file. */
  line: 12,
};

/** Masks the secret values of a Compose file in texts. */
export class Mask {
  private readonly pattern: RegExp | undefined;

  /**
   * @param secrets the values
   * @param open words that are no secret, although a secret has the same text, such as `postgres` of an image
   */
  constructor(secrets: Iterable<string>, open: ReadonlySet<string>) {
    const words = [...new Set(secrets)]
      .flatMap(wordsOf)
      .filter((word) => !open.has(word))
      .flatMap((word) => [word, JSON.stringify(word).slice(1, -1)])
      .sort((one, other) => other.length - one.length);
    const patterns = [...new Set(words)].map((word) =>
      word.length < lengths.inWord ? `(?<!\\w)${literal(word)}(?!\\w)` : literal(word),
    );
    this.pattern = patterns.length === 0 ? undefined : new RegExp(patterns.join('|'), 'g');
  }

  public of(written: string): string {
    return this.pattern === undefined ? written : written.replaceAll(this.pattern, masked);
  }
}

function wordsOf(secret: string): string[] {
  const found = secret
    .trim()
    .split('\n')
    .map((line) => line.trim());
  return found.filter(({ length }) => length >= (found.length === 1 ? lengths.asWord : lengths.line));
}

function literal(word: string): string {
  return word.replaceAll(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
}

/** The secrets in a value by its name: the last key of its path, or the name in an item such as `NAME=value`. */
export function secretsIn({ path, value }: { readonly path: string; readonly value: string }): string[] {
  const last = pathKeys(path).at(-1);
  const [, name = String(last), content = value] =
    typeof last === 'number' ? (/^([A-Za-z_]\w*)=([^]*)$/.exec(value) ?? []) : [];
  return segmentsOf(name, content).flatMap((segment) =>
    typeof segment === 'string' ? [] : [segment.secret],
  );
}

/**
 * A value as it is written, with its secrets masked: only them if they are there word for word, else all but a reference to
 * a variable. Its lines stay as many as they are.
 *
 * @param name what is no secret if it stands alone, as the name of a variable whose value comes from the shell
 */
export function maskedValue(written: string, secrets: readonly string[], name: string): string {
  if (written.replaceAll(/^["']|["']$/g, '') === name) return written;
  if (secrets.every((secret) => written.includes(secret)))
    return secrets.reduce((shown, secret) => shown.replaceAll(secret, lines(secret)), written);
  const [, before = '', value = written] = /^(["']?[A-Za-z_]\w*=)?([^]*)$/.exec(written) ?? [];
  if (/^["']?\$(\w+|\{\w+(:?\?[^}]*)?\})["']?$/.test(value)) return written;
  return before + lines(value);
}

function lines(value: string): string {
  return value.replaceAll(/\S.*/g, masked);
}

/** A comment with the secrets masked that it assigns, such as `# PASSWORD=…`. */
export function maskedComment(line: string): string {
  return line.replaceAll(
    /([A-Za-z_]\w*)(\s*[:=]\s*)(["']?)([^\s"']+)/g,
    (whole, name: string, sign: string, quote: string, value: string) =>
      segmentsOf(name, value).some((segment) => typeof segment !== 'string')
        ? `${name}${sign}${quote}${masked}`
        : whole,
  );
}
