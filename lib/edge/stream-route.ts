import type { Construct } from 'constructs';
import { TcpRoute, TlsRoute, UdpRoute } from '../../imports/gateway.networking.k8s.io';
import type { GatewayReference } from '../core/environment';
import { listenerName, type PublishedEntry } from './published-port';

/**
 * @internal Defines the TCPRoute, UDPRoute or TLSRoute `<id>-<port>` of a published port. Its listener is that of `SharedGateway`
 * with the protocol and the port in its name.
 *
 * @throws if the protocol is SCTP, which Gateway API has not
 */
export function streamRoute(
  scope: Construct,
  id: string,
  { to, port, protocol, host, name }: PublishedEntry,
  gateway: GatewayReference,
): void {
  const metadata = { name: `${id}-${port}` };
  const rules = [{ backendRefs: [{ name: to.host, port: to.port }] }];
  const parentRefs = (sectionName: string) => [
    { name: gateway.name, namespace: gateway.namespace, sectionName },
  ];
  if (protocol === 'SCTP') {
    throw new Error(
      `'ports.${port}' of '${id}' must be TCP or UDP, which Gateway API knows, such as { ${port}: app.at('tcp') }, got SCTP`,
    );
  }
  if (host !== undefined) {
    const sectionName = listenerName('tls', port);
    new TlsRoute(scope, sectionName, {
      metadata,
      spec: { parentRefs: parentRefs(sectionName), hostnames: [host], rules },
    });
    return;
  }
  const Route = protocol === 'TCP' ? TcpRoute : UdpRoute;
  new Route(scope, name, { metadata, spec: { parentRefs: parentRefs(name), rules } });
}
