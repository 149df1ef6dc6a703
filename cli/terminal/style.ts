import { styleText } from 'node:util';

/** A colour or a weight of text. */
export type Format = 'bold' | 'dim' | 'red' | Hue | 'none';

/** Colours for different items, in the order of their use. */
export const hues = [
  ...(['cyan', 'yellow', 'green', 'magenta', 'blue'] as const),
  ...(['cyanBright', 'yellowBright', 'greenBright', 'magentaBright', 'blueBright'] as const),
];

type Hue = (typeof hues)[number];

/** Gives a text a colour or a weight. */
export type Style = (format: Format, text: string) => string;

/** Whether output is coloured: on a terminal, unless the variable NO_COLOR is set (https://no-color.org). */
function isColoured(): boolean {
  return process.stdout.isTTY && !process.env.NO_COLOR;
}

/** @param enabled @default - as `isColoured` says */
export function styler(enabled = isColoured()): Style {
  return (format, text) =>
    // `enabled` already says whether the stream shows colours.
    enabled && format !== 'none' ? styleText(format, text, { validateStream: false }) : text;
}

/** Changes no text. */
export const plain: Style = styler(false);
