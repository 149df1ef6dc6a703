import { createSocket } from 'node:dgram';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { explainKubectl } from '../../../engine/kube/kubectl-errors';
import { kindClusterOf } from '../../../engine/kube/target';
import { isTaken } from '../../../engine/machine/host-ports';
import { readKindConfig } from '../../../engine/machine/kind-config';

describe('a kind configuration', () => {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-test-'));
  const file = join(folder, 'kind.yaml');
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  test('has a name and the ports of this machine', () => {
    writeFileSync(
      file,
      `
name: shop
nodes:
  - extraPortMappings:
      - { containerPort: 80, hostPort: 8080, listenAddress: 127.0.0.1 }
      - { containerPort: 443, hostPort: 8443 }
      - { containerPort: 30053, hostPort: 53, listenAddress: 127.0.0.1, protocol: UDP }
      - { containerPort: 90, hostPort: 0 }`,
    );

    expect(readKindConfig(file)).toEqual({
      file,
      name: 'shop',
      hostPorts: [
        { address: '127.0.0.1', port: 8080, protocol: 'TCP' },
        { address: '0.0.0.0', port: 8443, protocol: 'TCP' },
        { address: '127.0.0.1', port: 53, protocol: 'UDP' },
      ],
      nodePorts: ['80/TCP', '443/TCP', '30053/UDP', '90/TCP'],
    });
  });

  test('has the defaults of kind', () => {
    writeFileSync(file, 'kind: Cluster\n');

    expect(readKindConfig(file)).toEqual({ file, name: 'kind', hostPorts: [], nodePorts: [] });
  });

  test('fails if it is not there', () => {
    expect(() => readKindConfig('/no/kind.yaml')).toThrow('there is no kind configuration /no/kind.yaml');
  });

  test('of this project names the cluster and its ports', () => {
    expect(readKindConfig(join(__dirname, '../../../kind-config.yaml'))).toMatchObject({
      name: 'slipway',
      hostPorts: [{ port: 80 }, { port: 443 }],
    });
  });
});

test('a port is taken while something listens on it', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  expect(await isTaken({ address: '127.0.0.1', port, protocol: 'TCP' })).toBe(true);
  expect(await isTaken({ address: '127.0.0.1', port, protocol: 'UDP' })).toBe(false);
  await new Promise((resolve) => server.close(resolve));
  expect(await isTaken({ address: '127.0.0.1', port, protocol: 'TCP' })).toBe(false);
});

test('a port for UDP is taken while a socket is bound to it', async () => {
  const socket = createSocket('udp4');
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  const { port } = socket.address();

  expect(await isTaken({ address: '127.0.0.1', port, protocol: 'UDP' })).toBe(true);
  expect(await isTaken({ address: '127.0.0.1', port, protocol: 'TCP' })).toBe(false);
  await new Promise<void>((resolve) => socket.close(resolve));
  expect(await isTaken({ address: '127.0.0.1', port, protocol: 'UDP' })).toBe(false);
});

describe('nodes', () => {
  function node(providerID?: string) {
    return { apiVersion: 'v1', kind: 'Node', metadata: { name: 'n' }, spec: { providerID } };
  }

  test('of kind tell the name of their cluster', () => {
    const nodes = ['kind://docker/shop/shop-worker', 'kind://docker/shop/shop-control-plane'].map(node);

    expect(kindClusterOf(nodes)).toEqual({ name: 'shop', nodes: ['shop-control-plane', 'shop-worker'] });
  });

  test.each([undefined, '', 'aws:///eu-central-1a/i-0123', 'k3s://n'])(
    'of provider %j are none of kind',
    (provider) => {
      expect(kindClusterOf([node(provider)])).toBeUndefined();
    },
  );
});

