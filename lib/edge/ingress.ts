import { Construct } from 'constructs';
import { ingressClass } from '../contract';
import { KubeIngress } from '../../imports/k8s';
import type { Endpoint } from '../core/endpoint';
import type { Environment } from '../core/environment';
import { Stack } from '../core/stack';
import { type EdgeSettings, longestSilence } from './edge-settings';
import { httpRoutes } from './http-route';
import { gatewayOf } from './shared-gateway';
import { tlsSettings } from './tls';

/** Props for `Ingress`. */
export interface IngressProps {
  /** Endpoint that answers; a `Gateway` brings its body size, timeout and WebSockets along. */
  readonly to: Endpoint & { readonly edge?: EdgeSettings };

  /** Host that the stack answers on. @default - `<stack>.<domain>` with the environment's domain */
  readonly host?: string;
}

/**
 * The way in from outside: a host name, with TLS where the environment has it.
 *
 * Defines an Ingress of class `nginx`, named like the id, and lets the ingress controller connect to the endpoint. One host
 * belongs to one Ingress. With TLS it needs the Secret `<host>-tls`, which it defines where the environment makes the
 * certificates; plain HTTP is redirected where the environment is `httpsOnly`. The annotations are those of F5 NGINX
 * Ingress Controller; it does not define the controller, whose configuration says which versions of TLS it speaks.
 *
 * Where the environment has `edge: 'gateway-api'`, it defines HTTPRoutes of the `SharedGateway` instead.
 *
 * @throws if the host is not a DNS name
 * @see https://docs.nginx.com/nginx-ingress-controller/configuration/ingress-resources/advanced-configuration-with-annotations/
 */
export class Ingress extends Construct {
  /** Host that the stack answers on. */
  public readonly host: string;

  constructor(scope: Construct, id: string, { to, host }: IngressProps) {
    super(scope, id);
    const { environment, namespace } = Stack.of(this);
    this.host = checkHost(host ?? `${namespace}.${environment.domain}`);

    const gateway = gatewayOf(environment);
    if (gateway) {
      httpRoutes(this, id, { host: this.host, to, gateway, environment });
      to.connections.allowFromNamespace(gateway.namespace, to.port);
    } else {
      this.ingress(id, to, environment);
      to.connections.allowFromNamespace(environment.ingressNamespace, to.port);
    }
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

// One invalid annotation makes the controller reject the whole Ingress: all of them are written here.
function annotations({ host, edge }: IngressProps['to']): Record<string, string> {
  if (!edge) return {};
  const silence = longestSilence(edge);
  return {
    'nginx.org/client-max-body-size': `${edge.maxBodySize.toKibibytes()}k`,
    'nginx.org/proxy-read-timeout': silence,
    'nginx.org/proxy-send-timeout': silence,
    ...(edge.webSocket && { 'nginx.org/websocket-services': host }),
  };
}

function checkHost(host: string): string {
  const label = '[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?';
  if (!new RegExp(`^${label}(\\.${label})+$`).test(host)) {
    throw new Error(`'host' must be a DNS name such as 'shop.example.com', got '${host}'`);
  }
  return host;
}
