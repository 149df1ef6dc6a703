import { App } from 'cdk8s';
import Module from 'node:module';
import { dirname } from 'node:path';
import * as library from '../../lib';
import { register } from '../../loader/hook';
import { transform } from '../../loader/transform';
import type { LocalValue } from '../plan/planned';
import type { Manifest } from './places';

/** A chart that is not written yet. */
export interface ChartText {
  /** Absolute path that it will have: its own paths start there. */
  readonly file: string;
  readonly text: string;

  /** Values of Secrets, for the environment dev. */
  readonly secrets: readonly LocalValue[];
}

interface OwnModule {
  filename: string;
  paths: string[];
  exports: unknown;
  require: (id: string) => unknown;
  _compile(code: string, file: string): void;
}

/** What `@types/node` does not have of Node's own class. */
const NodeModule = Module as unknown as {
  new (id: string): OwnModule;
  _nodeModulePaths(folder: string): string[];
};

/**
 * The manifests of a chart in dev, or in production, without writing anything.
 *
 * @throws whatever the chart throws
 */
export function synthesizedChart(chart: ChartText, environment: 'dev' | 'prod'): Manifest[] {
  const StackClass = chartClass(chart);
  const stack = new StackClass(new App(), environment === 'dev' ? devOf(chart) : library.prod('example.com'));
  return stack.toJson() as Manifest[];
}

function chartClass({ file, text }: ChartText): library.StackClass {
  const module = new NodeModule(file);
  module.filename = file; // where its own imports start
  module.paths = NodeModule._nodeModulePaths(dirname(file));
  const ask = module.require.bind(module);
  module.require = (id) => {
    // slipway may not be installed yet where the chart will be.
    if (id === 'slipway') return library;
    if (id.startsWith('.')) register(); // a file of the user in TypeScript
    return ask(id);
  };
  module._compile(transform(text, file), file);
  const exported = module.exports as Readonly<Record<string, unknown>>;
  const found = [exported.default, ...Object.values(exported)].find(isChart);
  if (!found) throw new Error("no export extends Stack; write 'export class Shop extends Stack { … }'");
  return found;
}

function isChart(value: unknown): value is library.StackClass {
  // Not by `instanceof`, which is true for no prototype: Chart overrides Symbol.hasInstance.
  return typeof value === 'function' && Object.prototype.isPrototypeOf.call(library.Stack, value);
}

/** Secrets have the values of the Compose file, or a placeholder. The certificates are in Secrets that exist. */
function devOf({ secrets }: ChartText): library.Environment {
  const values = new Map(secrets.map(({ secret, key, value }) => [`${secret}/${key}`, value]));
  const store = {
    value: (path: string) => values.get(path.split('/').slice(1).join('/')) ?? 'a-random-value',
  };
  return { ...library.dev(store), tls: 'existing' };
}
