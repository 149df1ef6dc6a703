import { App } from 'cdk8s';
import { IngressController } from '../../lib';
import {
  ingressClass as className,
  ingressNodeLabel,
  ingressNodeSelector,
  isManaged,
} from '../../lib/contract';
import { Failure } from '../base/failure';
import type { KubeObject } from '../kube/kube-object';
import type { Live } from './live';

/**
 * The objects of the ingress controller that a launch of these objects installs, for the class `nginx`; none if no
 * Ingress is among them, or the cluster has a controller that somebody else installed.
 *
 * @throws Failure if the cluster has none, and is not one of kind's, or no node for it
 */
export function controllerFor(
  objects: readonly KubeObject[],
  { context, kind, ingressClass, occupancy }: Pick<Live, 'context' | 'kind' | 'ingressClass' | 'occupancy'>,
): readonly KubeObject[] {
  if (!objects.some((object) => object.kind === 'Ingress')) return [];
  // Who may not look, on a cluster that others run, has to trust that there is one.
  const isForeign =
    ingressClass === undefined ? kind === undefined : ingressClass && !isManaged(ingressClass.metadata);
  if (isForeign) return [];
  if (kind === undefined) throw noController(context);
  const nodes = occupancy?.nodes ?? [];
  if (!nodes.some(({ metadata }) => metadata.labels?.[ingressNodeLabel] === 'true'))
    throw noNode(kind, context);
  return controllerObjects();
}

/** The manifests of the ingress controller. */
export function controllerObjects(): KubeObject[] {
  return new IngressController(new App()).toJson() as KubeObject[];
}

function noNode(kind: string, context: string): Failure {
  return new Failure(
    `no node of the kind cluster '${kind}' has the label ${ingressNodeSelector}, which says where the ingress controller runs`,
    `Create the cluster from kind-config.yaml, which has it; or set it on the node whose ports 80 and 443 are mapped: kubectl --context ${context} label node <node> ${ingressNodeSelector}.`,
  );
}

function noController(context: string): Failure {
  return new Failure(
    `the cluster behind '${context}' has no ingress controller for the class '${className}'`,
    `Install F5 NGINX Ingress Controller there: https://docs.nginx.com/nginx-ingress-controller/install/.`,
  );
}
