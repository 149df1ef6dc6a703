import { App } from 'cdk8s';
import { IngressController } from '../../lib';
import { ingressClass, ingressNamespace, ingressNodeSelector, isManaged } from '../../lib/contract';
import { Failure } from '../base/failure';
import type { StackRef } from '../base/stack-ref';
import { RolloutWatch } from '../health/watch';
import { imagesOf } from '../kube/images';
import { type KubeObject, nameOf } from '../kube/kube-object';
import type { Target } from '../kube/target';
import { loadImages } from '../machine/load';
import type { Step } from '../progress/step';
import { apply } from './apply';
import { type Launch, targetOf } from './launch';

/** The controller, as if it were a stack: no file of the user's project makes it. */
const controllerStack: StackRef = { name: ingressNamespace, files: { folder: '', chart: 'the chart' } };

/** Gives a kind cluster an ingress controller for the class `nginx`, unless it has one that somebody else installed. */
export function ingressStep(launch: Launch): Step {
  return {
    title: 'Ingress controller',
    halfDone: 'The ingress controller may be installed in part.',
    run: async ({ title, done }) => {
      if (!launch.synthesis.objects.some(({ kind }) => kind === 'Ingress')) {
        done('No ingress controller needed');
        return;
      }
      const target = targetOf(launch);
      if (await hasForeignController(target)) {
        done('The cluster has an ingress controller');
        return;
      }
      if (!target.kind) throw noController(launch.context);
      await checkIngressNode(target);
      title('Install F5 NGINX Ingress Controller');
      const objects = controllerObjects();
      await loadImages(target.kind, imagesOf(objects), () => undefined);
      await apply(target.kubectl, objects);
      launch.controllers = objects.filter(({ kind }) => kind === 'DaemonSet').map(nameOf);
      done('F5 NGINX Ingress Controller installed');
    },
  };
}

/** Waits for the ingress controller: at the end, as the stack comes up without it, and can be looked at. */
export function ingressReadyStep(launch: Launch): Step {
  return {
    title: 'Wait for the ingress controller',
    halfDone: 'The ingress controller goes on starting in the cluster.',
    run: ({ parts }) => {
      const names = launch.controllers;
      const { kubectl } = targetOf(launch);
      const watch = new RolloutWatch(kubectl, controllerStack, new Set(names), launch.options.timeout);
      parts(names.map((name) => watch.stepFor(name)));
      return Promise.resolve();
    },
  };
}

/** The manifests of the ingress controller that a launch of these objects installs, if it does. */
export async function controllerFor(
  objects: readonly KubeObject[],
  target: Target,
): Promise<readonly KubeObject[]> {
  const isNeeded = objects.some(({ kind }) => kind === 'Ingress') && target.kind !== undefined;
  return isNeeded && !(await hasForeignController(target)) ? controllerObjects() : [];
}

/** The manifests of the ingress controller. */
export function controllerObjects(): KubeObject[] {
  return new IngressController(new App()).toJson() as KubeObject[];
}

async function hasForeignController({ kubectl, kind }: Target): Promise<boolean> {
  const { exitCode, stdout } = await kubectl.attempt([
    'get',
    'ingressclass',
    ingressClass,
    '--ignore-not-found',
    '--output=json',
  ]);
  // Who may not look, on a cluster that others run, has to trust that there is one.
  if (exitCode !== 0) return kind === undefined;
  if (stdout.trim() === '') return false;
  const { metadata } = JSON.parse(stdout) as KubeObject;
  return !isManaged(metadata);
}

async function checkIngressNode({ kubectl, kind }: Target): Promise<void> {
  const nodes = await kubectl.list(['nodes'], ['--selector', ingressNodeSelector]);
  if (nodes.length > 0) return;
  throw new Failure(
    `no node of the kind cluster '${kind?.name ?? ''}' has the label ${ingressNodeSelector}, which says where the ingress controller runs`,
    `Create the cluster from kind-config.yaml, which has it; or set it on the node whose ports 80 and 443 are mapped: kubectl --context ${kubectl.context} label node <node> ${ingressNodeSelector}.`,
  );
}

function noController(context: string): Failure {
  return new Failure(
    `the cluster behind '${context}' has no ingress controller for the class '${ingressClass}'`,
    `Install F5 NGINX Ingress Controller there: https://docs.nginx.com/nginx-ingress-controller/install/.`,
  );
}
