import { ingressNamespace } from '../../lib/contract';
import type { Duration } from '../base/duration';
import type { StackRef } from '../base/stack-ref';
import { RolloutWatch } from '../health/watch';
import { imagesOf } from '../kube/images';
import { type KubeObject, nameOf } from '../kube/kube-object';
import type { Kubectl } from '../kube/kubectl';
import type { Target } from '../kube/target';
import { loadImages } from '../machine/load';
import type { Step } from '../progress/step';
import { apply } from './apply';

/** The ingress controller as a stack, for a watch. No file of the user's project defines it. */
const controllerStack: StackRef = { name: ingressNamespace, files: { folder: '', chart: 'the chart' } };

/** Installs the ingress controller of a plan in a kind cluster. */
export function installControllerStep({ kubectl, kind }: Target, controller: readonly KubeObject[]): Step {
  return {
    title: 'Install F5 NGINX Ingress Controller',
    halfDone: 'The ingress controller may be incomplete.',
    run: async ({ done }) => {
      if (kind) await loadImages(kind, imagesOf(controller), () => undefined);
      await apply(kubectl, controller);
      done('F5 NGINX Ingress Controller installed');
    },
  };
}

/** Waits for the ingress controller. It comes last, since the workloads of the stack do not need the controller. */
export function controllerReadyStep(
  kubectl: Kubectl,
  controller: readonly KubeObject[],
  timeout: Duration,
): Step {
  return {
    title: 'Wait for the ingress controller',
    halfDone: 'The ingress controller continues to start in the cluster.',
    run: ({ parts }) => {
      const names = controller.filter(({ kind }) => kind === 'DaemonSet').map(nameOf);
      const watch = new RolloutWatch(kubectl, controllerStack, new Set(names), timeout);
      parts(names.map((name) => watch.stepFor(name)));
      return Promise.resolve();
    },
  };
}
