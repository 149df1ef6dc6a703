import { dev, type Environment } from 'slipway';

/** Demo data as in dev, but neither Adminer nor the API's documentation. */
export function test(): Environment {
  return { ...dev(), name: 'test' };
}
