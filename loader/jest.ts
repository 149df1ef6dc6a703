import { transform } from './transform';

/** A transformer of jest: `transform: { '\\.ts$': 'slipway/jest' }`. */
const transformer = {
  process: (source: string, file: string): { readonly code: string } => ({ code: transform(source, file) }),
};

export = transformer;
