import { Testing } from 'cdk8s';
import { inventory } from '../../../engine/stack/inventory';
import { type Environment } from '../../../lib';
import { Volumes } from '../../e2e/volumes/chart';
import { KubernetesSchema } from '../../support/kubernetes-schema';
import { Manifests } from '../../support/manifests';
import { policies } from '../../support/policies';
import { testDev, testProd } from '../../support/stack';

const environments: readonly (readonly [string, Environment])[] = [
  ['dev', testDev],
  ['prod', testProd],
  ['prod with a class for shared volumes', { ...testProd, sharedStorageClass: 'efs' }],
];

function manifestsOf(environment: Environment): Manifests {
  return Manifests.of(new Volumes(Testing.app(), environment));
}

describe.each(environments)('volumes and files of every kind in %s', (_, environment) => {
  const manifests = manifestsOf(environment);

  test.each(Object.entries(policies))('%s', (_title, policy) => {
    expect(policy(manifests)).toEqual([]);
  });

  test('are defined as the oldest and the newest Kubernetes want them', () => {
    const schema = new KubernetesSchema();

    expect(manifests.all.flatMap((manifest) => schema.errors(manifest))).toEqual([]);
  });
});

test('their objects are a line each', () => {
  const lines = inventory(manifestsOf(testDev).all);
  const kinds = /^(ConfigMap|Deployment|PersistentVolumeClaim|PodDisruptionBudget|StatefulSet)/;

  expect(lines.filter((line) => kinds.test(line))).toEqual([
    'ConfigMap/site-files 2 files',
    'Deployment/site x1 nginxinc/nginx-unprivileged:1.29.1-alpine',
    'Deployment/writer x1 redis:7.4.5-alpine',
    'PersistentVolumeClaim/site-html 64Mi',
    'PersistentVolumeClaim/uploads 64Mi',
    'PodDisruptionBudget/site at most 100% away',
    'PodDisruptionBudget/store at most 1 away',
    'PodDisruptionBudget/writer at most 100% away',
    'StatefulSet/store x1 redis:7.4.5-alpine 64Mi 64Mi',
  ]);
});
