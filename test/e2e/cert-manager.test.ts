import { Testing } from 'cdk8s';
import { dev, Ingress, Probe, Size, Stack, WebService } from '../../lib';
import { apply, kubectl } from './cluster';
import { DeployedStack } from './deployed-stack';
import { describeWith } from './known-kind';
import { eventually } from './patience';
import { certificateOf } from './tls';

const stack = new DeployedStack('cert-manager-host');
const host = `${stack.name}.localhost`;

describeWith('certificates.cert-manager.io')(
  'the certificate of a host (skipped without cert-manager)',
  () => {
    beforeAll(launch, 300_000);

    afterAll(async () => {
      await kubectl('delete', 'namespace', stack.name, '--wait=false');
      await kubectl('delete', 'clusterissuer', stack.name);
    });

    test('is made by the issuer that the environment names, and shown to browsers', async () => {
      const encoded = ['--output=jsonpath={.data.tls\\.crt}'];
      const { stdout } = await stack.kubectl('get', 'secret', `${host}-tls`, ...encoded);
      const made = Buffer.from(stdout, 'base64').toString();

      expect(made).toContain('BEGIN CERTIFICATE');
      await eventually(async () => {
        const shown = await certificateOf(host);
        expect(shown.subjectAltName).toBe(`DNS:${host}`);
        expect(shown.toString()).toBe(made);
      });
    });
  },
);

async function launch(): Promise<void> {
  const chart = new Stack(Testing.app(), stack.name, {
    environment: { ...dev(), replicas: 1, tls: { clusterIssuer: stack.name } },
  });
  const page = new WebService(chart, 'page', {
    image: 'nginxinc/nginx-unprivileged:1.29.1-alpine',
    user: 101,
    port: 8080,
    readiness: Probe.fromHttpGet('/'),
    emptyDirs: { '/tmp': Size.mebibytes(16) },
  });
  new Ingress(chart, 'ingress', { to: page });
  await apply([
    {
      apiVersion: 'cert-manager.io/v1',
      kind: 'ClusterIssuer',
      metadata: { name: stack.name },
      spec: { selfSigned: {} },
    },
  ]);
  await apply(Testing.synth(chart) as object[]);
  await stack.settled('deployment/page');
  await eventually(() =>
    stack.kubectl('wait', 'certificate', '--all', '--for=condition=Ready', '--timeout=60s'),
  );
}
