import { amountOf } from '../../engine/kube/quantity';
import type { PodSpec, Probe } from '../../imports/k8s';
import { eachContainer, eachOwner, name, owners, podOf, type Policy, templateOf } from './each-pod';
import type { Manifest, Manifests } from './manifests';
import { get, walk } from './path';
import { rightsPolicies } from './rights-policies';

/** Owners whose pods a drain leaves alone, or that no drain interrupts for long: it waits for no budget. */
const withoutBudget = ['Job', 'CronJob', 'DaemonSet'];

/** Owners whose pods run to completion, and serve no requests. */
const jobs = ['Job', 'CronJob'];

function labels(owner: Manifest): Record<string, string> {
  return get(owner, `${templateOf(owner)}.metadata.labels`) as Record<string, string>;
}

function selects(selector: unknown, owner: Manifest): boolean {
  return Object.entries((selector ?? {}) as Record<string, string>).every(
    ([key, value]) => labels(owner)[key] === value,
  );
}

const question = (probe: Probe | undefined) =>
  JSON.stringify([probe?.exec, probe?.httpGet, probe?.tcpSocket]);

function bytesIn(quantities: readonly unknown[]): number {
  return quantities.reduce<number>(
    (sum, quantity) => sum + (typeof quantity === 'string' ? amountOf(quantity) : 0),
    0,
  );
}

/** The ReadWriteOnce claims of the manifests that a pod mounts. */
function onceClaims({ volumes = [] }: PodSpec, { all }: Manifests): string[] {
  return all
    .filter(
      ({ kind, spec }) =>
        kind === 'PersistentVolumeClaim' && String(get(spec, 'accessModes')) === 'ReadWriteOnce',
    )
    .map(({ metadata }) => metadata.name)
    .filter((claim) =>
      volumes.some(({ persistentVolumeClaim }) => persistentVolumeClaim?.claimName === claim),
    );
}

/** Whether all pods that are kept on one node include those of the owner. */
function isOnOneNode({ affinity }: PodSpec, owner: Manifest): boolean {
  return (affinity?.podAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? []).some(
    ({ topologyKey, labelSelector }) =>
      topologyKey === 'kubernetes.io/hostname' && selects(labelSelector?.matchLabels, owner),
  );
}

