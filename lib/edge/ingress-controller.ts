import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import {
  type Container,
  KubeClusterRole,
  KubeClusterRoleBinding,
  KubeConfigMap,
  KubeDaemonSet,
  KubeIngressClass,
  KubeNamespace,
  KubeRole,
  KubeRoleBinding,
  KubeServiceAccount,
  IntOrString,
  type PolicyRule,
  Quantity,
} from '../../imports/k8s';
import {
  ingressClass,
  ingressNamespace,
  ingressNodeLabel,
  partOfLabel,
  podLabels,
  stackLabels,
} from '../contract';

const name = ingressNamespace;
const inNamespace = { name, namespace: name };
const configName = 'nginx-config';
const readinessPort = 8081;

/**
 * F5 NGINX Ingress Controller on the nodes labelled `ingress-ready=true`, whose ports 80 and 443 it opens: what a kind
 * cluster lacks, and most others have.
 *
 * Defines the namespace `nginx-ingress`, the IngressClass `nginx` and a DaemonSet with the rights it needs. It serves
 * Ingresses only: the controller's custom resources are off, and so is its telemetry.
 *
 * @see https://docs.nginx.com/nginx-ingress-controller/
 */
export class IngressController extends Chart {
  constructor(scope: Construct, id = name) {
    super(scope, id, {
      disableResourceNameHashes: true,
      labels: stackLabels(name),
    });

    // Pod Security "baseline" and "restricted" both forbid host ports, which are the whole point here.
    const podSecurity = { 'pod-security.kubernetes.io/enforce': 'privileged' };
    new KubeNamespace(this, 'namespace', { metadata: { name, labels: podSecurity } });
    new KubeServiceAccount(this, 'account', { metadata: inNamespace });
    this.allow();
    new KubeIngressClass(this, 'class', {
      metadata: { name: ingressClass },
      spec: { controller: 'nginx.org/ingress-controller' },
    });
    new KubeConfigMap(this, 'config', {
      metadata: { name: configName, namespace: name },
      data: {
        // So that an open WebSocket does not keep the workers of each old configuration for ever.
        'worker-shutdown-timeout': '1h',
        // The controller would speak versions that have been given up: https://www.rfc-editor.org/rfc/rfc8996
        'ssl-protocols': 'TLSv1.2 TLSv1.3',
        http2: 'true',
      },
    });
    this.run();
  }

  private allow(): void {
    const subjects = [{ kind: 'ServiceAccount', ...inNamespace }];
    new KubeClusterRole(this, 'cluster-role', { metadata: { name }, rules: clusterRules });
    new KubeClusterRoleBinding(this, 'cluster-role-binding', {
      metadata: { name },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name },
      subjects,
    });
    // It labels its own pod with the version of nginx.
    const rules: PolicyRule[] = [{ apiGroups: [''], resources: ['pods'], verbs: ['update'] }];
    new KubeRole(this, 'role', { metadata: inNamespace, rules });
    new KubeRoleBinding(this, 'role-binding', {
      metadata: inNamespace,
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name },
      subjects,
    });
  }

  private run(): void {
    const labels = podLabels(name);
    new KubeDaemonSet(this, 'daemon-set', {
      metadata: inNamespace,
      spec: {
        selector: { matchLabels: labels },
        template: {
          metadata: { labels: { ...labels, [partOfLabel]: name } },
          spec: {
            serviceAccountName: name,
            automountServiceAccountToken: true,
            nodeSelector: { [ingressNodeLabel]: 'true' },
            tolerations: [
              { key: 'node-role.kubernetes.io/control-plane', operator: 'Exists', effect: 'NoSchedule' },
            ],
            securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
            // Time for requests that run when the node is drained.
            terminationGracePeriodSeconds: 60,
            containers: [container],
          },
        },
      },
    });
  }
}

const container: Container = {
  name,
  image: 'nginx/nginx-ingress:5.5.4',
  imagePullPolicy: 'IfNotPresent',
  args: [
    `-nginx-configmaps=$(POD_NAMESPACE)/${configName}`,
    '-enable-custom-resources=false',
    '-enable-telemetry-reporting=false',
    // A leader is needed only to report addresses in the status of Ingresses, which a kind cluster does not have.
    '-enable-leader-election=false',
  ],
  env: [
    { name: 'POD_NAMESPACE', valueFrom: { fieldRef: { fieldPath: 'metadata.namespace' } } },
    { name: 'POD_NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
  ],
  ports: [
    { name: 'http', containerPort: 80, hostPort: 80 },
    { name: 'https', containerPort: 443, hostPort: 443 },
    { name: 'readiness', containerPort: readinessPort },
  ],
  readinessProbe: {
    httpGet: { path: '/nginx-ready', port: IntOrString.fromNumber(readinessPort) },
    periodSeconds: 2,
  },
  resources: {
    requests: { cpu: Quantity.fromString('50m'), memory: Quantity.fromString('128Mi') },
    limits: { memory: Quantity.fromString('512Mi') },
  },
  securityContext: {
    runAsUser: 101, // nginx
    runAsNonRoot: true,
    allowPrivilegeEscalation: false,
    capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE'] },
  },
};

const read = ['get', 'list', 'watch'];
const clusterRules: PolicyRule[] = [
  { apiGroups: ['networking.k8s.io'], resources: ['ingresses', 'ingressclasses'], verbs: read },
  { apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: read },
  // Secrets, for the certificates that Ingresses name.
  { apiGroups: [''], resources: ['configmaps', 'namespaces', 'pods', 'secrets', 'services'], verbs: read },
  { apiGroups: [''], resources: ['events'], verbs: ['create', 'patch', 'list'] },
];
