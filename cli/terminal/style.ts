import { styleText } from 'node:util';

/** Gives a text a colour or a weight. */
export type Style = (
  format: 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan' | 'none',
  text: string,
) => string;

/** Whether output is coloured: on a terminal, unless the variable NO_COLOR is set (https://no-color.org). */
function isColoured(): boolean {
  return process.stdout.isTTY && !process.env.NO_COLOR;
}

/** @param enabled @default - as `isColoured` says */
export function styler(enabled = isColoured()): Style {
  return (format, text) =>
    // Whether the stream can show it is settled already.
    enabled && format !== 'none' ? styleText(format, text, { validateStream: false }) : text;
}