/** The rules for every stack in every environment. */
export const policies: Readonly<Record<string, Policy>> = {
  ...rightsPolicies,
  'has an exact image tag or a digest': eachContainer(
    ({ image = '' }) => !/(:[\w][\w.-]*|@sha256:\w+)$/.test(image) || image.endsWith(':latest'),
  ),
  'pulls no image that is there': eachContainer(({ imagePullPolicy }) => imagePullPolicy !== 'IfNotPresent'),
  'has requests and limits for processor, memory and disk': eachContainer(({ resources }) =>
    ['cpu', 'memory', 'ephemeral-storage'].some(
      (kind) => !resources?.requests?.[kind] || !resources.limits?.[kind],
    ),
  ),
  'has the seccomp profile of the runtime': eachOwner(
    ({ securityContext }) => securityContext?.seccompProfile?.type !== 'RuntimeDefault',
  ),
  'has no service account token': eachOwner(
    ({ automountServiceAccountToken }) => automountServiceAccountToken !== false,
  ),
  'takes no variables from Services': eachOwner(({ enableServiceLinks }) => enableServiceLinks !== false),
  'bounds what may be written beside its volume': eachOwner(({ volumes = [] }) =>
    volumes.some(({ emptyDir }) => emptyDir && !emptyDir.sizeLimit),
  ),
  'may fill its folders without being evicted for it': eachOwner(({ containers, volumes = [] }) => {
    const folders = volumes.flatMap(({ emptyDir }) =>
      emptyDir && emptyDir.medium !== 'Memory' ? [emptyDir.sizeLimit] : [],
    );
    const limits = containers.map(({ resources }) => resources?.limits?.['ephemeral-storage']);
    return bytesIn(limits) < bytesIn([...folders, '1Gi']); // and a gibibyte of logs
  }),
  'is checked while it starts, serves and runs': eachOwner(
    ({ containers }, { kind }) =>
      !jobs.includes(kind) &&
      (!containers[0]?.startupProbe || !containers[0].readinessProbe || !containers[0].livenessProbe),
  ),
  'asks no dependency whether it is stuck': eachOwner(({ containers }) =>
    containers.some(({ livenessProbe }) => livenessProbe?.exec),
  ),
  'asks other questions for readiness and liveness, if its readiness asks its dependencies': eachOwner(
    ({ containers, initContainers = [] }, { kind }) =>
      !jobs.includes(kind) &&
      initContainers.length > 0 &&
      question(containers[0]?.readinessProbe) === question(containers[0]?.livenessProbe),
  ),
  'has a NetworkPolicy of its own': eachOwner(
    (_, owner, { all }) =>
      !all.some(
        (policy) =>
          policy.kind === 'NetworkPolicy' &&
          get(policy, 'spec.podSelector.matchLabels') &&
          selects(get(policy, 'spec.podSelector.matchLabels'), owner),
      ),
  ),
  'can be drained': eachOwner(
    (_, owner, { all }) =>
      !withoutBudget.includes(owner.kind) &&
      !all.some(
        ({ kind, spec }) =>
          kind === 'PodDisruptionBudget' && selects(get(spec, 'selector.matchLabels'), owner),
      ),
  ),
  'has no second pod, and no other node, that needs its claim': eachOwner(
    (pod, owner, manifests) =>
      owner.kind === 'Deployment' &&
      onceClaims(pod, manifests).length > 0 &&
      !isOnOneNode(pod, owner) &&
      (get(owner, 'spec.replicas') !== 1 || get(owner, 'spec.strategy.type') !== 'Recreate'),
  ),
  'runs on the node of all pods that share its claim': eachOwner((pod, owner, manifests) => {
    // Jobs of backups share a volume, but one after the other.
    const others = owners(manifests).filter((other) => other !== owner && other.kind !== 'CronJob');
    const theirs = others.flatMap((other) => onceClaims(podOf(other), manifests));
    const shares = onceClaims(pod, manifests).some((claim) => theirs.includes(claim));
    return owner.kind !== 'CronJob' && shares && !isOnOneNode(pod, owner);
  }),
  'listens on no port of the node': eachContainer(({ ports = [] }) =>
    ports.some(({ hostPort }) => hostPort !== undefined),
  ),
  'has one name for each port': eachContainer(({ ports = [] }) => {
    const names = ports.map(({ name: port = '', containerPort }) => port || containerPort);
    return new Set(names).size < names.length;
  }),
  'opens to every address only what it publishes': (manifests) =>
    manifests.all
      .filter((policy) => publicPorts(policy).some((port) => !isPublished(port, policy, manifests)))
      .map(name),
  'has Services that select a workload': (manifests) =>
    manifests.all
      .filter(
        ({ kind, spec }) =>
          kind === 'Service' &&
          !owners(manifests).some((owner) => selects(get(spec, 'selector'), owner)) &&
          // CloudNativePG makes the pods of a Cluster, with its name as their label.
          !manifests.names.includes(`Cluster/${clusterOf(get(spec, 'selector'))}`),
      )
      .map(name),
  'has Ingresses that lead to a Service': ({ all, names }) =>
    all
      .filter(({ kind }) => kind === 'Ingress')
      .filter(
        (ingress) =>
          !names.includes(
            `Service/${String(get(ingress, 'spec.rules.0.http.paths.0.backend.service.name'))}`,
          ),
      )
      .map(name),
  'has no annotation of the retired ingress controller': ({ all }) =>
    all.filter((object) => JSON.stringify(object).includes('nginx.ingress.kubernetes.io/')).map(name),
  'keeps every object in the namespace of the stack': ({ all }) =>
    all
      .filter(({ kind, metadata }) => (kind === 'Namespace') !== (metadata.namespace === undefined))
      .map(name),
  'connects only to hosts that it may connect to': (manifests) =>
    owners(manifests).flatMap((owner) => {
      const env = JSON.stringify(podOf(owner).containers[0]?.env ?? []);
      const own = labels(owner)['app.kubernetes.io/name'] ?? owner.metadata.name;
      return manifests.all
        .filter(
          ({ kind, metadata }) =>
            kind === 'Service' && metadata.name !== own && env.includes(`//${metadata.name}:`),
        )
        .filter(
          ({ metadata }) =>
            !JSON.stringify(manifests.at(`NetworkPolicy/${own}`)).includes(`"${metadata.name}"`),
        )
        .map(({ metadata }) => `${name(owner)} to ${metadata.name}`);
    }),
  'has no null and no empty object where a value was meant': ({ all }) =>
    all.flatMap((object) =>
      [...walk(object)]
        .filter(({ path, value }) => value === null || (isEmptyObject(value) && path !== 'spec.podSelector'))
        .map(({ path }) => `${name(object)} ${path}`),
    ),
};

/** The ports that a NetworkPolicy opens to every address, such as `53/UDP`. */
function publicPorts({ kind, spec }: Manifest): string[] {
  const rules = kind === 'NetworkPolicy' ? ((get(spec, 'ingress') ?? []) as Rule[]) : [];
  return rules
    .filter(({ from }) => !from || from.some(({ ipBlock }) => ipBlock?.cidr.endsWith('/0')))
    .flatMap(({ ports = [{}] }) => ports.map(({ port = 'all', protocol = 'TCP' }) => `${port}/${protocol}`));
}

interface Rule {
  readonly from?: readonly { readonly ipBlock?: { readonly cidr: string } }[];
  readonly ports?: readonly { readonly port?: number; readonly protocol?: string }[];
}

function isPublished(port: string, policy: Manifest, { all }: Manifests): boolean {
  const pods = JSON.stringify(get(policy, 'spec.podSelector.matchLabels'));
  return all.some(
    ({ kind, spec }) =>
      kind === 'Service' &&
      get(spec, 'type') !== 'ClusterIP' &&
      JSON.stringify(get(spec, 'selector')) === pods &&
      (get(spec, 'ports') as { targetPort: number; protocol?: string }[]).some(
        ({ targetPort, protocol = 'TCP' }) => `${targetPort}/${protocol}` === port,
      ),
  );
}

function isEmptyObject(value: unknown): boolean {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 0
  );
}

/** The cluster that a selector leads to, if any. */
function clusterOf(selector: unknown): string {
  return (selector as Readonly<Record<string, string>> | undefined)?.['cnpg.io/cluster'] ?? '';
}
