import type { Difference } from '../support/object-differences';

/** Differences that have one reason. */
export interface Accepted {
  readonly reason: string;
  readonly objects: RegExp;

  /** @default - the object as a whole */
  readonly fields?: RegExp;
}

/** Where the chart that is imported from the Compose file of an app may differ from the one that is written by hand. */
export const accepted: readonly Accepted[] = [
  // What a Compose file does not say.
  {
    reason: 'It says nothing of backups.',
    objects:
      /^(CronJob|NetworkPolicy)\/([\w-]+-backup|[\w-]+-restore|backups)$|^PersistentVolumeClaim\/backups$/,
  },
  {
    reason:
      'It does not say what a service serves and what is its own, so both probes ask the health check, and liveness the port.',
    objects: /^(Deployment|StatefulSet)\//,
    fields: /\.(startup|readiness|liveness)Probe\./,
  },
  {
    reason: 'It does not say that a service stays inside, so each may connect to the internet.',
    objects: /^NetworkPolicy\//,
    fields: /^spec\.egress\[\]\.to\[\]\.ipBlock\./,
  },
  {
    reason:
      'Who connects to whom is what depends_on, variables and files name, without backups and pages for administrators.',
    objects: /^NetworkPolicy\//,
    fields: /^spec\.(egress|ingress)\[\]\.(ports|from\[\]|to\[\])/,
  },
  {
    reason:
      'It does not say how much memory a service takes when it is idle, nor what its limits are on Kubernetes.',
    objects: /^(Deployment|StatefulSet|Job)\//,
    fields: /\.containers\.\[[\w-]+\]\.resources\.(limits|requests)\./,
  },
  {
    reason: 'Its grace period is the one of Compose.',
    objects: /^(Deployment|StatefulSet)\//,
    fields: /\.(terminationGracePeriodSeconds|lifecycle\.preStop\.sleep\.seconds)$/,
  },
  {
    reason: 'The users of images that are built are in their Dockerfiles.',
    objects: /^(Deployment|StatefulSet|Job)\//,
    fields: /\.securityContext\.(runAsUser|runAsGroup|fsGroup)$/,
  },
  // Names.
  {
    reason: 'An Ingress has the name of its service.',
    objects: /^Ingress\//,
  },
  {
    reason: 'Volumes and ports have the names of the Compose file, and volumes start in a subfolder.',
    objects: /^(Deployment|StatefulSet|Service)\//,
    fields:
      /^spec\.volumeClaimTemplates\[\]\.metadata\.name$|\.volumeMounts\.\[\/[\w/-]*\]\.(name|subPath|mountPath|readOnly)$|\.ports(\[\]|\.\[[\w-]+\])\.\w+$/,
  },
  {
    reason: 'The names of Jobs, and hashes in annotations, follow from what is in them.',
    objects: /^(Deployment|StatefulSet|Job)\//,
    fields: /^metadata\.name$|config-hash$|kube-score\/ignore$/,
  },
  // Secrets.
  {
    reason: 'Secrets have the keys of the variables in the Compose file.',
    objects: /^Secret\//,
  },
  {
    reason: 'Secrets have the values of the Compose file.',
    objects: /^Secret\//,
    fields: /^stringData\./,
  },
  {
    reason: 'A URL is put together of its parts in the variable, as the Compose file does it.',
    objects: /^(Deployment|StatefulSet|Job)\//,
    fields: /\.containers\.\[[\w-]+\]\.env\.\[\w+\]\./,
  },
  // What waits.
  {
    reason: 'A task that others wait for reports in a ConfigMap. Our charts have checks of their own.',
    objects: /^(ServiceAccount|Role|RoleBinding|NetworkPolicy|Job|ConfigMap)\/[\w-]+-done$/,
  },
  {
    reason: 'A service waits for each one that its depends_on names, by its port or by its health check.',
    objects: /^(Deployment|StatefulSet|Job)\//,
    fields: /\.initContainers\./,
  },
  {
    reason: 'A task tries again as often as the Compose file says.',
    objects: /^Job\//,
    fields: /^spec\.backoffLimit$/,
  },
  {
    reason:
      'The service that makes the certificate runs as root in Compose, and may change the owner of a file.',
    objects: /^Namespace\/fastapi-mongo$/,
    fields: /^metadata\.labels\.pod-security\.kubernetes\.io\//,
  },
  // Databases.
  {
    reason: 'Redis and MongoDB run a script in Compose, and keep it, so they are no constructs of databases.',
    objects: /^(Job|NetworkPolicy|ConfigMap)\/(mongodb-(user|app-user)(-files)?|redis-files)$/,
  },
  {
    reason:
      'A server has the arguments of the Compose file, where the construct has a configuration of its own.',
    objects: /^(Deployment|StatefulSet|Job)\//,
    fields: /\.containers\.\[[\w-]+\]\.(args|command)\[\]$/,
  },
  {
    reason: 'The settings of a database are those of the Compose file.',
    objects: /^ConfigMap\/postgres-files$/,
    fields: /^data\./,
  },
  {
    reason: 'The folders of a service are those of the Compose file.',
    objects: /^(Deployment|StatefulSet)\//,
    fields: /\.volumes\.\[[\w-]+\]\.|\.volumeMounts(\.\[[\w/.-]+\]\.\w+)?$/,
  },
  // nginx and monitoring.
  {
    reason:
      'nginx has the configuration of the Compose file, and its certificate, instead of that of a Gateway.',
    objects: /^ConfigMap\/nginx-files$|^(Deployment|Service|PodDisruptionBudget)\/nginx$/,
    fields: /./,
  },
  {
    reason: 'nginx has a certificate of its own in Compose.',
    objects: /^(Job|NetworkPolicy|ConfigMap|PersistentVolumeClaim)\/certificate(-files|-volume)?$/,
  },
  {
    reason: 'Monitoring is services of the Compose file, where our chart has one construct.',
    objects: /^\w+\/((prometheus|grafana|\w+-exporter)([\w-]*)|[\w-]+-(metrics|ready|pods))$/,
  },
  {
    reason: 'Prometheus and Grafana have the files of the Compose file.',
    objects: /^\w+\/(prometheus|grafana|\w+-exporter)([\w-]*)$/,
    fields: /./,
  },
  {
    reason: 'Pages for administrators are in dev only.',
    objects: /^\w+\/(pgadmin|redis-commander|mongo-express)(-files)?$/,
  },
];

/** The group that a difference is in. */
export function groupOf({ object, field }: Difference): Accepted | undefined {
  return accepted.find(
    ({ objects, fields }) =>
      objects.test(object) && (field === '' ? fields === undefined : fields?.test(field) === true),
  );
}
