import { Construct } from 'constructs';
import { KubeIngress } from '../../imports/k8s';
import { ingressClass } from '../contract';
import { checkProps } from '../core/check-props';
import type { Endpoint } from '../core/endpoint';
import type { Environment } from '../core/environment';
import { freeId } from '../core/free-id';
import { ownerOf } from '../core/owner';
import { checkTcp } from '../core/port';
import { Stack } from '../core/stack';
import { connectTimeout, type EdgeSettings, proxyTimeout } from './edge-settings';
import { checkHost } from './host';
import { httpRoutes } from './http-route';
import { gatewayOf } from './shared-gateway';
import { tlsSettings } from './tls';

/** Props for `Ingress`. */
export interface IngressProps {
  /** Endpoint of all paths. The settings `maxBodySize`, `timeout` and WebSocket of a `Gateway` apply to the Ingress too. */
  readonly to: Endpoint & { readonly edge?: EdgeSettings };

  /**
   * Host name.
   *
   * @default - `<stack>.<Environment.domain>`
   */
  readonly host?: string;
}

/**
 * A host name that is reachable from outside of the cluster.
 *
 * Defines an Ingress of the class `nginx` with the name of the id, and allows connections from the ingress controller to the
 * endpoint. A host must not be in two Ingresses. Unless `Environment.tls` is `'none'`, the Ingress has TLS with the Secret
 * `<host>-tls`. It defines the Secret if `Environment.tls` is a `CertificateStore`. With `Environment.httpsOnly` HTTP is
 * redirected to HTTPS.
 *
 * The annotations are those of F5 NGINX Ingress Controller. It does not define the controller, which decides about the
 * versions of TLS. With `Environment.edge` for Gateway API it defines HTTPRoutes and no Ingress.
 *
 * @throws if `to` is not at a TCP port
 * @throws if the host is not a DNS name with at least two labels
 * @throws if another Ingress of the App has the host
 * @see https://docs.nginx.com/nginx-ingress-controller/configuration/ingress-resources/advanced-configuration-with-annotations/
 */
export class Ingress extends Construct {
  /** Host name. */
  public readonly host: string;

  constructor(scope: Construct, id: string, props: IngressProps) {
    super(scope, freeId(scope, Ingress, id));
    const { to, host } = checkProps(this, Ingress, props);
    checkTcp(`'to' of Ingress '${id}'`, to);
    const { environment, namespace } = Stack.of(this);
    this.host = checkHost(`'host' of Ingress '${id}'`, host ?? `${namespace}.${environment.domain}`);
    this.checkConflict();

    const gateway = gatewayOf(environment);
    if (gateway) {
      httpRoutes(this, id, { host: this.host, to, gateway, environment });
      to.connections.allowFromNamespace(gateway.namespace, to.port);
    } else {
      this.ingress(id, to, environment);
      to.connections.allowFromNamespace(environment.ingressNamespace, to.port);
    }
  }

  private checkConflict(): void {
    const other = ownerOf(`host ${this.host}`, this);
    if (other === this) return;
    throw new Error(
      `'host' of Ingress '${this.node.id}' must be in no other Ingress, such as '${this.node.id}.${this.host}', got '${this.host}', which Ingress '${other.node.id}' of the stack '${Stack.of(other).namespace}' has`,
    );
  }

  private ingress(id: string, to: IngressProps['to'], environment: Environment): void {
    const secure = tlsSettings(this, this.host, environment);
    new KubeIngress(this, 'Resource', {
      metadata: { name: id, annotations: { ...annotations(to), ...secure.annotations } },
      spec: {
        ingressClassName: ingressClass,
        ...(secure.tls && { tls: secure.tls }),
        rules: [
          {
            host: this.host,
            http: {
              paths: [
                {
                  path: '/',
                  pathType: 'Prefix',
                  backend: { service: { name: to.host, port: { number: to.port } } },
                },
              ],
            },
          },
        ],
      },
    });
  }
}

// The controller rejects an Ingress with an invalid annotation, so all of them are written here.
function annotations({ host, edge }: IngressProps['to']): Record<string, string> {
  const connect = { 'nginx.org/proxy-connect-timeout': connectTimeout };
  if (!edge) return connect;
  const timeout = proxyTimeout(edge);
  return {
    ...connect,
    'nginx.org/client-max-body-size': `${edge.maxBodySize.toKibibytes()}k`,
    'nginx.org/proxy-read-timeout': timeout,
    'nginx.org/proxy-send-timeout': timeout,
    ...(edge.webSocket && { 'nginx.org/websocket-services': host }),
  };
}
