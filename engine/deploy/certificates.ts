import { createHash, X509Certificate } from 'node:crypto';
import {
  caHashAnnotation,
  certificateAnnotation,
  isManaged,
  serviceNames,
  stackLabels,
} from '../../lib/contract';
import { Duration } from '../base/duration';
import { type KubeObject, withPodAnnotation } from '../kube/kube-object';
import { type SecretObject, valuesOf } from '../kube/secret-object';
import {
  certificateIn,
  certificateSecretOf,
  fingerprintOf,
  isOwnCertificate,
  trustsCaOf,
} from '../kube/server-certificate';

/** The certificates of servers that slipway makes and renews, in Secrets. */
export interface Certificates {
  /** All of them as they are applied with the other objects. */
  readonly secrets: readonly SecretObject[];

  /**
   * The renewed ones, to apply when all clients run with `secrets`: these have the old certificates, and both the old and
   * the new CA.
   */
  readonly renewed: readonly SecretObject[];
}

/** A certificate of ten years is renewed by the first launch in its last year. */
const renewBefore = Duration.days(365);

/** The files of a certificate, as keys of its Secret. */
type Values = Readonly<Record<'tls.crt' | 'tls.key' | 'ca.crt', string>>;

/**
 * The certificates that slipway makes for the servers of a stack. It makes one where a Secret is missing, and renews its own.
 * It leaves a Secret alone that the manifests define, or that somebody else has created.
 *
 * @param objects the manifests
 * @param live the Secrets of the namespace
 */
export function certificatesOf(
  stack: string,
  objects: readonly KubeObject[],
  live: readonly SecretObject[],
  now = Date.now(),
): Certificates {
  const defined = definedIn(objects);
  const wanted = objects.flatMap((object) => {
    const name = certificateSecretOf(object);
    return name === undefined || defined.has(name) ? [] : [{ server: object.metadata.name, name }];
  });
  const all = wanted.flatMap(({ server, name }): { secret: SecretObject; renewed?: SecretObject }[] => {
    const make = (): Values => makeCertificate(serviceNames(server, stack));
    const present = live.find(({ metadata }) => metadata.name === name);
    if (!present) return [{ secret: secretOf(stack, name, make()) }];
    if (!isManaged(present.metadata)) return [];
    const expiry = certificateIn(present)?.validTo;
    const isYoung = expiry === undefined || Date.parse(expiry) - now > renewBefore.toMilliseconds();
    if (isYoung || !isOwnCertificate(present)) return [{ secret: asItIs(present) }];
    return [renewal(stack, present, make())];
  });
  return { secrets: all.map(({ secret }) => secret), renewed: all.flatMap(({ renewed }) => renewed ?? []) };
}

/**
 * Objects with a hash of the CA certificates that their pods trust, in `caHashAnnotation`: many clients read a CA only when
 * they start, so a new one rolls them out.
 */
export function withCaHashes(
  objects: readonly KubeObject[],
  secrets: readonly SecretObject[],
): readonly KubeObject[] {
  return objects.map((object) => {
    const trusted = secrets.filter(({ metadata }) => trustsCaOf(object, metadata.name));
    if (trusted.length === 0 || !rolledKinds.includes(object.kind)) return object;
    const facts = trusted.map((secret) => valuesOf(secret)['ca.crt'] ?? '').sort();
    const value = createHash('sha256').update(facts.join()).digest('hex').slice(0, 16);
    return withPodAnnotation(object, caHashAnnotation, value);
  });
}

/** Kinds whose pods run on. A Job or a CronJob reads the CA at each run. */
const rolledKinds = ['Deployment', 'StatefulSet', 'DaemonSet'];

/** Names of the Secrets that the manifests define, or that an operator creates for them. */
function definedIn(objects: readonly KubeObject[]): Set<string> {
  return new Set(
    objects.flatMap((object) => {
      const { secretName } = (object as { readonly spec?: { readonly secretName?: string } }).spec ?? {};
      if (object.kind === 'Certificate') return secretName ?? []; // cert-manager
      return ['Secret', 'ExternalSecret'].includes(object.kind) ? object.metadata.name : [];
    }),
  );
}

/** The two steps of a renewal: clients that still trust only the old CA can connect until they are replaced. */
function renewal(
  stack: string,
  present: SecretObject,
  made: Values,
): { secret: SecretObject; renewed: SecretObject } {
  const { name } = present.metadata;
  const old = valuesOf(present);
  const issuers = certificatesIn(old['ca.crt'] ?? '').filter((ca) => certificateIn(present)?.checkIssued(ca));
  const both = [...issuers.map(String), made['ca.crt']].join('');
  return {
    secret: asItIs({ ...present, data: { ...present.data, 'ca.crt': encoded(both) } }),
    renewed: secretOf(stack, name, { ...made, 'ca.crt': both }),
  };
}

function secretOf(stack: string, name: string, values: Values): SecretObject {
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name,
      namespace: stack,
      labels: stackLabels(stack),
      annotations: { [certificateAnnotation]: fingerprintOf(values['tls.crt']) },
    },
    type: 'kubernetes.io/tls',
    data: Object.fromEntries(Object.entries(values).map(([key, value]) => [key, encoded(value)])),
  };
}

/** What slipway declares of a Secret in the cluster, with the values that are there. */
function asItIs({ apiVersion, kind, metadata, type, data }: SecretObject): SecretObject {
  const { name, namespace, labels } = metadata;
  const fingerprint = metadata.annotations?.[certificateAnnotation];
  const annotations = { ...(fingerprint !== undefined && { [certificateAnnotation]: fingerprint }) };
  return { apiVersion, kind, metadata: { name, namespace, labels, annotations }, type, data };
}

function certificatesIn(bundle: string): X509Certificate[] {
  const blocks = bundle.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  return blocks.map((block) => new X509Certificate(block));
}

function encoded(text: string): string {
  return Buffer.from(text).toString('base64');
}

function makeCertificate(names: readonly string[]): Values {
  const { certificate, key, ca } = makers().makeOwnCertificate(names);
  return { 'tls.crt': certificate, 'tls.key': key, 'ca.crt': ca };
}

// Loaded only when a certificate is made: loading it takes longer than a plan.
function makers(): typeof import('../../lib/local/certificate') {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return require('../../lib/local/certificate') as typeof import('../../lib/local/certificate');
}
