import { Size } from 'cdk8s';
import { quantity } from '../../core/resources';
import { Probe } from '../../workload/probe';

/** How one of the servers that speak S3 is run on one volume. */
export interface ObjectStoreServer {
  readonly image: string;
  readonly args: readonly string[];

  /** Port that speaks S3. */
  readonly port: number;

  /** Numeric user and group id that the image runs as. */
  readonly user: number;

  /** Folder of the objects. */
  readonly dataPath: string;

  /** Environment variable that takes the access key of the first user. */
  readonly accessKeyIdEnv: string;

  /** Environment variable that takes the secret of the first user. */
  readonly secretAccessKeyEnv: string;

  /** Further environment variables of a server that may use `memory`. @default - none */
  readonly env?: (memory: Size) => Readonly<Record<string, string>>;
  readonly readiness: Probe;
  readonly liveness: Probe;
}

/**
 * MinIO, or a fork of it, without its web console.
 *
 * The project was archived in 2026, and its images get no more fixes: keep it to what you do not expose.
 *
 * @param image image with an exact tag, such as `quay.io/minio/minio:RELEASE.2025-09-07T16-13-09Z`
 */
export function minio(image: string): ObjectStoreServer {
  return {
    image,
    // It makes the folder of its certificates even when it has none: in the home folder, which is read-only.
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

/** Go collects garbage harder near this figure: below the limit at which the kernel kills, with room for all else. */
function goMemoryLimit(memory: Size): string {
  return `${quantity(Size.mebibytes(Math.floor(memory.toMebibytes() * 0.8)))}B`;
}
