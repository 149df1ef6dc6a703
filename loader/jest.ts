import { transform } from './transform';

/** A transformer of jest: `transform: { '\\.ts$': 'slipway/jest' }`. */
export function process(source: string, file: string): { readonly code: string } {
  return { code: transform(source, file) };
}
