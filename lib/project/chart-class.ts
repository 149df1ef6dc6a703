import { Stack } from '../core/stack';
import type { StackClass } from './definition';

/**
 * @internal The chart in a module: its default export, or the only export that extends `Stack`.
 *
 * @param file absolute path of the module
 * @throws whatever the module throws
 * @throws if it exports no such class, or several and no default
 */
export function chartClassIn(file: string): StackClass {
  // A loader for TypeScript is registered by whoever runs this: the command line, `slipway/register` or jest.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const exported = require(file) as Readonly<Record<string, unknown>>;
  if (isChart(exported.default)) return exported.default;
  const [only, ...others] = Object.values(exported).filter(isChart);
  if (only && others.length === 0) return only;
  throw new Error(
    only
      ? `several classes extend Stack: ${[only, ...others].map(({ name }) => name).join(', ')}; make one of them the default export`
      : "no export extends Stack; write 'export class Shop extends Stack { … }'",
  );
}

function isChart(value: unknown): value is StackClass & { readonly name: string } {
  // Not by `instanceof`, which is true for no prototype: Chart overrides Symbol.hasInstance.
  return typeof value === 'function' && Object.prototype.isPrototypeOf.call(Stack, value);
}
