import { Secret } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import type { IngressTls } from '../../imports/k8s';
import { withoutRedirect } from '../contract';
import type { Environment } from '../core/environment';

/** @internal What an Ingress says of TLS. */
export interface TlsSettings {
  readonly annotations: Readonly<Record<string, string>>;

  /** Absent where the host gets no certificate. */
  readonly tls?: IngressTls[];
}

/** @internal TLS of a host, by the Secret `<host>-tls`; defines that where the environment makes its certificates. */
export function tlsSettings(
  scope: Construct,
  host: string,
  { tls, httpsOnly }: Pick<Environment, 'tls' | 'httpsOnly'>,
): TlsSettings {
  if (tls === 'none') return { annotations: {} };
  const secretName = `${host}-tls`;
  const settings = { annotations: httpsOnly ? hsts : withoutRedirect, tls: [{ hosts: [host], secretName }] };
  if (tls === 'existing') return settings;
  if ('clusterIssuer' in tls) {
    return { ...settings, annotations: { ...settings.annotations, ...certManager(tls.clusterIssuer) } };
  }
  const made = tls.certificate(host);
  if (!made) return { annotations: {} };
  new Secret(scope, 'certificate', {
    metadata: { name: secretName },
    type: 'kubernetes.io/tls',
    stringData: { 'tls.crt': made.certificate, 'tls.key': made.key },
  });
  return settings;
}

/** @internal A year, as https://hstspreload.org asks at least. */
export const hstsMaxAge = '31536000';

/** Plain HTTP is redirected by default. */
const hsts = { 'nginx.org/hsts': 'true', 'nginx.org/hsts-max-age': hstsMaxAge };

/**
 * The challenge goes into this very Ingress, since a host belongs to one only; and until it is met the Secret has a
 * certificate that nobody trusts, without which the controller would refuse the redirected challenge.
 *
 * @see https://cert-manager.io/docs/usage/ingress/#supported-annotations
 */
function certManager(clusterIssuer: string): Record<string, string> {
  return {
    'cert-manager.io/cluster-issuer': clusterIssuer,
    'acme.cert-manager.io/http01-edit-in-place': 'true',
    'cert-manager.io/issue-temporary-certificate': 'true',
  };
}
