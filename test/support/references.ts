import type { PodSpec } from '../../imports/k8s';
import { name, owners, podOf } from './each-pod';
import type { Manifest, Manifests } from './manifests';
import { get, walk } from './path';

/** The ConfigMaps, Secrets and claims that pods refer to and nothing defines, as `Deployment/web needs Secret/key`. */
export function dangling(manifests: Manifests): string[] {
  return owners(manifests).flatMap((owner) =>
    needsOf(podOf(owner), owner)
      .filter((need) => !manifests.names.includes(need))
      .map((need) => `${name(owner)} needs ${need}`),
  );
}

function needsOf(pod: PodSpec, owner: Manifest): string[] {
  const templates = (get(owner, 'spec.volumeClaimTemplates') ?? []) as { metadata: { name: string } }[];
  const own = new Set(templates.map(({ metadata }) => metadata.name));
  const needs = [...walk(pod)].flatMap(({ path, value }) => {
    const key = path.split('.').at(-1) ?? '';
    if (typeof value !== 'object' || value === null) return [];
    const { name: named, secretName, claimName, optional } = value as Record<string, unknown>;
    if (optional === true) return [];
    if (named === 'kube-root-ca.crt') return []; // which is in each namespace
    if (/^(configMap|configMapKeyRef|configMapRef)$/.test(key)) return [`ConfigMap/${String(named)}`];
    if (/^(secretKeyRef|secretRef)$/.test(key)) return [`Secret/${String(named)}`];
    if (key === 'secret') return [`Secret/${String(secretName ?? named)}`];
    return key === 'persistentVolumeClaim' ? [`PersistentVolumeClaim/${String(claimName)}`] : [];
  });
  return [...new Set(needs)].filter((need) => !own.has(need.replace('PersistentVolumeClaim/', '')));
}
