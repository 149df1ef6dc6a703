import type { Container, PodSpec } from '../../imports/k8s';
import type { Manifest, Manifests } from './manifests';
import { get } from './path';

/** A rule that every stack keeps: the places where it is broken. */
export type Policy = (manifests: Manifests) => string[];

const podOwners = ['Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob'];

/** The objects that own pods. */
export function owners({ all }: Manifests): Manifest[] {
  return all.filter(({ kind }) => podOwners.includes(kind));
}

/** The path of the pod template of an owner. */
export function templateOf({ kind }: Manifest): string {
  return kind === 'CronJob' ? 'spec.jobTemplate.spec.template' : 'spec.template';
}

/** The pods of an owner. */
export function podOf(owner: Manifest): PodSpec {
  return get(owner, `${templateOf(owner)}.spec`) as PodSpec;
}

/** `Kind/name` */
export function name({ kind, metadata }: Manifest): string {
  return `${kind}/${metadata.name}`;
}

/** A rule for every container, init containers included. */
export function eachContainer(
  broken: (container: Container, pod: PodSpec, owner: Manifest) => unknown,
): Policy {
  return (manifests) =>
    owners(manifests).flatMap((owner) => {
      const pod = podOf(owner);
      return [...(pod.initContainers ?? []), ...pod.containers]
        .filter((container) => broken(container, pod, owner))
        .map((container) => `${name(owner)} container ${container.name}`);
    });
}

/** A rule for every owner of pods. */
export function eachOwner(broken: (pod: PodSpec, owner: Manifest, manifests: Manifests) => unknown): Policy {
  return (manifests) =>
    owners(manifests)
      .filter((owner) => broken(podOf(owner), owner, manifests))
      .map(name);
}
