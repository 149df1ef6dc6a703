import type { SecretKey } from '../core/env';

/**
 * @internal A reference to a value that only the first start of a server reads. It has no version, so that a later change does not
 * restart the server.
 */
export function onFirstStart({ secret, key }: SecretKey): SecretKey {
  return { secret, key };
}
