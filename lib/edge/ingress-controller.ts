import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import {
  type Container,
  IntOrString,
  KubeClusterRole,
  KubeClusterRoleBinding,
  KubeConfigMap,
  KubeDaemonSet,
  KubeIngressClass,
  KubeNamespace,
  KubeRole,
  KubeRoleBinding,
  KubeServiceAccount,
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
import { freeId } from '../core/free-id';
import { defaultImages } from '../images';

const name = ingressNamespace;
const inNamespace = { name, namespace: name };
const configName = 'nginx-config';
const readinessPort = 8081;

/**
 * F5 NGINX Ingress Controller, for a kind cluster. It runs on the nodes with the label `ingress-ready=true`, on their ports 80
 * and 443.
 *
 * Defines the namespace `nginx-ingress`, the IngressClass `nginx`, and a DaemonSet with its RBAC rules. Custom resources of the
 * controller and telemetry are disabled.
 *
 * @see https://docs.nginx.com/nginx-ingress-controller/
 */
export class IngressController extends Chart {
  constructor(scope: Construct, id = name) {
    super(scope, freeId(scope, IngressController, id), {
      disableResourceNameHashes: true,
      labels: stackLabels(name),
    });

    // The Pod Security Standards "baseline" and "restricted" forbid host ports.
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
        // An open WebSocket must not keep the workers of an old configuration for longer.
        'worker-shutdown-timeout': '1h',
        // The default of the controller includes deprecated versions: https://www.rfc-editor.org/rfc/rfc8996
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
    // The controller labels its pod with the version of nginx.
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
            // For requests that are active when the node is drained.
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
  image: defaultImages.ingressController,
  imagePullPolicy: 'IfNotPresent',
  args: [
    `-nginx-configmaps=$(POD_NAMESPACE)/${configName}`,
    '-enable-custom-resources=false',
    '-enable-telemetry-reporting=false',
    // A leader reports addresses in the status of Ingresses, which a kind cluster does not have.
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
    runAsUser: 101, // the user `nginx`
    runAsNonRoot: true,
    allowPrivilegeEscalation: false,
    capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE'] },
  },
};

const read = ['get', 'list', 'watch'];
const clusterRules: PolicyRule[] = [
  { apiGroups: ['networking.k8s.io'], resources: ['ingresses', 'ingressclasses'], verbs: read },
  { apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: read },
  // Secrets, for the TLS certificates of Ingresses.
  { apiGroups: [''], resources: ['configmaps', 'namespaces', 'pods', 'secrets', 'services'], verbs: read },
  { apiGroups: [''], resources: ['events'], verbs: ['create', 'patch', 'list'] },
];
