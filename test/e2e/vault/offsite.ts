import { randomUUID } from 'node:crypto';
import { makeCertificateAuthority, makeServerCertificate } from '../../../lib/local/certificate';
import { apply, kubectl } from '../cluster';
import { DeployedStack } from '../deployed-stack';
import { throughForward } from '../forwarded';
import { minioImage, offsiteUrl } from './chart';
import { S3 } from './s3';

const { hostname: host, port } = new URL(offsiteUrl);
const [name = '', namespace = ''] = host.split('.');

/**
 * The object store of somebody else: in a namespace that outlives the stack's, and with a certificate that no public
 * authority has made.
 */
export class Offsite {
  private readonly place = new DeployedStack(namespace);
  private readonly ca = makeCertificateAuthority(host);
  private readonly id = randomUUID();
  private readonly secret = randomUUID();

  /** The Secrets by which the stack reaches it. */
  public readonly secrets = {
    'offsite-credentials': { 'access-key-id': this.id, 'secret-access-key': this.secret },
    'offsite-ca': { 'ca.crt': this.ca.certificate },
  };

  /** Launches an empty one. */
  public async launch(): Promise<void> {
    await kubectl('delete', 'namespace', namespace, '--ignore-not-found', '--timeout=240s');
    await apply(this.manifests());
    await this.place.settled(`deployment/${name}`);
  }

  public async remove(): Promise<void> {
    await kubectl('delete', 'namespace', namespace, '--ignore-not-found', '--wait=false');
  }

  /** Does `work` with it. */
  public with<T>(work: (s3: S3) => Promise<T>): Promise<T> {
    const { id, secret, ca } = this;
    const tls = { ca: ca.certificate, servername: host };
    return throughForward(this.place, name, Number(port), (url) =>
      work(new S3({ url: url.replace('http:', 'https:'), id, secret, tls })),
    );
  }

  /** Does `work` while objects of a bucket have other contents, as if somebody had got hold of it. */
  public async whileSpoiled(
    bucket: string,
    contents: Readonly<Record<string, Buffer>>,
    work: () => Promise<void>,
  ): Promise<void> {
    const whole = new Map<string, Buffer>();
    await this.with(async (s3) => {
      for (const [key, content] of Object.entries(contents)) {
        whole.set(key, await s3.get(bucket, key));
        await s3.put(bucket, key, content);
      }
    });
    try {
      await work();
    } finally {
      await this.with(async (s3) => {
        for (const [key, content] of whole) await s3.put(bucket, key, content);
      });
    }
  }

  private manifests(): object[] {
    const server = makeServerCertificate(host, this.ca);
    const metadata = { name, namespace };
    const labels = { app: name };
    return [
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } },
      {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata,
        stringData: {
          MINIO_ROOT_USER: this.id,
          MINIO_ROOT_PASSWORD: this.secret,
          certificate: server.certificate,
          key: server.key,
        },
      },
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata,
        spec: { selector: labels, ports: [{ port: Number(port) }] },
      },
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata,
        spec: {
          selector: { matchLabels: labels },
          template: { metadata: { labels }, spec: this.pod() },
        },
      },
    ];
  }

  private pod(): object {
    const user = ['MINIO_ROOT_USER', 'MINIO_ROOT_PASSWORD'].map((key) => ({
      name: key,
      valueFrom: { secretKeyRef: { name, key } },
    }));
    const certificates = [
      { key: 'certificate', path: 'public.crt' },
      { key: 'key', path: 'private.key' },
      // It would make this folder, where nothing can be written.
      { key: 'certificate', path: 'CAs/own.crt' },
    ];
    return {
      containers: [
        {
          name,
          image: minioImage,
          args: ['server', '/data', '--address', `:${port}`, '--certs-dir', '/certs'],
          env: user,
          readinessProbe: {
            httpGet: { path: '/minio/health/ready', port: Number(port), scheme: 'HTTPS' },
            periodSeconds: 2,
          },
          volumeMounts: [
            { name: 'data', mountPath: '/data' },
            { name: 'certificates', mountPath: '/certs' },
          ],
        },
      ],
      volumes: [
        { name: 'data', emptyDir: {} },
        { name: 'certificates', secret: { secretName: name, items: certificates } },
      ],
    };
  }
}
