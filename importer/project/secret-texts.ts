import { existsSync, readFileSync, statSync } from 'node:fs';
import { filesIn } from './disk';
import { segmentsOf } from './secret-values';
import type { Service } from './service';
import { mappingOf, text } from './values';

/** The shortest value that is looked for in files: a shorter one may be a word of its own there. */
const shortest = 8;

/** The largest file that is looked into, in bytes, and the number of files of a folder: those of a ConfigMap. */
const largest = 2 ** 20;
const most = 200;

/** The secret values in the environment of services, without those that a variable has as an open value, such as `wordpress`. */
export function secretTexts(services: readonly Service[]): readonly string[] {
  const segments = services.flatMap(({ spec }) =>
    Object.entries(mappingOf(spec.environment)).flatMap(([name, value]) => segmentsOf(name, text(value))),
  );
  const open = segments.filter((segment) => typeof segment === 'string').join('\n');
  const secrets = segments.flatMap((segment) => (typeof segment === 'string' ? [] : [segment.secret]));
  return [...new Set(secrets)].filter((secret) => secret.length >= shortest && !open.includes(secret));
}

/** Whether a file, or one in a folder, has one of some texts. */
export function hasAny(path: string, texts: readonly string[]): boolean {
  if (texts.length === 0 || !existsSync(path)) return false;
  const files = statSync(path).isDirectory() ? filesIn(path).slice(0, most) : [path];
  return files.some((file) => {
    if (statSync(file).size > largest) return false;
    const content = readFileSync(file, 'utf8');
    return texts.some((each) => content.includes(each));
  });
}
