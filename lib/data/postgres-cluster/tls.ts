import { Lazy } from 'cdk8s';
import type { ClusterSpec } from '../../../imports/postgresql.cnpg.io';
import { serviceNames } from '../../contract';

/** @internal The section `pg_hba` of a cluster that accepts only TLS connections from the network. */
export const tlsOnly = { pgHba: ['hostnossl all all all reject'] };

/**
 * @internal The section `certificates` of a cluster: names of its certificate beside those of its own Services.
 * @param poolers names of its poolers, read at synthesis
 */
export function certificates(
  namespace: string,
  poolers: ReadonlySet<string>,
): Pick<ClusterSpec, 'certificates'> {
  const names = () => [...poolers].flatMap((name) => serviceNames(name, namespace));
  const produce = () => (poolers.size > 0 ? { serverAltDnsNames: names() } : undefined);
  return { certificates: Lazy.any({ produce }) as ClusterSpec['certificates'] };
}
