import { publicModules } from '../../../scripts/api/public-modules';

describe('the modules of the public surface', () => {
  test('are the modules that an index re-exports from, by name, without packages', () => {
    const modules = publicModules(
      [
        "export { Duration } from 'cdk8s';",
        "export { Worker, type WorkerProps } from './workload/worker';",
        'export {',
        '  dev,',
        '  type Quota,',
        "} from './core/environment';",
        "export type { Route } from './edge/route';",
      ].join('\n'),
    );

    expect(modules.map(({ name, names }) => [name, ...names])).toEqual([
      ['core/environment', 'dev', 'Quota'],
      ['edge/route', 'Route'],
      ['workload/worker', 'Worker', 'WorkerProps'],
    ]);
    expect(modules[1]?.exports).toBe('export type { Route }');
  });
});
