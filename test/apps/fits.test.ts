import { requestsOf } from '../../engine/deploy/pod-requests';
import { podTemplateOf } from '../../engine/kube/kube-object';
import project from '../../slipway.config';
import { testDev } from '../support/stack';
import { manifestsOf } from '../support/stacks';

/** Cores that the node of a kind cluster with two CPUs has left: the control plane, CoreDNS and kindnet ask for the rest. */
const left = 2 - 0.95;

test('in dev all stacks fit on a node with two CPUs', () => {
  const asked = project.stacks.flatMap((stack) =>
    manifestsOf(stack, testDev).all.flatMap((object) => {
      const template = podTemplateOf(object);
      if (!template?.spec || !['Deployment', 'StatefulSet'].includes(object.kind)) return [];
      const { replicas = 1 } = object.spec as { readonly replicas?: number };
      return [replicas * (requestsOf(template.spec).cpu ?? 0)];
    }),
  );

  expect(asked.length).toBeGreaterThan(20);
  expect(asked.reduce((sum, each) => sum + each, 0)).toBeLessThan(left);
});
