import { ApiObject, type Size } from 'cdk8s';
import type { Construct } from 'constructs';
import {
  HttpRoute,
  type HttpRouteSpecRules,
  HttpRouteSpecRulesFiltersRequestRedirectScheme as Scheme,
  HttpRouteSpecRulesFiltersRequestRedirectStatusCode as StatusCode,
  HttpRouteSpecRulesFiltersType as FilterType,
  HttpRouteSpecRulesMatchesPathType as PathType,
} from '../../imports/gateway.networking.k8s.io';
import type { Endpoint } from '../core/endpoint';
import type { Environment, GatewayReference } from '../core/environment';
import { connectTimeout, type EdgeSettings, proxyTimeout } from './edge-settings';
import { hstsMaxAge } from './tls';

interface RouteProps {
  readonly host: string;
  readonly to: Endpoint & { readonly edge?: EdgeSettings };
  readonly gateway: GatewayReference;
  readonly environment: Pick<Environment, 'tls' | 'httpsOnly'>;
}

/**
 * @internal Defines the HTTPRoute `<id>` of a host. With `httpsOnly` it also defines the HTTPRoute `<id>-redirect` and a header
 * for HSTS, and for a `Gateway` construct a ClientSettingsPolicy and a ProxySettingsPolicy `<id>`.
 *
 * @see https://docs.nginx.com/nginx-gateway-fabric/
 */
export function httpRoutes(
  scope: Construct,
  id: string,
  { host, to, gateway, environment }: RouteProps,
): void {
  const { tls, httpsOnly } = environment;
  const isSecure = tls !== 'none';
  const isRedirected = isSecure && httpsOnly;
  const route = (name: string, listeners: readonly string[], rule: HttpRouteSpecRules) =>
    new HttpRoute(scope, name, {
      metadata: { name },
      spec: {
        parentRefs: listeners.map((sectionName) => ({
          name: gateway.name,
          namespace: gateway.namespace,
          sectionName,
        })),
        hostnames: [host],
        rules: [{ matches: [{ path: { type: PathType.PATH_PREFIX, value: '/' } }], ...rule }],
      },
    });

  const listeners = [...(isSecure ? ['https'] : []), ...(isRedirected ? [] : ['http'])];
  route(id, listeners, {
    ...(isRedirected && { filters: [hsts] }),
    backendRefs: [{ name: to.host, port: to.port }],
  });
  if (isRedirected) route(`${id}-redirect`, ['http'], { filters: [redirect] });
  if (to.edge) policies(scope, id, to.edge);
}

/** The same redirect as that of the ingress controller. */
const redirect = {
  type: FilterType.REQUEST_REDIRECT,
  requestRedirect: { scheme: Scheme.HTTPS, statusCode: StatusCode.VALUE_301 },
};

const hsts = {
  type: FilterType.RESPONSE_HEADER_MODIFIER,
  responseHeaderModifier: { set: [{ name: 'Strict-Transport-Security', value: `max-age=${hstsMaxAge}` }] },
};

/** Settings of the whole route. WebSocket needs none: NGINX Gateway Fabric forwards upgrades. */
function policies(scope: Construct, name: string, edge: EdgeSettings): void {
  const route = { group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', name };
  const timeout = proxyTimeout(edge);
  policy(scope, 'ClientSettingsPolicy', name, {
    targetRef: route,
    body: { maxSize: nginxSize(edge.maxBodySize) },
  });
  policy(scope, 'ProxySettingsPolicy', name, {
    targetRefs: [route],
    timeout: { connect: connectTimeout, read: timeout, send: timeout },
  });
}

function policy(scope: Construct, kind: string, name: string, spec: object): void {
  new ApiObject(scope, kind, { apiVersion: 'gateway.nginx.org/v1alpha1', kind, metadata: { name }, spec });
}

/** A size of nginx, which has at most four digits: in MiB if that is exact, else in KiB. */
function nginxSize(size: Size): string {
  const kibibytes = size.toKibibytes();
  const mebibytes = kibibytes / 1024;
  return Number.isInteger(mebibytes) ? `${mebibytes}m` : `${kibibytes}k`;
}
