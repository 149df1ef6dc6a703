import { comparisonJson, objectsJson } from '../../../cli/diff/json';
import type { Difference } from '../../../engine/deploy/difference';
import { planOf } from '../../../engine/deploy/plan';
import type { KubeObject } from '../../../engine/kube/kube-object';
import { documentedJson } from '../../support/documented-json';
import { shop } from '../../support/shop';

function object(kind: string, name: string, rest: object = {}): KubeObject {
  return { apiVersion: 'v1', kind, metadata: { name, namespace: 'shop' }, ...rest };
}

const config = object('ConfigMap', 'config', { data: { a: '1' } });
const service = object('Service', 'app');
const configured: Difference = {
  name: 'ConfigMap/config',
  change: 'configured',
  before: config,
  after: object('ConfigMap', 'config', { data: { a: '2' } }),
};

function comparison(differences: readonly Difference[]) {
  const live = { context: 'staging', objects: [], volumes: [], secrets: [], clusters: [] };
  const plan = planOf({ stack: shop, objects: [service, config] }, live);
  return { context: 'staging', differences, plan, warnings: ['no room'], unbuilt: ['shop/app:1'] };
}

describe('a comparison as JSON', () => {
  test('has every object with what becomes of it, and what to know before', () => {
    const gone: Difference = { name: 'Secret/old', change: 'deleted', before: object('Secret', 'old') };

    expect(comparisonJson(comparison([configured, gone]), true)).toEqual({
      context: 'staging',
      changed: true,
      objects: [
        { apiVersion: 'v1', kind: 'ConfigMap', name: 'config', namespace: 'shop', action: 'configured' },
        { apiVersion: 'v1', kind: 'Secret', name: 'old', namespace: 'shop', action: 'deleted' },
        { apiVersion: 'v1', kind: 'Service', name: 'app', namespace: 'shop', action: 'unchanged' },
      ],
      resumed: [],
      warnings: ['no room'],
      notCompared: ['shop/app:1'],
    });
    expect(comparisonJson(comparison([]), false)).toMatchObject({ changed: false });
  });

  test('has the fields of the documented example', () => {
    const { stack, environment, ok, ...example } = documentedJson('diff') as {
      readonly objects: readonly object[];
    } & Record<string, unknown>;
    const json = comparisonJson(comparison([configured]), false) as typeof example;

    expect([stack, environment, ok]).toEqual(['shop', 'dev', true]);
    expect(Object.keys(json)).toEqual(Object.keys(example));
    expect(json.objects.map((each) => Object.keys(each))).toEqual(
      example.objects.map((each) => Object.keys(each)),
    );
  });
});

describe('an object of it', () => {
  test('has a unified diff', () => {
    const [changed] = objectsJson([configured], [config], false);

    expect(changed?.diff).toContain('--- cluster/ConfigMap/config\n+++ up/ConfigMap/config\n');
    expect(changed?.diff).toMatch(/\n- {2}a: "1"\n\+ {2}a: "2"$/);
  });

  test('never has the value of a Secret', () => {
    const [before, after] = ['b2xk', 'bmV3'].map((password) =>
      object('Secret', 'login', { data: { password } }),
    );
    const secret: Difference = { name: 'Secret/login', change: 'configured', before, after };
    const [changed] = objectsJson([secret], [], false);

    expect(changed?.diff).toContain('password: <hidden, after>');
    expect(changed?.diff).not.toMatch(/b2xk|bmV3/);
  });

  test('has no diff if it is a Job that has failed, and runs again as it is', () => {
    const job = object('Job', 'migrate');
    const again: Difference = { name: 'Job/migrate', change: 'replaced', before: job, after: job };

    expect(objectsJson([again], [job], false)).toEqual([
      { apiVersion: 'v1', kind: 'Job', name: 'migrate', namespace: 'shop', action: 'replaced' },
    ]);
  });

  test('is in no namespace if it is none of those that are', () => {
    const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } };

    expect(objectsJson([], [namespace], false)).toEqual([
      { apiVersion: 'v1', kind: 'Namespace', name: 'shop', action: 'unchanged' },
    ]);
  });
});
