import { checkName } from '../core/check';
import type { ProjectProps } from './definition';

/**
 * @internal
 * @throws if `stacks` is empty, a name is not a lower-case DNS label, or `defaultStack` is not among them
 */
export function checkProject({ stacks, defaultStack }: ProjectProps): void {
  const names = Object.keys(stacks);
  if (names.length === 0) throw new Error("'stacks' is empty; name one, such as { shop: 'apps/shop' }");
  for (const name of names) checkName("a name in 'stacks'", name);
  if (defaultStack !== undefined && !names.includes(defaultStack)) {
    throw new Error(`'defaultStack' must be one of ${names.join(', ')}, got '${defaultStack}'`);
  }
}
