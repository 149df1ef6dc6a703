import { describeLeftBehind, leftBehind } from '../../../engine/deploy/left-behind';
import type { KubeObject } from '../../../engine/kube/kube-object';
import { shop } from '../../support/shop';
import { claim, claimOf, store, workload } from './cluster-objects';

const redis = store('redis', 'redis:7.4');
const live = [redis, claimOf('redis')];

function namesOf(wanted: readonly KubeObject[], there: readonly KubeObject[]): string[] {
  return leftBehind(wanted, there).map((volume) => volume.claim.metadata.name);
}

function told(wanted: readonly KubeObject[], there: readonly KubeObject[]): string[] {
  const place = { stack: shop, context: 'staging' };
  return describeLeftBehind(leftBehind(wanted, there), wanted, there, place);
}

describe('a volume', () => {
  const own = { labels: { 'app.kubernetes.io/managed-by': 'slipway' } };
  const backups = claim('backups', '1Gi', own);

  test('stays behind once its store is gone', () => {
    expect(leftBehind([], live)).toEqual([{ claim: live[1], store: 'redis', image: 'redis:7.4' }]);
  });

  test('is known by its label where its StatefulSet was deleted long ago', () => {
    expect(leftBehind([], [claimOf('redis')])).toEqual([{ claim: claimOf('redis'), store: 'redis' }]);
  });

  test('of a manifest stays behind once the manifest is gone', () => {
    expect(namesOf([], [backups])).toEqual(['backups']);
    expect(namesOf([backups], [backups])).toEqual([]);
  });

  test.each([
    ['its store is there', [redis], live],
    ['its store has fewer pods now', [redis], [redis, claim('data-redis-1')]],
    ['somebody made it by hand', [], [claim('notes')]],
    [
      'an operator has made it',
      [],
      [
        {
          ...backups,
          metadata: {
            ...backups.metadata,
            ownerReferences: [{ apiVersion: 'v1', kind: 'Cluster', name: 'db', uid: '1' }],
          },
        },
      ],
    ],
  ])('is none that stays behind if %s', (_, wanted, there) => {
    expect(namesOf(wanted, there)).toEqual([]);
  });
});

describe('what is said of it', () => {
  test('is how to go on with it, to take it along, or to delete it', () => {
    expect(told([], live)).toEqual([
      "The volume data-redis-0 (1Gi) of 'redis' stays behind: the stack no longer has that store. To use it again, name the store 'redis' again in apps/shop/chart.ts. To move its data to another store, back up and restore as docs/rename-a-store.md describes. To delete it with its data, after 'redis' is gone: kubectl --context staging --namespace shop delete pvc data-redis-0.",
    ]);
  });

  test('is which new store of the same image starts empty', () => {
    const [text] = told([store('cache', 'redis:8.0'), store('db', 'postgres:16.10')], live);

    expect(text).toMatch(/^'cache' starts empty: was redis renamed to cache\? The volume data-redis-0/);
    expect(text).not.toContain("'db'");
  });

  test('is not that a store of the same image was renamed to one that has its volume already', () => {
    const there = [...live, store('cache', 'redis:7.4'), claimOf('cache')];

    expect(told([store('cache', 'redis:7.4')], there)).toEqual([expect.stringMatching(/^The volume/)]);
  });
});

describe('what is said of a volume that is no store of its own', () => {
  const own = { labels: { 'app.kubernetes.io/managed-by': 'slipway' } };
  const uploads = claim('uploads', '1Gi', own);
  const deletion = 'kubectl --context staging --namespace shop delete pvc';

  test('is how to go on with it, or to delete it', () => {
    expect(told([], [uploads])).toEqual([
      `The volume uploads (1Gi) stays behind: the stack no longer has it. To use it again, name it 'uploads' again in apps/shop/chart.ts. To delete it with its data: ${deletion} uploads.`,
    ]);
  });

  test('is which new volume starts empty, and none that is there already', () => {
    const [text] = told(
      [claim('media', '1Gi', own), claim('old', '1Gi', own)],
      [uploads, claim('old', '1Gi', own)],
    );

    expect(text).toMatch(/^'media' starts empty: was uploads renamed to media\? The volume uploads/);
  });

  test('is that its store no longer mounts it, and which of its new volumes starts empty', () => {
    const logs = claim('logs-redis-0', '2Gi', { labels: { 'app.kubernetes.io/name': 'redis' } });
    const template = (name: string) => ({ volumeClaimTemplates: [claim('data'), claim(name)] });
    const before = workload('StatefulSet', 'redis', 'redis:7.4', template('logs'));
    const after = workload('StatefulSet', 'redis', 'redis:7.4', template('journal'));

    expect(told([after], [before, claimOf('redis'), logs])).toEqual([
      `'journal' starts empty: was logs renamed to journal? The volume logs-redis-0 (2Gi) of 'redis' stays behind: 'redis' no longer mounts it. To use it again, name it 'logs' again in 'volumes' of 'redis' in apps/shop/chart.ts. To delete it with its data, after this launch: ${deletion} logs-redis-0.`,
    ]);
    expect(told([redis], [redis, claimOf('redis'), logs])).toEqual([
      expect.stringMatching(/^The volume logs-redis-0/),
    ]);
  });
});
