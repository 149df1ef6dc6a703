/** What JSON can say. Members that are undefined are left out. */
type Json = string | number | boolean | null | undefined | readonly Json[] | { readonly [key: string]: Json };

/**
 * An object as a YAML document that readers of YAML 1.1 (kubectl) and 1.2 understand alike.
 *
 * A string is plain where it can be nothing else, a text of several lines is a block, and any other is quoted. There are no
 * anchors, and no line is folded. A key must be shorter than 1,000 characters.
 *
 * Own code, as the printers of js-yaml and of yaml take three and six times as long: a third of `slipway synth`.
 */
export function yamlText(document: object): string {
  return `${value(document as Json, '')}\n`;
}

/** The YAML of a value that starts in the column where `indent` ends. */
function value(data: Json, indent: string): string {
  if (typeof data === 'string') return text(data, indent);
  if (typeof data === 'number') return number(data);
  if (typeof data !== 'object' || data === null) return String(data ?? null);
  return Array.isArray(data) ? list(data, indent) : map(data as Readonly<Record<string, Json>>, indent);
}

function list(items: readonly Json[], indent: string): string {
  const inner = `${indent}  `;
  let yaml = '';
  for (const item of items) yaml += `${yaml && `\n${indent}`}- ${value(item, inner)}`;
  return yaml || '[]';
}

function map(members: Readonly<Record<string, Json>>, indent: string): string {
  const inner = `${indent}  `;
  let yaml = '';
  for (const [key, member] of Object.entries(members)) {
    if (member === undefined) continue;
    const printed = value(member, inner);
    const isBelow = typeof member === 'object' && printed !== 'null' && printed !== '[]' && printed !== '{}';
    yaml += `${yaml && `\n${indent}`}${line(key)}:${isBelow ? `\n${inner}` : ' '}${printed}`;
  }
  return yaml || '{}';
}

/** As JSON has it, but YAML 1.1 wants a point before an exponent. */
function number(data: number): string {
  return Number.isFinite(data) ? String(data).replace(/^(-?\d+)e/, '$1.0e') : 'null';
}

function text(string: string, indent: string): string {
  return string.includes('\n') && lines.test(string) ? block(string, indent) : line(string);
}

/** Lines that can be printed as they are. The first starts with no space: a number would have to tell that. */
const lines =
  /^(?!\s)[\t\n\x20-\x7e\xa1-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]+$/u;

/** The string as lines of their own, with a sign that says how many breaks it ends in: none, one or more. */
function block(string: string, indent: string): string {
  const end = string.endsWith('\n\n') ? '+' : string.endsWith('\n') ? '' : '-';
  return `|${end}\n${string.replace(/\n$/, '').replace(/^(?=[^\n])/gm, indent)}`;
}

/** The string on one line. */
function line(string: string): string {
  if (plain.test(string)) return string;
  const isClear = string.includes('"') && !string.includes("'") && printable.test(string);
  return isClear ? `'${string}'` : quoted(string);
}

/**
 * A string that needs no quotes: it is no word of YAML (nor `e1`, a number to some), has nothing in it that ends it, and
 * starts like a name, a path or a flag; or with a digit, but has a character that is in no number and no date.
 */
const plain = new RegExp(
  [
    '^(?!(?:true|false|yes|no|on|off|y|n|null|-?e[-+]?[0-9]+)$)',
    '(?!.*(?:: | #|[: ]$))',
    '(?:-{0,2}[a-z/$(]|_|[0-9](?=.*[^0-9a-fotxz_.:+ -]))',
    '[\\x20-\\x7e\\xa1-\\u2027\\u202a-\\ud7ff]*$',
  ].join(''),
  'i',
);

const printable = /^[\x20-\x7e\xa1-\u2027\u202a-\ud7ff]*$/;

/** JSON is YAML, but for the characters that YAML does not print, or takes for the end of a line. */
function quoted(string: string): string {
  return JSON.stringify(string).replace(
    /[\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
