// What the library writes into objects and files, and the engine and the command line read: each name once.
// Clusters and working copies hold these names already: whoever changes one breaks what is there.

/** The field manager under which the API server keeps what slipway has set, and the value of `managedByLabel`. */
export const fieldManager = 'slipway';

/** Label of every object that slipway makes; its value is `fieldManager`. */
const managedByLabel = 'app.kubernetes.io/managed-by';

/** Label with the stack of an object or a pod. */
export const partOfLabel = 'app.kubernetes.io/part-of';

/** Label with the workload of a pod: the service, as in the Compose file. */
export const nameLabel = 'app.kubernetes.io/name';

/** Label of a Namespace that Kubernetes itself sets to the name of the Namespace. */
export const namespaceLabel = 'kubernetes.io/metadata.name';

/** Label of a Namespace with the Pod Security Standard that its pods must meet. */
export const podSecurityLabel = 'pod-security.kubernetes.io/enforce';

type Labels = Readonly<Record<string, string>>;

/** A label and its value as a selector of kubectl. */
function selectorOf(labels: Labels): string {
  return Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
}

/** Labels of an object that slipway makes, whichever its stack. */
export const managedLabels: Labels = { [managedByLabel]: fieldManager };

/** `managedLabels` as a selector. */
export const managedSelector = selectorOf(managedLabels);

/** Labels of all objects of a stack. */
export function stackLabels(stack: string): Record<string, string> {
  return { [partOfLabel]: stack, ...managedLabels };
}

/** Selects the objects that slipway made for a stack. */
export function stackSelector(stack: string): string {
  return selectorOf({ ...managedLabels, [partOfLabel]: stack });
}

/** Selects the pods of a stack. */
export function stackPodSelector(stack: string): string {
  return selectorOf({ [partOfLabel]: stack });
}

/** Whether slipway made the object with this metadata. */
export function isManaged({ labels }: { readonly labels?: Labels }): boolean {
  return labels?.[managedByLabel] === fieldManager;
}

/** Labels by which Services, NetworkPolicies and PodDisruptionBudgets find the pods of a workload. */
export function podLabels(workload: string): Record<string, string> {
  return { [nameLabel]: workload };
}

/** Label of the pods of a CloudNativePG cluster, and of those of its poolers: the name of the cluster. */
export const clusterLabel = 'cnpg.io/cluster';

/** Labels by which the instances of a CloudNativePG cluster, and the Jobs that make them, are found. */
export function clusterPodLabels(cluster: string): Record<string, string> {
  return { [clusterLabel]: cluster, 'app.kubernetes.io/component': 'database' };
}

/** Label of the pods of the cluster's DNS. */
export const dnsLabel = 'k8s-app';

/** The pods of the cluster's DNS, as the peer of a NetworkPolicy. */
export const clusterDns = {
  namespaceSelector: { matchLabels: { [namespaceLabel]: 'kube-system' } },
  podSelector: { matchLabels: { [dnsLabel]: 'kube-dns' } },
};

/** What a CronJob of `Backups` does. */
export type BackupRole = 'save' | 'restore' | 'list';

/** Label of a CronJob of `Backups`, of its Jobs and of their pods: a `BackupRole`. */
export const backupRoleLabel = 'slipway.dev/backup';

/** Label of the same objects: the store that is backed up or restored. */
export const backupStoreLabel = 'slipway.dev/store';

/**
 * Labels of a CronJob of `Backups`.
 *
 * @param store the store that it backs up or restores, by default none: it lists the backups of all stores
 */
export function backupLabels(role: BackupRole, store?: string): Record<string, string> {
  return { [backupRoleLabel]: role, ...(store !== undefined && { [backupStoreLabel]: store }) };
}

/** Prefix of the error messages of the backup program (`images/backup`). */
export const backupLogPrefix = 'backup: ';

/** Annotation of a pod template: a hash of its files and environment. */
export const configHashAnnotation = 'slipway.dev/config-hash';

/** Annotation of a pod template, or of a Job: the IDs of the images that were built on this machine. */
export const imageIdAnnotation = 'slipway.dev/image-id';

/** Annotation of a pod template: what its main container may do beyond the defaults, such as `root, capability NET_ADMIN`. */
export const exemptAnnotation = 'slipway.dev/exempt';

