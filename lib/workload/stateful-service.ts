import { Duration, type Size } from 'cdk8s';
import { Construct } from 'constructs';
import { KubeStatefulSet, Quantity } from '../../imports/k8s';
import { Connections } from '../core/connections';
import type { Endpoint } from '../core/endpoint';
import { podLabels } from '../contract';
import { checkName, checkPort } from '../core/check';
import { quantity } from '../core/resources';
import { Stack } from '../core/stack';
import type { ContainerProps } from './container';
import { disruptionBudget } from './disruption-budget';
import { connect, podTemplate, type DependencyProps } from './pod';
import { Probe, type Probes } from './probe';
import { scoreAnnotations } from './score';
import { podsService, service } from './service';

/** Props for `StatefulService`. */
export interface StatefulServiceProps extends ContainerProps, DependencyProps, Probes {
  /** TCP port that the container listens on; the Service has the same. */
  readonly port: number;

  /** Folder of the data volume. */
  readonly dataPath: string;

  /** Size of the data volume. It can grow later, but never shrink. @default - the environment's */
  readonly storage?: Size;

  /** How long the server may take to write its data down when it is told to stop. @default Duration.seconds(30) */
  readonly stopGracePeriod?: Duration;
}

/**
 * One server with a volume of its own, such as a database.
 *
 * Defines a StatefulSet of one replica with the claim `data-<id>-0`, the Services `<id>` and `<id>-pods`, a
 * NetworkPolicy and a PodDisruptionBudget. The claim stays when the pod, the StatefulSet or the whole stack is
 * deleted. Nothing is replicated: while the pod moves to another node, the service is down.
 *
 * @throws if a prop has a value that Kubernetes would refuse, or a secret is given as a literal
 */
export class StatefulService extends Construct implements Endpoint {
  public readonly host: string;
  public readonly port: number;
  public readonly connections: Connections;

  constructor(scope: Construct, id: string, props: StatefulServiceProps) {
    super(scope, id);
    const { environment } = Stack.of(this);
    this.host = checkName('the id of a StatefulService', id, nameLimit);
    this.port = checkPort(props.port);
    this.connections = new Connections(this, id);
    connect(this.connections, props);

    const pods = podsService(this, id, this.port);
    const template = podTemplate(this, {
      liveness: Probe.fromTcpSocket(),
      ...props,
      name: id,
      container: props,
      resources: props.resources ?? environment.database,
      terminationGracePeriod: props.stopGracePeriod ?? Duration.seconds(30),
    });
    new KubeStatefulSet(this, 'Resource', {
      metadata: { name: id, annotations: scoreAnnotations(template) },
      spec: {
        replicas: 1,
        serviceName: pods.name,
        selector: { matchLabels: podLabels(id) },
        // Both are the defaults, written down because the data hangs on them.
        persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
        updateStrategy: { type: 'RollingUpdate' },
        template,
        volumeClaimTemplates: [claim(props.storage ?? environment.storage)],
      },
    });
    service(this, id, this.port);
    disruptionBudget(this, id);
  }
}

/** Longer ones are accepted, but get no pod. */
const nameLimit = {
  most: 52,
  why: `its pods get the label '<id>-<hash>', with a hash of ten characters, and a label has at most 63`,
};

function claim(size: Size) {
  return {
    metadata: { name: 'data' },
    spec: {
      accessModes: ['ReadWriteOnce'],
      resources: { requests: { storage: Quantity.fromString(quantity(size)) } },
    },
  };
}
