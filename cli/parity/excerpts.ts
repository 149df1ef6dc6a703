import type { Difference } from './facts';

/** Maximum width of one side of a difference. */
const width = 44;

/** Both values, from shortly before the first difference. */
export function excerpts({ values }: Difference): [string, string] {
  const [one, other] = [oneLine(values[0]), oneLine(values[1])];
  let parting = 0;
  while (parting < one.length && one[parting] === other[parting]) parting += 1;
  const start = Math.max(0, parting - 12);
  return [excerpt(one, start), excerpt(other, start)];
}

function excerpt(text: string, start: number): string {
  if (text.length <= width) return text;
  const part = text.slice(start, start + width - 2);
  return `${start > 0 ? '…' : ''}${part}${start + part.length < text.length ? '…' : ''}`;
}

function oneLine(text: string | undefined): string {
  return text === undefined ? '(none)' : text === '' ? '(empty)' : text.replaceAll(/\s+/g, ' ').trim();
}
