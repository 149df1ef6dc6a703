import type { Manifest, Manifests } from './manifests';
import { get, walk } from './path';

interface Sign {
  readonly what: string;
  readonly in: (text: string, field: string) => boolean;
}

const secretField = /(password|passwd|passphrase|secret|token|api[-_]?key|access[-_]?key|private[-_]?key)$/i;
const assignment =
  /(?:password|passwd|passphrase|requirepass|masterauth|secret|token|api[-_]?key|access[-_]?key)["']?[ \t]*[:= ][ \t]*["']?([^\s"',;]+)/gi;

/** Patterns of secret values in a text. */
const signs: readonly Sign[] = [
  { what: 'a URL with a password', in: (text) => /:\/\/[^/@\s"']*:[^/@\s"'${]+@/.test(text) },
  { what: 'a private key', in: (text) => /-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text) },
  {
    what: 'a token of a known service',
    in: (text) => /\b(AKIA[0-9A-Z]{16}|gh[pousr]_\w{36,}|xox[abp]-[\w-]{10,}|eyJ[\w-]{10,}\.eyJ)/.test(text),
  },
  {
    what: 'a setting with a secret',
    in: (text) => [...text.matchAll(assignment)].some(([, value = '']) => isRandom(value)),
  },
  { what: 'a field with a secret', in: (text, field) => secretField.test(field) && isRandom(text) },
];

/** Whether somebody may have made it up: a word of its own is no value, and neither is a reference. */
function isRandom(value: string): boolean {
  return !/[$%{<]/.test(value) && /^[\w+/=.!-]{8,}$/.test(value) && /\d/.test(value);
}

/** What the text at `path` is called: a variable's own name, and not `value`. */
function fieldOf(object: Manifest, path: string): string {
  const isVariable = /\.env\.\d+\.value$/.test(path);
  return String(isVariable ? get(object, path.replace(/value$/, 'name')) : path.split('.').at(-1));
}

/** The places of secret values in manifests, with the reason: `ConfigMap/web-files data.app_conf: a private key`. */
export function secretValues({ all }: Manifests): string[] {
  return all.flatMap((object) => {
    const { kind, metadata } = object;
    if (kind === 'Secret') return [`Secret/${metadata.name}`];
    return [...walk(object)].flatMap(({ path, value }) => {
      if (typeof value !== 'string') return [];
      const field = fieldOf(object, path);
      return signs
        .filter((sign) => sign.in(value, field))
        .map(({ what }) => `${kind}/${metadata.name} ${path}: ${what}`);
    });
  });
}
