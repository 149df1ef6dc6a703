import { Duration } from '../../../engine/base/duration';
import { Failure } from '../../../engine/base/failure';
import type { Live } from '../../../engine/deploy/live';
import { type Plan, planOf } from '../../../engine/deploy/plan';
import type { Release } from '../../../engine/deploy/record';
import { release } from '../../../engine/deploy/release';
import type { KubeObject } from '../../../engine/kube/kube-object';
import { shop } from '../../support/shop';
import { silentReporter } from '../progress/silent-reporter';
import { claimOf, object, store } from './cluster-objects';
import { RecordedKubectl } from './recorded-kubectl';
import { madeSecret } from './tls-objects';

// None of them has pods that a release would wait for.
const config = object('ConfigMap', 'config');
const earlier: Release = { objects: [config], secrets: [], imageIds: {} };

function planned(objects: readonly KubeObject[], live: Partial<Live> = {}): Plan {
  const empty = { context: 'kind-test', objects: [], volumes: [], secrets: [], clusters: [] };
  return planOf({ stack: shop, objects }, { ...empty, ...live });
}

async function failureOf(work: Promise<unknown>): Promise<Failure> {
  const error: unknown = await work.catch((reason: unknown) => reason);
  if (error instanceof Failure) return error;
  throw new Error('did not fail');
}

describe('a release', () => {
  const options = { rollback: true, timeout: Duration.seconds(1) };

  test('deletes an Ingress at once, as its host may be wanted, and all else after the rollout', async () => {
    const kubectl = new RecordedKubectl();
    const live = { objects: [object('Service', 'old'), object('Ingress', 'old')] };
    await release({ target: { kubectl }, plan: planned([config], live), options }, silentReporter());

    expect(kubectl.changes).toEqual([
      'apply ConfigMap/config',
      'delete shop Ingress/old',
      'apply ConfigMap/slipway-release',
      'delete shop Service/old',
    ]);
  });

  test('gives a server its renewed certificate once all is ready, before it deletes anything', async () => {
    const kubectl = new RecordedKubectl();
    const renewed = [madeSecret()];
    const live = { objects: [object('Service', 'old')] };
    const plan = { ...planned([config], live), renewed };
    await release({ target: { kubectl }, plan, options }, silentReporter());

    expect(kubectl.changes).toEqual([
      'apply ConfigMap/config',
      'apply Secret/db-tls',
      'apply ConfigMap/slipway-release',
      'delete shop Service/old',
    ]);
  });

  test('has volumes grow, and Jobs and StatefulSets out of the way, before it applies', async () => {
    const kubectl = new RecordedKubectl();
    const job = object('Job', 'migrate', { status: { conditions: [{ type: 'Failed', status: 'True' }] } });
    const live = {
      objects: [job],
      volumes: [store('db', 'postgres:16.10'), claimOf('db')],
    };
    const plan = { ...planned([object('Job', 'migrate'), store('db', 'postgres:16.10', '2Gi')], live) };
    const error = await failureOf(
      release(
        { target: { kubectl: kubectl }, plan, options: { rollback: false, timeout: Duration.seconds(0) } },
        silentReporter(),
      ),
    );

    expect(error.message).toContain('was not ready within');
    expect(kubectl.changes.slice(0, 4)).toEqual([
      expect.stringMatching(/^patch persistentvolumeclaim data-db-0/),
      'delete shop Job/migrate',
      'delete statefulset shop db',
      'apply Job/migrate StatefulSet/db',
    ]);
  });

  test('that fails is rolled back, and its own objects are deleted', async () => {
    const kubectl = new RecordedKubectl([object('Service', 'new')], 'ConfigMap/broken');
    const shown: string[] = [];
    const plan = planned([object('ConfigMap', 'broken')]);
    const error = await failureOf(
      release({ target: { kubectl }, plan, earlier, options }, silentReporter(shown)),
    );

    expect(error.message).toContain('It was rolled back: the previous release runs');
    expect(kubectl.changes).toEqual(['apply ConfigMap/config', 'delete shop Service/new']);
    expect(shown).toEqual([
      expect.stringContaining('rolling back to the previous release'),
      'The images have not changed',
      'Plan of the rollback: 1 objects',
      expect.stringContaining('Manifests rolled back: '),
    ]);
  });

  test.each([
    ['the first one', undefined, 'there is no earlier release'],
    ['the same as the one before', { ...earlier, objects: [object('ConfigMap', 'broken')] }, 'is the same'],
  ])('that fails and is %s stays as it is', async (_, before, why) => {
    const kubectl = new RecordedKubectl([], 'ConfigMap/broken');
    const plan = planned([object('ConfigMap', 'broken')]);
    const error = await failureOf(
      release({ target: { kubectl }, plan, earlier: before, options }, silentReporter()),
    );

    expect(error.message).toContain(why);
    expect(kubectl.changes).toEqual([]);
  });
});
