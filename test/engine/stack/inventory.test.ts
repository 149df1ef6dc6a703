import { parseAllDocuments } from 'yaml';
import type { KubeObject } from '../../../engine/kube/kube-object';
import { inventory } from '../../../engine/stack/inventory';
import { exemptObjects } from '../../support/exempt-stack';

function lines(yaml: string): string[] {
  return inventory(parseAllDocuments(yaml).map((document) => document.toJS() as KubeObject));
}

describe('the inventory', () => {
  test('has a sorted line per object', () => {
    const objects = ['b', 'a'].map((name) => ({
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name },
    }));

    expect(inventory(objects)).toEqual(['ServiceAccount/a', 'ServiceAccount/b']);
  });

  test('shows what a Role allows, without the hash in the name of a Job', () => {
    expect(
      lines(`
kind: Role
metadata: { name: migrate-done }
rules:
  - { apiGroups: [batch], resources: [jobs], resourceNames: [migrate-1a2b3c4d], verbs: [get] }
  - { apiGroups: [''], resources: [configmaps], resourceNames: [migrate-done], verbs: [patch] }
---
kind: Role
metadata: { name: reader }
rules: [{ apiGroups: [''], resources: [pods, services], verbs: [get, list] }]
---
kind: Role
metadata: { name: unable }`),
    ).toEqual([
      'Role/migrate-done may get jobs/migrate, patch configmaps/migrate-done',
      'Role/reader may get and list all pods, get and list all services',
      'Role/unable',
    ]);
  });

  test('shows replicas and image of a Deployment', () => {
    expect(
      lines(`
kind: Deployment
metadata: { name: app }
spec: { replicas: 2, template: { spec: { containers: [{ name: app, image: 'shop/app:1.0.0' }] } } }`),
    ).toEqual(['Deployment/app x2 shop/app:1.0.0']);
  });

  test('shows the exemptions of a workload, and what its namespace lets in for them', () => {
    const all = inventory(exemptObjects());

    expect(all).toContain(
      'Deployment/docs x2 docs:1 (exempt: root, capability SYS_CHROOT, because s6-overlay starts as root)',
    );
    expect(all).toContain('Namespace/shop lets in baseline pods');
  });

  test('shows the range of a Deployment that scales', () => {
    expect(
      lines(`
kind: Deployment
metadata: { name: app }
spec: { template: { spec: { containers: [{ name: app, image: 'shop/app:1.0.0' }] } } }
---
kind: HorizontalPodAutoscaler
metadata: { name: app }
spec: { minReplicas: 3, maxReplicas: 10, scaleTargetRef: { kind: Deployment, name: app } }`),
    ).toEqual(['Deployment/app x3..10 shop/app:1.0.0', 'HorizontalPodAutoscaler/app 3 to 10']);
  });

  test('shows the images of sidecars and the volumes of a StatefulSet', () => {
    expect(
      lines(`
kind: StatefulSet
metadata: { name: db }
spec:
  replicas: 1
  template: { spec: { containers: [{ name: db, image: 'postgres:16.10' }, { name: exporter, image: 'exporter:1' }] } }
  volumeClaimTemplates: [{ metadata: { name: data }, spec: { resources: { requests: { storage: 1Gi } } } }]`),
    ).toEqual(['StatefulSet/db x1 postgres:16.10, exporter:1 1Gi']);
  });

  test('names a Job without the hash in its name', () => {
    expect(
      lines(`
kind: Job
metadata: { name: migrate-1a2b3c4d }
spec:
  template:
    metadata: { labels: { app.kubernetes.io/name: migrate } }
    spec: { containers: [{ name: migrate, image: 'shop/app:1.0.0' }] }`),
    ).toEqual(['Job/migrate shop/app:1.0.0']);
  });

  test('shows when a CronJob runs', () => {
    expect(
      lines(`
kind: CronJob
metadata: { name: backup }
spec:
  schedule: 0 3 * * *
  jobTemplate: { spec: { template: { spec: { containers: [{ name: backup, image: 'postgres:16.10' }] } } } }`),
    ).toEqual(["CronJob/backup at '0 3 * * *' postgres:16.10"]);
  });

  test('shows the protocols of a Service, and how it is published', () => {
    expect(
      lines(`
kind: Service
metadata: { name: dns }
spec: { type: ClusterIP, ports: [{ port: 53, protocol: UDP }, { port: 53, protocol: TCP }, { port: 8080 }] }
---
kind: Service
metadata: { name: dns-public }
spec: { type: NodePort, ports: [{ port: 53, targetPort: 5353, protocol: UDP, nodePort: 30053 }] }
---
kind: Service
metadata: { name: ssh }
spec: { type: LoadBalancer, ports: [{ port: 22, targetPort: 2222 }] }`),
    ).toEqual([
      'Service/dns 53/UDP, 53, 8080',
      'Service/dns-public NodePort 53/UDP (30053 of each node) -> 5353',
      'Service/ssh LoadBalancer 22 -> 2222',
    ]);
  });

  test('shows where a route for TCP, UDP or TLS leads', () => {
    expect(
      lines(`
kind: TCPRoute
metadata: { name: ssh-22 }
spec: { parentRefs: [{ name: nginx, sectionName: tcp-22 }], rules: [{ backendRefs: [{ name: git, port: 2222 }] }] }
---
kind: TLSRoute
metadata: { name: mqtt-8883 }
spec:
  hostnames: [mqtt.example.com]
  parentRefs: [{ name: nginx, sectionName: tls-8883 }]
  rules: [{ backendRefs: [{ name: broker, port: 8883 }] }]`),
    ).toEqual([
      'TCPRoute/ssh-22 tcp-22 -> git:2222',
      'TLSRoute/mqtt-8883 mqtt.example.com at tls-8883 -> broker:8883',
    ]);
  });

  test('shows where an Ingress leads', () => {
    expect(
      lines(`
kind: Ingress
metadata: { name: ingress }
spec:
  tls: [{ hosts: [shop.example.com] }]
  rules:
    - host: shop.example.com
      http: { paths: [{ path: /, backend: { service: { name: nginx, port: { number: 8080 } } } }] }`),
    ).toEqual(['Ingress/ingress shop.example.com -> nginx:8080 with TLS']);
  });

  test.each([
    [
      'peers by name, without the DNS that all may ask',
      'from nginx to redis',
      `
  ingress: [{ from: [{ podSelector: { matchLabels: { app.kubernetes.io/name: nginx } } }] }]
  egress:
    - to: [{ podSelector: { matchLabels: { app.kubernetes.io/name: redis } } }]
    - to: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: kube-system } }, podSelector: { matchLabels: { k8s-app: kube-dns } } }]`,
    ],
    [
      'other namespaces',
      'from namespace/nginx-ingress',
      `
  ingress: [{ from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: nginx-ingress } } }] }]`,
    ],
    [
      'every address as anywhere',
      'from anywhere',
      `
  ingress: [{ from: [{ ipBlock: { cidr: 0.0.0.0/0 } }, { ipBlock: { cidr: '::/0' } }] }]`,
    ],
    ['nobody', 'from nobody', ''],
    [
      'a rule without peers, which allows all',
      'from anywhere to anywhere',
      `
  ingress: [{}]
  egress: [{}]`,
    ],
    [
      'address ranges',
      'from nobody to 10.0.0.0/8',
      `
  egress: [{ to: [{ ipBlock: { cidr: 10.0.0.0/8 } }] }]`,
    ],
  ])('of a NetworkPolicy shows %s', (_, expected, rules) => {
    const policy = `
kind: NetworkPolicy
metadata: { name: app }
spec:
  podSelector: {}
  policyTypes: [Ingress, Egress]${rules}`;

    expect(lines(policy)).toEqual([`NetworkPolicy/app ${expected}`]);
  });

  test('shows the keys of a Secret, never the values', () => {
    expect(
      lines('kind: Secret\nmetadata: { name: db }\nstringData: { username: me, password: hunter2 }'),
    ).toEqual(['Secret/db password, username']);
  });

  test('names a kind that it knows nothing else of', () => {
    expect(lines('kind: Issuer\nmetadata: { name: ca }\nspec: { selfSigned: {} }')).toEqual(['Issuer/ca']);
  });

  test('has the instances and the image of a database cluster', () => {
    const spec = '{ instances: 3, imageName: postgresql:16.10, storage: { size: 1Gi } }';

    expect(lines(`kind: Cluster\nmetadata: { name: db }\nspec: ${spec}`)).toEqual([
      'Cluster/db x3 postgresql:16.10 1Gi',
    ]);
  });

  test('has the pods and the image of a pooler', () => {
    const spec =
      '{ instances: 2, pgbouncer: { image: pgbouncer:1 }, template: { spec: { containers: [{ name: pgbouncer }] } } }';

    expect(lines(`kind: Pooler\nmetadata: { name: pooler }\nspec: ${spec}`)).toEqual([
      'Pooler/pooler x2 pgbouncer:1',
    ]);
  });
});
