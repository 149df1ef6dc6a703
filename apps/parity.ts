import type { ParityChecks } from '../lib';
import { parity as goNext } from './go-next/parity';

/** By stack, what `slipway parity` asks of it. */
export const parityChecks: Readonly<Record<string, ParityChecks>> = {
  'go-next': goNext,
};
