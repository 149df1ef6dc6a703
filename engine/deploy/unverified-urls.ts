import { type KubeObject, podTemplateOf } from '../kube/kube-object';
import { type SecretObject, valuesOf } from '../kube/secret-object';
import { certificateSecretOf } from '../kube/server-certificate';

/**
 * A paragraph for each URL in a Secret with which clients do not verify a server of the stack, although it has a certificate.
 * Some clients, such as node-postgres, can't even connect with it.
 *
 * @param live the Secrets of the namespace, of which those count that the manifests do not define
 */
export function describeUnverified(wanted: readonly KubeObject[], live: readonly SecretObject[]): string[] {
  const servers = wanted.flatMap((object) => (certificateSecretOf(object) ? object.metadata.name : []));
  const defined = new Set(
    wanted.filter(({ kind }) => kind === 'Secret').map(({ metadata }) => metadata.name),
  );
  const used = new Set(wanted.flatMap(keysIn));
  return live
    .filter(({ metadata }) => !defined.has(metadata.name))
    .flatMap((secret) => {
      const { name } = secret.metadata;
      const found = Object.entries(valuesOf(secret)).filter(([key]) => used.has(`${name}/${key}`));
      return found.flatMap(([key, value]) => {
        const url = urlOf(value);
        if (!url || !servers.includes(url.hostname) || isVerified(url)) return [];
        return `The clients that read '${key}' in Secret/${name} do not verify the server '${url.hostname}', which accepts only TLS now, or can't connect to it. docs/security.md has the form of the URL.`;
      });
    });
}

/** Keys of Secrets in the variables of a workload: `postgres-app/uri`. */
function keysIn(workload: KubeObject): string[] {
  return (podTemplateOf(workload)?.spec.containers ?? []).flatMap(({ env = [] }) =>
    env.flatMap(({ valueFrom }) => {
      const { name, key } = valueFrom?.secretKeyRef ?? {};
      return name !== undefined && key !== undefined ? `${name}/${key}` : [];
    }),
  );
}

function urlOf(text: string): URL | undefined {
  const url = text.replace(/^jdbc:/, '');
  return /^[a-z]+:\/\//.test(url) && URL.canParse(url) ? new URL(url) : undefined;
}

function isVerified({ protocol, searchParams }: URL): boolean {
  return protocol === 'rediss:' || searchParams.get('sslmode') === 'verify-full';
}
