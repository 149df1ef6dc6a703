import { isColoured } from './style';

const colours = [36, 33, 32, 35, 34, 96, 93, 92, 95, 94];

/**
 * Gives each name a colour of its own, the same every time.
 *
 * @param enabled @default - as `isColoured` says
 */
export function painter(enabled = isColoured()): (name: string, text: string) => string {
  const known = new Map<string, number>();
  return (name, text) => {
    if (!enabled) return text;
    const index = known.get(name) ?? known.size;
    known.set(name, index);
    return `\u001b[${colours[index % colours.length] ?? 0}m${text}\u001b[0m`;
  };
}
