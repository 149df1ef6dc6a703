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
 * The objects of the ingress controller for the class `nginx` that a launch of `objects` installs. There are none if
 * `objects` have no Ingress, or if the cluster has a controller that slipway has not installed.
 *
 * @throws Failure if the cluster has no controller, and is not a kind cluster
 * @throws Failure if the kind cluster has no node for the controller
 */
export function controllerFor(
  objects: readonly KubeObject[],
  { context, kind, ingressClass, occupancy }: Pick<Live, 'context' | 'kind' | 'ingressClass' | 'occupancy'>,
): readonly KubeObject[] {
  if (!objects.some((object) => object.kind === 'Ingress')) return [];
  // On a cluster that is not kind, the user may lack the permission to read IngressClasses: then there is probably one.
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
    `no node of the kind cluster '${kind}' has the label ${ingressNodeSelector}, which the ingress controller needs`,
    `Create the cluster from kind-config.yaml, which sets the label. Or set it on the node whose ports 80 and 443 are mapped: kubectl --context ${context} label node <node> ${ingressNodeSelector}.`,
  );
}

function noController(context: string): Failure {
  return new Failure(
    `the cluster of the context '${context}' has no ingress controller for the class '${className}'`,
    `Install F5 NGINX Ingress Controller: https://docs.nginx.com/nginx-ingress-controller/install/.`,
  );
}
