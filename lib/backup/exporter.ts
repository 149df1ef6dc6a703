import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import type { Endpoint } from '../core/endpoint';
import { Ports } from '../core/ports';
import { Deployment } from '../workload/deployment';
import { exporterResources } from '../workload/exporter';
import { Probe } from '../workload/probe';
import { clusterCa, ownerEnv } from './owner';
import type { BoundTarget } from './target';

interface BackupExporterOptions {
  /** Image of the backup program. */
  readonly image: string;
  readonly user: number;
  readonly target: BoundTarget;
}

/** @internal Defines a Deployment whose pod exposes metrics about the backups at a target. */
export function backupExporter(scope: Construct, name: string, options: BackupExporterOptions): Endpoint {
  const { image, user, target } = options;
  const port = 9189;
  const { connections } = new Deployment(new Construct(scope, name), name, {
    image,
    user,
    args: ['export'],
    env: { ...ownerEnv(scope), ...target.env },
    listens: new Ports(name, { port }),
    replicas: 1,
    resources: exporterResources,
    mounted: [clusterCa],
    startup: Probe.fromTcpSocket({ period: Duration.seconds(2), failureThreshold: 60 }),
    readiness: Probe.fromHttpGet('/metrics'),
    liveness: Probe.fromTcpSocket(),
  });
  target.connect(connections);
  return { host: name, port, connections };
}
