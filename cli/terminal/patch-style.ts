import type { Format } from './style';

/** The colour of a line of a unified diff, after the lines that name the files. */
export function patchFormat(line: string): Format {
  if (line.startsWith('@@')) return 'cyan';
  if (line.startsWith('-')) return 'red';
  return line.startsWith('+') ? 'green' : 'none';
}