describe('an error of kubectl', () => {
  test.each([
    [
      'error: context "staging" does not exist',
      "your kubeconfig has no context 'staging'. Name one of the contexts in 'kubectl config get-contexts' with --context.",
    ],
    [
      'The connection to the server 127.0.0.1:39873 was refused - did you specify the right host or port?',
      "the API server of the context 'staging' does not answer. Check that the cluster runs, and that this machine can reach its address in your kubeconfig (VPN?).",
    ],
    [
      'Error from server (Forbidden): pods is forbidden: User "me" cannot list resource "pods" in API group "" in the namespace "shop"',
      "you may not list pods in the cluster of the context 'staging'. Ask its administrator for that permission. 'kubectl --context staging auth can-i list pods' checks it.",
    ],
    [
      'error: You must be logged in to the server (Unauthorized)',
      "the cluster of the context 'staging' did not accept your credentials. Log in again, as your cluster provider describes, and repeat the command.",
    ],
    [
      'The StatefulSet "db" is invalid: spec: Forbidden: updates to statefulset spec for fields other than',
      'the manifests change an immutable field of StatefulSet/db, such as its selector. Delete the StatefulSet, but not its pods and data, and repeat the command: kubectl --context staging -n <stack> delete statefulset db --cascade=orphan.',
    ],
    [
      'Error from server (Invalid): StatefulSet.apps "db" is invalid: spec: Forbidden: updates to statefulset spec for fields',
      'the manifests change an immutable field of StatefulSet/db, such as its selector. Delete the StatefulSet, but not its pods and data, and repeat the command: kubectl --context staging -n <stack> delete statefulset db --cascade=orphan.',
    ],
    [
      'Error from server (Invalid): Deployment.apps "web" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0\nError from server (Invalid): Service "b" is invalid',
      'the cluster refuses Deployment/web: spec.replicas: Invalid value: -1: must be greater than or equal to 0. Correct it in the chart of the stack.',
    ],
    [
      'The Deployment "web" is invalid: \n* spec.replicas: Invalid value: -1: must be greater than or equal to 0\n* spec.b: Required value',
      'the cluster refuses Deployment/web: spec.replicas: Invalid value: -1: must be greater than or equal to 0. Correct it in the chart of the stack.',
    ],
    [
      'error: resource mapping not found for name: "db": no matches for kind "Cluster" in version "postgresql.cnpg.io/v1"',
      'the cluster does not know the kind Cluster (postgresql.cnpg.io/v1). Install the operator that defines it, or remove the construct that needs it from the chart.',
    ],
    [
      'Error from server (Forbidden): pods "a" is forbidden: exceeded quota: stack, requested: pods=1, used: pods=1, limited: pods=1',
      "the stack exceeds the ResourceQuota 'stack' of its namespace. Raise 'quota' in the environment, or lower 'resources' of the services.",
    ],
    [
      'Error from server (InternalError): Internal error occurred: failed calling webhook "mcluster.cnpg.io": failed to call webhook: Post "https://cnpg-webhook-service.cnpg-system.svc:443/mutate": dial tcp 10.96.1.2:443: connect: connection refused',
      "the webhook 'mcluster.cnpg.io' of the cluster did not answer, so the cluster can't accept an object of the stack. Its controller may still be starting. Wait until its pods are ready ('kubectl get pods --all-namespaces'), and repeat the command.",
    ],
    [
      'Error from server (InternalError): Internal error occurred: failed calling webhook "webhook.cert-manager.io": Post "https://cert-manager-webhook.cert-manager.svc:443/mutate": tls: failed to verify certificate: x509: certificate signed by unknown authority',
      "the webhook 'webhook.cert-manager.io' of the cluster did not answer, so the cluster can't accept an object of the stack. Its controller may still be starting. Wait until its pods are ready ('kubectl get pods --all-namespaces'), and repeat the command.",
    ],
  ])('%s is explained', (stderr, expected) => {
    expect(explainKubectl(stderr, 'staging').paragraph()).toBe(expected);
  });

  test('about a kind context says how to get the cluster', () => {
    expect(explainKubectl('error: context "kind-shop" does not exist', 'kind-shop').fix).toContain(
      "'npx slipway up' creates",
    );
  });

  test('that is not known keeps its text', () => {
    const failure = explainKubectl('something new', 'staging');

    expect(failure.detail).toBe('something new');
    expect(failure.message).toBe("kubectl failed on the context 'staging'");
  });
});
