import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import {
  Gateway,
  type GatewaySpecListeners,
  GatewaySpecListenersAllowedRoutesNamespacesFrom as From,
  GatewaySpecListenersTlsMode as TlsMode,
} from '../../imports/gateway.networking.k8s.io';
import { managedLabels, stackLabels } from '../contract';
import type { Environment, GatewayReference } from '../core/environment';

/** Props for `SharedGateway`. */
export interface SharedGatewayProps {
  /** Whose domain, TLS and `edge` it serves. */
  readonly environment: Environment;
}

/**
 * The Gateway that all stacks of an environment with `edge: 'gateway-api'` share.
 *
 * Defines a Gateway of class `nginx`, with the listener `http`, and, where the environment has TLS, `https` for
 * `*.<domain>`. Its certificate is in the Secret `<domain>-tls` beside it: yours, or cert-manager's where the environment
 * names an issuer. It lets in the routes of slipway's namespaces only. NGINX Gateway Fabric, which must be in the cluster,
 * runs one NGINX for it, in its namespace.
 *
 * @throws if the environment's edge is an Ingress
 * @see https://docs.nginx.com/nginx-gateway-fabric/
 */
export class SharedGateway extends Chart {
  constructor(scope: Construct, id: string, { environment }: SharedGatewayProps) {
    super(scope, id, {
      disableResourceNameHashes: true,
      labels: stackLabels(id),
    });
    const gateway = gatewayOf(environment);
    if (!gateway) {
      throw new Error(
        `a SharedGateway needs an environment with 'edge', such as { ...prod(), edge: 'gateway-api' }, got '${environment.name}' without`,
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

/** @internal The Gateway of an environment, if it has one. */
export function gatewayOf({ edge = 'ingress' }: Environment): GatewayReference | undefined {
  if (edge === 'ingress') return undefined;
  return edge === 'gateway-api' ? { name: 'nginx', namespace: 'nginx-gateway' } : edge;
}

/** The Namespace of every stack has this label. */
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
      // As for the ingress controller: https://www.rfc-editor.org/rfc/rfc8996
      options: { 'nginx.org/ssl-protocols': 'TLSv1.2 TLSv1.3' },
    },
    allowedRoutes,
  };
}
