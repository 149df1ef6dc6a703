import { Manifests } from './manifests';

const container = {
  name: 'main',
  image: 'web:latest',
  imagePullPolicy: 'Always',
  ports: [
    { name: 'http', containerPort: 80, hostPort: 80 },
    { name: 'http', containerPort: 81 },
  ],
  env: [{ name: 'DATABASE', value: 'postgresql://db:5432/shop' }],
  securityContext: { runAsUser: 0, allowPrivilegeEscalation: true },
  readinessProbe: { exec: { command: ['check'] } },
  livenessProbe: { exec: { command: ['check'] } },
};

const claim = { name: 'shared', persistentVolumeClaim: { claimName: 'shared' } };

/** Objects that break every policy. */
export const brokenManifests = new Manifests([
  {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'shop' },
  },
  {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web' },
    spec: {
      strategy: {},
      template: {
        metadata: {
          labels: { 'app.kubernetes.io/name': 'web' },
          annotations: { 'slipway.dev/exempt': 'host path /dev/dri' },
        },
        spec: {
          initContainers: [{ ...container, name: 'wait-for-db' }],
          containers: [container],
          volumes: [
            { name: 'tmp', emptyDir: { medium: 'Memory' } },
            { name: 'socket', hostPath: { path: '/run' } },
            claim,
          ],
        },
      },
    },
  },
  {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'worker' },
    spec: {
      template: {
        metadata: { labels: { 'app.kubernetes.io/name': 'web' } },
        spec: { containers: [container], volumes: [claim] },
      },
    },
  },
  {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'shared' },
    spec: { accessModes: ['ReadWriteOnce'] },
  },
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'db', namespace: 'shop' },
    spec: { selector: { 'app.kubernetes.io/name': 'nobody' } },
  },
  {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'web', namespace: 'shop' },
    spec: {
      podSelector: { matchLabels: { 'app.kubernetes.io/name': 'somebody else' } },
      ingress: [{ from: [{ ipBlock: { cidr: '0.0.0.0/0' } }], ports: [{ port: 5432 }] }],
    },
  },
  {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: 'ingress', namespace: 'shop' },
    annotations: { 'nginx.ingress.kubernetes.io/rewrite-target': '/' },
    spec: { rules: [{ http: { paths: [{ backend: { service: { name: 'missing' } } }] } }] },
  },
]);