/** Annotation of a pod template with `exemptAnnotation`: the reason. */
export const exemptBecauseAnnotation = 'slipway.dev/exempt-because';

/** Annotation of a pod template: when a password that its pods use was last changed. */
export const rotatedAtAnnotation = 'slipway.dev/rotated-at';

/** Annotation of a Secret: time at which `slipway rotate` last started to change its password. */
export const rotationAnnotation = 'slipway.dev/rotation';

/** Label of the pods of a stack that run on one node, as they share a volume that no other node can mount. */
const oneNodeLabel = 'slipway.dev/one-node';

/** `oneNodeLabel` with its value. */
export const oneNodeLabels: Labels = { [oneNodeLabel]: 'volumes' };

/** Annotation of a workload that a restore has scaled to zero: how many pods it had. */
export const pausedReplicasAnnotation = 'slipway.dev/paused-replicas';

/** Annotation of a CronJob that a restore has suspended, and nobody before. */
export const pausedScheduleAnnotation = 'slipway.dev/paused-schedule';

const waitPrefix = 'wait-for-';

/** Name of the init container that waits for a workload. */
export function waitContainerName(workload: string): string {
  return `${waitPrefix}${workload}`;
}

/** The workload that an init container of this name waits for; undefined if it is another container. */
export function waitedForBy(container: string): string | undefined {
  return container.startsWith(waitPrefix) ? container.slice(waitPrefix.length) : undefined;
}

/** Namespace of the ingress controller that slipway installs, and the name of its objects. */
export const ingressNamespace = 'nginx-ingress';

/** Name of the IngressClass that Ingresses name and the ingress controller serves. */
export const ingressClass = 'nginx';

/** Label of the nodes that run the ingress controller, with the value `true`; kind-config.yaml sets it. */
export const ingressNodeLabel = 'ingress-ready';

/** `ingressNodeLabel` as a selector. */
export const ingressNodeSelector = selectorOf({ [ingressNodeLabel]: 'true' });

/** The name without nginx.org, as older versions of the controller know no other. */
const sslRedirectAnnotation = 'ingress.kubernetes.io/ssl-redirect';

/** Annotations of an Ingress whose host answers by plain HTTP, too; without them it is redirected to HTTPS. */
export const withoutRedirect: Labels = { [sslRedirectAnnotation]: 'false' };

/** Whether an Ingress with TLS and these annotations redirects plain HTTP to HTTPS. */
export function redirectsToHttps(annotations: Labels = {}): boolean {
  return annotations[sslRedirectAnnotation] !== 'false';
}

/** Folder of the project with what this machine alone keeps: passwords and certificates of dev. */
export const localFolder = '.slipway';

/** File with the values of the Secrets of dev. */
export const localSecretsFile = `${localFolder}/secrets.json`;

/** Name of the files of the CA of dev, without the extensions `.crt` and `.key`. */
export const caName = 'ca';

/** File with the certificate of the CA of dev. */
export const caCertificate = `${localFolder}/${caName}.crt`;

/** Common name of the CA for a domain. */
export function caSubject(domain: string): string {
  return `slipway local CA for ${domain}`;
}

/** File with the digests of the images that production runs. */
export const imageLockFile = 'images.lock.json';

/** A value of a Secret that a store on this machine keeps. */
export interface SecretPath {
  /** Name of the stack. */
  readonly stack: string;

  /** Name of the Secret. */
  readonly secret: string;

  /** Key in the Secret. */
  readonly key: string;
}

/** Path of the value in the store: `shop/postgres-app/password`. */
export function formatSecretPath({ stack, secret, key }: SecretPath): string {
  return `${stack}/${secret}/${key}`;
}

/**
 * The reverse of `formatSecretPath`.
 * @throws if the path has not three parts
 */
export function parseSecretPath(path: string): SecretPath {
  const [stack, secret, key, ...rest] = path.split('/');
  if (stack === undefined || secret === undefined || key === undefined || rest.length > 0) {
    throw new Error(
      `a path of a secret must have three parts such as 'shop/postgres-app/password', got '${path}'`,
    );
  }
  return { stack, secret, key };
}

/** A port as text: `8080` for TCP, `53/UDP` for another protocol. */
export function formatPort(port: number | string, protocol = 'TCP'): string {
  return protocol === 'TCP' ? String(port) : `${port}/${protocol}`;
}
