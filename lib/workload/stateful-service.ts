import { Duration, type Size } from 'cdk8s';
import { Construct } from 'constructs';
import { KubeStatefulSet } from '../../imports/k8s';
import { podLabels } from '../contract';
import { checkName } from '../core/check';
import { checkProps } from '../core/check-props';
import { Connections } from '../core/connections';
import type { Endpoint, Waitable, WaitCheck } from '../core/endpoint';
import { freeId } from '../core/free-id';
import type { PortProps, Protocol } from '../core/port';
import { Ports } from '../core/ports';
import { Stack } from '../core/stack';
import { type AliasProps, aliasServices } from './aliases';
import { claimSpec } from './claim';
import type { ContainerProps } from './container';
import { disruptionBudget } from './disruption-budget';
import { connect, type DependencyProps, podTemplate } from './pod';
import type { PodSettings } from './pod-settings';
import { Probe, type Probes } from './probe';
import { readyPods } from './ready-pods';
import { scoreAnnotations } from './score';
import { podsService, service } from './service';
import { VolumeMounts, type VolumesProps } from './volume-mounts';

/** Props for `StatefulService`. Without `port` and `ports`, its probes must be commands. */
export interface StatefulServiceProps
  extends ContainerProps, DependencyProps, Probes, PortProps, VolumesProps, PodSettings, AliasProps {
  /**
   * Path where the data volume is mounted: its root, which on a new disk has a folder `lost+found`. For a server that needs an
   * empty folder see `volumes`.
   *
   * @default - no data volume beside those of `volumes`
   */
  readonly dataPath?: string;

  /**
   * Size of the data volume at `dataPath`. It can be increased later, but not decreased.
   *
   * @default - `Environment.storage`
   */
  readonly storage?: Size;

  /**
   * Time that the server gets to stop after SIGTERM, before SIGKILL. In Compose: `stop_grace_period`.
   *
   * @default Duration.seconds(30)
   */
  readonly stopGracePeriod?: Duration;
}

/**
 * One server with a data volume, such as a database.
 *
 * Defines a StatefulSet of one replica with the PersistentVolumeClaim `data-<id>-0` for `dataPath`, the Services `<id>` and
 * `<id>-pods`, a NetworkPolicy and a PodDisruptionBudget. Without a port it has no Service `<id>`, and is no `Endpoint`. Each
 * volume of its own in `volumes` has a claim `<name>-<id>-0`. The claims are
 * kept when the pod or the StatefulSet is deleted. They are not replicated: while the pod moves to another node, the service
 * is down. It never has two pods.
 *
 * @throws if it has neither `dataPath` nor a volume of its own
 * @throws if a prop has a value that Kubernetes does not accept
 * @throws if `env` has a secret as a literal
 */
export class StatefulService extends Construct implements Endpoint, Waitable {
  public readonly host: string;
  public readonly connections: Connections;
  private readonly ports: Ports;

  constructor(scope: Construct, id: string, props: StatefulServiceProps) {
    super(scope, freeId(scope, StatefulService, id));
    checkProps(this, StatefulService, props);
    const { environment } = Stack.of(this);
    this.host = checkName('the id of a StatefulService', id, nameLimit);
    this.ports = new Ports(id, props);
    this.connections = new Connections(this, id);
    connect(this.connections, props);

    const volumes = new VolumeMounts(this, id, props, true);
    const isServer = this.ports.all.length > 0;
    if (props.dataPath === undefined && volumes.ownPath === undefined) {
      throw new Error(
        `'dataPath' of '${id}' must be set, such as '/var/lib/app', unless it has a volume of its own: volumes: { '/var/lib/app': Volume.own() }`,
      );
    }
    const pods = podsService(this, id, this.ports);
    const template = podTemplate(this, {
      name: id,
      ports: this.ports,
      startup: props.startup,
      readiness: props.readiness,
      liveness: props.liveness ?? (isServer ? Probe.fromTcpSocket() : undefined),
      startsAfter: props.startsAfter,
      dataPath: props.dataPath,
      volumes,
      container: props,
      settings: podSettings(id, props),
      resources: props.resources ?? environment.database,
      terminationGracePeriod: props.stopGracePeriod ?? Duration.seconds(30),
    });
    new KubeStatefulSet(this, 'Resource', {
      metadata: { name: id, annotations: scoreAnnotations(template) },
      spec: {
        replicas: 1,
        serviceName: pods.name,
        selector: { matchLabels: podLabels(id) },
        // The defaults of Kubernetes, stated because the data depends on them.
        persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
        updateStrategy: { type: 'RollingUpdate' },
        template,
        volumeClaimTemplates: [
          ...(props.dataPath === undefined
            ? []
            : [{ metadata: { name: 'data' }, spec: claimSpec(props.storage ?? environment.storage) }]),
          ...volumes.templates(),
        ],
      },
    });
    if (isServer) service(this, id, this.ports);
    aliasServices(this, id, this.ports, props);
    disruptionBudget(this, id, podLabels(id), volumes.isOnOneNode ? '100%' : 1);
  }

  /**
   * The main port, for clients of its Service.
   *
   * @throws if it has no port
   */
  public get port(): number {
    return this.ports.main.port;
  }

  /**
   * Transport protocol of the main port.
   *
   * @throws if it has no port
   */
  public get protocol(): Protocol {
    return this.ports.main.protocol;
  }

  /** The check that its pod is ready, for `startsAfter` of another workload. */
  public get readyCheck(): WaitCheck {
    const main = this.ports.all.length > 0 ? this : undefined;
    return readyPods(this, { name: this.host, ports: this.ports, connections: this.connections }, main);
  }

  /**
   * One of its `ports`, such as `connectsTo: [broker.at('admin')]` of another workload.
   *
   * @throws if no port has the name
   */
  public at(port: string): Endpoint {
    return this.ports.at(port, this.connections);
  }
}

/** A StatefulSet gives its pod a host name of its own. */
function podSettings(id: string, { hostname, ...settings }: StatefulServiceProps): PodSettings {
  if (hostname !== undefined && hostname !== `${id}-0`) {
    throw new Error(
      `'hostname' of '${id}' must be '${id}-0', which a StatefulSet gives its pod, got '${hostname}': a WebService or Worker with a volume of its own can have another`,
    );
  }
  return settings;
}

/** The API server accepts a longer name of a StatefulSet, but its pods cannot be created. */
const nameLimit = {
  most: 52,
  why: `its pods get the label '<id>-<hash>', with a hash of ten characters, and a label has at most 63`,
};
