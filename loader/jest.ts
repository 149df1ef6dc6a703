import { transform } from './transform';

/** A transformer of jest: `transform: { '\\.ts$': 'slipway/jest' }`. */
export default {
  process: (source: string, file: string): { readonly code: string } => ({ code: transform(source, file) }),
};
