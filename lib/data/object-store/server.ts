import { Size } from 'cdk8s';
import { quantity } from '../../core/resources';
import { Probe } from '../../workload/probe';

/** How an S3-compatible server runs on one volume. */
export interface ObjectStoreServer {
  /** Image of the server, with an exact tag or a digest. */
  readonly image: string;

  /** Arguments of the entrypoint. */
  readonly args: readonly string[];

  /** Port of the S3 API. */
  readonly port: number;

  /** Numeric user and group id that the process runs as. */
  readonly user: number;

  /** Path where the data volume is mounted. */
  readonly dataPath: string;

  /** Name of the environment variable for the access key id. */
  readonly accessKeyIdEnv: string;

  /** Name of the environment variable for the secret access key. */
  readonly secretAccessKeyEnv: string;

  /**
   * Further environment variables, for a server with that memory limit.
   *
   * @default - none
   */
  readonly env?: (memory: Size) => Readonly<Record<string, string>>;

  /** Readiness probe. */
  readonly readiness: Probe;

  /** Liveness probe. It is also the startup probe, with a higher failure threshold. */
  readonly liveness: Probe;
}

/**
 * MinIO, or a fork of it, without its web console.
 *
 * The project was archived in 2026, and its images get no more security fixes. Do not expose it outside of the cluster.
 *
 * @param image image with an exact tag, such as `quay.io/minio/minio:RELEASE.2025-09-07T16-13-09Z`
 */
export function minio(image: string): ObjectStoreServer {
  return {
    image,
    // It creates the folder of its certificates even if it has none. The default, the home folder, is read-only.
    args: ['server', '/data', '--certs-dir', '/tmp/certs'],
    port: 9000,
    user: 1000,
    dataPath: '/data',
    accessKeyIdEnv: 'MINIO_ROOT_USER',
    secretAccessKeyEnv: 'MINIO_ROOT_PASSWORD',
    env: (memory) => ({ MINIO_BROWSER: 'off', GOMEMLIMIT: goMemoryLimit(memory) }),
    readiness: Probe.fromHttpGet('/minio/health/ready'),
    liveness: Probe.fromHttpGet('/minio/health/live'),
  };
}

/** Soft memory limit of the Go runtime: 80 % of the limit of the container. */
function goMemoryLimit(memory: Size): string {
  return `${quantity(Size.mebibytes(Math.floor(memory.toMebibytes() * 0.8)))}B`;
}
