import type { Construct } from 'constructs';
import {
  ObjectStore,
  ObjectStoreSpecConfigurationDataCompression as DataCompression,
  ObjectStoreSpecConfigurationWalCompression as WalCompression,
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

/**
 * @internal Defines the Barman Cloud `ObjectStore` of that name: the bucket with the backups of a cluster.
 *
 * @param connections connections of the cluster, which are allowed to the server of the bucket
 * @param retention retention policy such as `30d`, or undefined if the cluster only reads the backups
 */
export function archive(
  scope: Construct,
  name: string,
  connections: Connections,
  target: S3TargetProps,
  retention?: string,
): void {
  const { bucket, credentials, region, ca } = target;
  const { url, connect } = serverOf(target);
  connect(connections);
  const [accessKeyId, secretAccessKey] = ['access-key-id', 'secret-access-key'].map((each) => {
    const { secret, key } = credentials.key(each);
    return { name: secret, key };
  });
  const { maxResourceRequests } = Stack.of(scope).environment;
  new ObjectStore(scope, name, {
    metadata: { name },
    spec: {
      configuration: {
        destinationPath: `s3://${bucket}/${prefixOf(scope, target)}`,
        endpointUrl: url,
        ...(ca && { endpointCa: { name: ca.secret, key: ca.key } }),
        s3Credentials: { accessKeyId, secretAccessKey },
        data: { compression: DataCompression.GZIP },
        wal: { compression: WalCompression.GZIP, maxParallel: 4 },
      },
      ...(retention !== undefined && { retentionPolicy: retention }),
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
