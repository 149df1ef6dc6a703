import { Secret } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import type { IngressTls } from '../../imports/k8s';
import { withoutRedirect } from '../contract';
import type { Environment } from '../core/environment';

/** TLS settings of an Ingress. */
interface TlsSettings {
  readonly annotations: Readonly<Record<string, string>>;

  /** Undefined if the host has no certificate. */
  readonly tls?: IngressTls[];
}

/** @internal TLS settings of a host. Defines the Secret `<host>-tls` if the environment has a `CertificateStore`. */
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

/** @internal Seconds: one year, the minimum of https://hstspreload.org. */
export const hstsMaxAge = '31536000';

/** The controller redirects HTTP by default. */
const hsts = { 'nginx.org/hsts': 'true', 'nginx.org/hsts-max-age': hstsMaxAge };

/**
 * The HTTP-01 challenge is added to the Ingress itself, as a host must not be in two. Until it succeeds, the Secret has a
 * temporary certificate, without which the controller would refuse the redirected challenge.
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
