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

/** @internal Name of the plugin that CloudNativePG has backups made and read by. */
export const barmanPlugin = 'barman-cloud.cloudnative-pg.io';

/**
 * @internal Defines the `ObjectStore` of that name for Barman Cloud: where in a bucket a cluster's backups are.
 *
 * @param connections the cluster's, which let it connect there
 * @param retention such as `30d`; absent where backups are only read
 */
export function archive(
  scope: Construct,
  name: string,
  connections: Connections,
  place: S3TargetProps,
  retention?: string,
): void {
  const { bucket, credentials, region, ca } = place;
  const { url, connect } = serverOf(place);
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
        destinationPath: `s3://${bucket}/${prefixOf(scope, place)}`,
        endpointUrl: url,
        ...(ca && { endpointCa: { name: ca.secret, key: ca.key } }),
        s3Credentials: { accessKeyId, secretAccessKey },
        data: { compression: DataCompression.GZIP },
        wal: { compression: WalCompression.GZIP, maxParallel: 4 },
      },
      ...(retention !== undefined && { retentionPolicy: retention }),
      instanceSidecarConfiguration: {
        // The configuration takes a region from a Secret only.
        ...(region !== undefined && { env: [{ name: 'AWS_DEFAULT_REGION', value: region }] }),
        resources: operatorResources(resourceRequirements(sidecar, maxResourceRequests), {
          request: (value) => Request.fromString(value),
          limit: (value) => Limit.fromString(value),
        }),
      },
    },
  });
}

/** Of what runs beside each instance: it compresses the log, and once a day the data. */
const sidecar = resources({ millicores: [50, 1000], mebibytes: [128, 512] });
