import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import {
  Gateway,
  type GatewaySpecListeners,
  GatewaySpecListenersAllowedRoutesNamespacesFrom as From,
  GatewaySpecListenersTlsMode as TlsMode,
} from '../../imports/gateway.networking.k8s.io';
import { managedLabels, stackLabels } from '../contract';
import { checkProps } from '../core/check-props';
import type { Environment, GatewayReference } from '../core/environment';
import { freeId } from '../core/free-id';

/** Props for `SharedGateway`. */
export interface SharedGatewayProps {
  /** Environment with `edge`. Its `domain` and `tls` apply to the Gateway. */
  readonly environment: Environment;
}

/**
 * The Gateway (Gateway API) that all stacks of an environment with `edge: 'gateway-api'` share.
 *
 * Defines a Gateway of the class `nginx` with a listener `http` and, unless `Environment.tls` is `'none'`, a listener `https`
 * for `*.<domain>`. Its certificate is the Secret `<domain>-tls` in the same namespace, which cert-manager creates if the
 * environment has a `ClusterIssuer`. Only namespaces of slipway can attach routes. It does not define NGINX Gateway Fabric,
 * which must be installed in the cluster.
 *
 * @throws if `Environment.edge` is `'ingress'`
 * @see https://docs.nginx.com/nginx-gateway-fabric/
 */
export class SharedGateway extends Chart {
  constructor(scope: Construct, id: string, props: SharedGatewayProps) {
    super(scope, freeId(scope, SharedGateway, id), {
      disableResourceNameHashes: true,
      labels: stackLabels(id),
    });
    const { environment } = checkProps(this, SharedGateway, props);
    const gateway = gatewayOf(environment);
    if (!gateway) {
      throw new Error(
        `'environment' of a SharedGateway must have an 'edge' of Gateway API, such as { ...prod('example.com'), edge: 'gateway-api' }, got '${environment.name}' without`,
      );
    }
    const { name, namespace } = gateway;
    const { domain, tls } = environment;
    const issuer = typeof tls === 'object' && 'clusterIssuer' in tls ? tls.clusterIssuer : undefined;
    new Gateway(this, 'Resource', {
      metadata: {
        name,
        namespace,
        ...(issuer !== undefined && { annotations: { 'cert-manager.io/cluster-issuer': issuer } }),
      },
      spec: {
        gatewayClassName: 'nginx',
        listeners: tls === 'none' ? [http] : [http, https(domain)],
      },
    });
  }
}

/** @internal The Gateway of an environment, or undefined with `edge: 'ingress'`. */
export function gatewayOf({ edge = 'ingress' }: Environment): GatewayReference | undefined {
  if (edge === 'ingress') return undefined;
  return edge === 'gateway-api' ? { name: 'nginx', namespace: 'nginx-gateway' } : edge;
}

/** Namespaces with the label that every stack has. */
const allowedRoutes = {
  namespaces: {
    from: From.SELECTOR,
    selector: { matchLabels: managedLabels },
  },
};

const http: GatewaySpecListeners = { name: 'http', port: 80, protocol: 'HTTP', allowedRoutes };

function https(domain: string): GatewaySpecListeners {
  return {
    name: 'https',
    port: 443,
    protocol: 'HTTPS',
    hostname: `*.${domain}`,
    tls: {
      mode: TlsMode.TERMINATE,
      certificateRefs: [{ name: `${domain}-tls` }],
      // The same versions as those of the ingress controller: https://www.rfc-editor.org/rfc/rfc8996
      options: { 'nginx.org/ssl-protocols': 'TLSv1.2 TLSv1.3' },
    },
    allowedRoutes,
  };
}
