import type { Construct } from 'constructs';
import {
  ObjectStore,
  ObjectStoreSpecConfigurationDataCompression as DataCompression,
  ObjectStoreSpecConfigurationDataEncryption as DataEncryption,
  ObjectStoreSpecConfigurationWalCompression as WalCompression,
  ObjectStoreSpecConfigurationWalEncryption as WalEncryption,
  ObjectStoreSpecInstanceSidecarConfigurationResourcesLimits as Limit,
  ObjectStoreSpecInstanceSidecarConfigurationResourcesRequests as Request,
} from '../../../imports/barmancloud.cnpg.io';
import type { Connections } from '../../core/connections';
import { resourceRequirements, resources } from '../../core/resources';
import { Stack } from '../../core/stack';
import { prefixOf, type S3TargetProps, serverOf } from '../object-store/bucket';
import { operatorResources } from './resources';

/** @internal Name of the Barman Cloud plugin of CloudNativePG. */
export const barmanPlugin = 'barman-cloud.cloudnative-pg.io';

/** How backups are written. */
interface Written {
  /** Retention policy such as `30d`. */
  readonly policy: string;

  /** @default - the default of the bucket */
  readonly serverSideEncryption?: keyof typeof dataEncryption;
}

const dataEncryption = { AES256: DataEncryption.AES256, 'aws:kms': DataEncryption.AWS_KMS };
const walEncryption = { AES256: WalEncryption.AES256, 'aws:kms': WalEncryption.AWS_KMS };

/**
 * @internal Defines the Barman Cloud `ObjectStore` of that name: the bucket with the backups of a cluster.
 *
 * @param connections connections of the cluster, which are allowed to the server of the bucket
 * @param written how they are written, or undefined if the cluster only reads the backups
 */
export function archive(
  scope: Construct,
  name: string,
  connections: Connections,
  target: S3TargetProps,
  written?: Written,
): void {
  const { bucket, credentials, region, ca } = target;
  const { url, connect } = serverOf(`'${connections.workload}'`, target);
  connect(connections);
  const [accessKeyId, secretAccessKey] = ['access-key-id', 'secret-access-key'].map((each) => {
    const { secret, key } = credentials.key(each);
    return { name: secret, key };
  });
  const sse = written?.serverSideEncryption;
  const { maxResourceRequests } = Stack.of(scope).environment;
  new ObjectStore(scope, name, {
    metadata: { name },
    spec: {
      configuration: {
        destinationPath: `s3://${bucket}/${prefixOf(scope, target)}`,
        endpointUrl: url,
        ...(ca && { endpointCa: { name: ca.secret, key: ca.key } }),
        s3Credentials: { accessKeyId, secretAccessKey },
        data: { compression: DataCompression.GZIP, ...(sse && { encryption: dataEncryption[sse] }) },
        wal: {
          compression: WalCompression.GZIP,
          ...(sse && { encryption: walEncryption[sse] }),
          maxParallel: 4,
        },
      },
      ...(written && { retentionPolicy: written.policy }),
      instanceSidecarConfiguration: {
        // The field for a region accepts a Secret only.
        ...(region !== undefined && { env: [{ name: 'AWS_DEFAULT_REGION', value: region }] }),
        resources: operatorResources(resourceRequirements(sidecar, maxResourceRequests), {
          request: (value) => Request.fromString(value),
          limit: (value) => Limit.fromString(value),
        }),
      },
    },
  });
}

/** Resources of the sidecar in each instance, which compresses the write-ahead log and the base backups. */
const sidecar = resources({ millicores: [50, 1000], mebibytes: [128, 512] });
