import { JsonOutput } from '../../../cli/up/json-output';
import { BadUsage, Failure } from '../../../engine/base/failure';
import { Interrupted } from '../../../engine/base/interrupt';
import type { Launched } from '../../../engine/deploy/launch';
import { planOf } from '../../../engine/deploy/plan';
import { Kubectl } from '../../../engine/kube/kubectl';
import { ProjectStack } from '../../../engine/stack/project-stack';
import project from '../../../slipway.config';

const lines: unknown[] = [];

beforeEach(() => {
  lines.length = 0;
  jest.spyOn(console, 'log').mockImplementation((line: string) => lines.push(JSON.parse(line)));
});

afterEach(() => {
  jest.restoreAllMocks();
});

function launched(): Launched {
  const stack = new ProjectStack(project, 'flask-nginx');
  const config = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'config' } };
  const ingress = { ...config, kind: 'Ingress', metadata: { name: 'ingress' } };
  const rules = { rules: [{ host: 'shop.localhost' }] };
  const old = { ...config, kind: 'Service', metadata: { name: 'old' } };
  const live = { context: 'staging', objects: [old], volumes: [], secrets: [], clusters: [] };
  const plan = planOf({ stack, objects: [config, { ...ingress, spec: rules } as typeof ingress] }, live);
  const applied = [
    { name: 'ConfigMap/config', object: config, change: 'created' },
    { name: 'Ingress/ingress', object: ingress, change: 'unchanged' },
  ] as const;
  return { stack, context: 'staging', target: { kubectl: new Kubectl('staging') }, plan, applied };
}

describe('slipway up --output json', () => {
  test('ends with the result', async () => {
    await new JsonOutput().succeeded(launched(), 14_200);

    expect(lines).toEqual([
      {
        event: 'result',
        stack: 'flask-nginx',
        ok: true,
        context: 'staging',
        changed: true,
        seconds: 14.2,
        address: 'http://shop.localhost',
        created: ['ConfigMap/config'],
        configured: [],
        unchanged: ['Ingress/ingress'],
        deleted: ['Service/old'],
        warnings: [],
      },
    ]);
  });

  test.each([
    [
      new Failure('no room', 'Make some.', 'the log'),
      { exitCode: 1, message: 'no room', fix: 'Make some.', detail: 'the log' },
    ],
    [new BadUsage('no such stack', 'Name one.'), { exitCode: 2, message: 'no such stack', fix: 'Name one.' }],
    [new Interrupted('Half.'), { exitCode: 130, message: 'interrupted', fix: 'Half.' }],
    [new TypeError('x'), { exitCode: 1, message: 'TypeError: x', fix: 'This is a bug of slipway.' }],
  ])('ends with why it failed: %s', (error, expected) => {
    new JsonOutput().failed('shop', error);

    expect(lines).toEqual([{ event: 'result', stack: 'shop', ok: false, ...expected }]);
  });

  test('has a line for each event of a step', async () => {
    await new JsonOutput().reporter.run({ title: 'Plan', run: () => Promise.resolve() });

    expect(lines).toMatchObject([{ event: 'step-started' }, { event: 'step-done' }]);
  });
});
