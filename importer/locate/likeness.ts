import { type ComposeValue, isMapping } from '../read/compose-model';
import type { Candidate } from './candidate';
import type { Texts } from './texts';

/** Whether a candidate's text is the value, or has it as a part. A list or a mapping may be anything. */
export function says(candidate: Candidate, value: ComposeValue, texts: Texts): boolean {
  const written = textsOf(candidate, texts);
  return written === undefined || written.some((text) => hasPart(text, value));
}

/** What the text of a candidate may have become, with the name that the model has before it. */
function textsOf({ node, name }: Candidate, texts: Texts): string[] | undefined {
  if (node.kind !== 'scalar') return undefined;
  return texts.all(node.text).map((text) => (name === undefined ? text : `${name}=${text}`));
}

function hasPart(text: string, value: ComposeValue): boolean {
  return value === '' || equals(text, value) || (typeof value !== 'object' && mentions(text, String(value)));
}

/** Whether a text is the value; numbers may be written in other ways. */
function equals(text: string, value: ComposeValue): boolean {
  if (value === null) return text === '';
  if (typeof value === 'number') return text !== '' && Number(text) === value;
  return typeof value !== 'object' && text === String(value);
}

/** Whether a text in short syntax has the value as a part: a field of `a:b:c`, in a range, an option, or a path that it resolves to. */
function mentions(text: string, value: string): boolean {
  return (
    text.includes(`=${value}`) ||
    (value.length > 3 && text.replaceAll(/["'\\]/g, '').includes(value.replaceAll(/["'\\]/g, ''))) ||
    fieldsOf(text).some((field) => field === value || isInRange(field, value) || isPathOf(field, value))
  );
}

function fieldsOf(text: string): string[] {
  return [text, ...text.split(/[\s:=,]+/), ...text.split(/[\s:=,/]+/)];
}

function isInRange(field: string, value: string): boolean {
  const [, from, to] = /^(\d+)-(\d+)$/.exec(field) ?? [];
  return from !== undefined && Number(from) <= Number(value) && Number(value) <= Number(to);
}

/** Whether Compose has made the path absolute; `.` may be any folder. */
function isPathOf(field: string, value: string): boolean {
  if (field === '' || field.startsWith('/') || !value.startsWith('/')) return false;
  const below = field.replace(/^(?:\.{1,2}(?:\/|$)|~\/)+/, '').replace(/\/$/, '');
  return below === '' || value.endsWith(`/${below}`);
}

/** How much of an item of a list a candidate says; 0 if nothing. */
export function likeness(candidate: Candidate, item: ComposeValue, texts: Texts): number {
  const written = textsOf(candidate, texts);
  if (written) return Math.max(...written.map((text) => textLikeness(text, item)));
  const { node } = candidate;
  if (node.kind !== 'mapping' || !isMapping(item)) return 0;
  return [...node.entries].filter(
    ([key, { value }]) => key in item && likeness({ node: value, via: 'file' }, item[key] ?? null, texts) > 0,
  ).length;
}

function textLikeness(text: string, item: ComposeValue): number {
  if (isMapping(item)) {
    return Object.values(item).filter((value) => value !== null && hasPart(text, value)).length;
  }
  if (equals(text, item)) return 3;
  // `host:address` is the same as `host=address`.
  if (typeof item === 'string' && item === text.replace(':', '=')) return 2;
  return hasPart(text, item) ? 1 : 0;
}
