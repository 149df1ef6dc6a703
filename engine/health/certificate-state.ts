import { Duration } from '../base/duration';
import type { KubeObject } from '../kube/kube-object';
import type { Kubectl } from '../kube/kubectl';
import type { SecretObject } from '../kube/secret-object';
import { certificateIn, certificateSecretOf, isOwnCertificate } from '../kube/server-certificate';

/** The state of the certificate of a server. */
export interface CertificateState {
  readonly server: string;

  /** Name of its Secret. */
  readonly secret: string;

  /** Who renews it: the next launch, or whoever has created the Secret. */
  readonly madeBy: 'slipway' | 'others';

  /** ISO 8601, in UTC; absent if there is no certificate. */
  readonly expires?: string;

  /** @default - the certificate is valid for 30 days at least */
  readonly trouble?: string;
}

const soon = Duration.days(30);

/** The certificates of the servers among some workloads; none if the user may not read Secrets. */
export async function readCertificates(
  kubectl: Kubectl,
  namespace: string,
  workloads: readonly KubeObject[],
): Promise<(now: number) => CertificateState[]> {
  const isNeeded = workloads.some((workload) => certificateSecretOf(workload) !== undefined);
  const secrets = isNeeded
    ? await kubectl.listIfAllowed<SecretObject>(['secrets'], ['--namespace', namespace])
    : undefined;
  return (now) => (secrets ? certificateStates(workloads, secrets, now) : []);
}

/** The states of the certificates of servers at a time. */
export function certificateStates(
  workloads: readonly KubeObject[],
  secrets: readonly SecretObject[],
  now: number,
): CertificateState[] {
  return workloads.flatMap((workload) => {
    const secret = certificateSecretOf(workload);
    return secret === undefined ? [] : [stateOf(workload.metadata.name, secret, secrets, now)];
  });
}

function stateOf(
  server: string,
  name: string,
  secrets: readonly SecretObject[],
  now: number,
): CertificateState {
  const secret = secrets.find(({ metadata }) => metadata.name === name);
  const expiry = secret && certificateIn(secret)?.validTo;
  const madeBy = secret && !isOwnCertificate(secret) ? 'others' : 'slipway';
  const state = { server, secret: name, madeBy } as const;
  if (expiry === undefined) return { ...state, trouble: 'there is no certificate' };
  const left = Date.parse(expiry) - now;
  const expires = new Date(expiry).toISOString();
  if (left < 0) return { ...state, expires, trouble: 'expired: clients refuse the server' };
  return { ...state, expires, ...(left < soon.toMilliseconds() && { trouble: 'expires soon' }) };
}
