import { Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import {
  IntOrString,
  KubeNetworkPolicy,
  type NetworkPolicyEgressRule,
  type NetworkPolicyIngressRule,
  type NetworkPolicyPeer,
  type NetworkPolicySpec,
} from '../../imports/k8s';
import { clusterDns, namespaceLabel, nameLabel, podLabels } from '../contract';
import { checkArgument } from './check-props';

/** What a workload may connect to. */
export interface Peer {
  /** TCP port to connect to. */
  readonly port: number;

  /** Who may connect; `connectsTo: [endpoint]` of a workload adds itself. */
  readonly connections: Connections;
}

/**
 * Who one workload talks to, and who may talk to it.
 *
 * Defines one NetworkPolicy, named like the workload: in, from each peer that connects to it; out, to each peer
 * it connects to, and to the cluster's DNS. It is rendered at synthesis, so the order of the calls is free.
 */
export class Connections extends Construct {
  private readonly from: NetworkPolicyIngressRule[] = [];
  private readonly to: NetworkPolicyEgressRule[] = [];

  /** Labels of its pods. */
  public readonly labels: Readonly<Record<string, string>>;

  /** Whether an operator makes its pods, so that they are in no manifest. */
  public readonly byOperator: boolean;

  /**
   * @param workload name of the workload
   * @param operatorLabels labels of its pods, where an operator makes them; @default - slipway's own
   */
  constructor(
    scope: Construct,
    public readonly workload: string,
    operatorLabels?: Readonly<Record<string, string>>,
  ) {
    super(scope, 'connections');
    this.labels = operatorLabels ?? podLabels(workload);
    this.byOperator = operatorLabels !== undefined;
    new KubeNetworkPolicy(this, 'Resource', {
      // Pods that an operator makes are in no manifest for kube-score to find.
      metadata: {
        name: workload,
        ...(this.byOperator && { annotations: { 'kube-score/ignore': 'networkpolicy-targets-pod' } }),
      },
      spec: Lazy.any({ produce: () => this.spec() }) as NetworkPolicySpec,
    });
  }

  /** Lets this workload open connections to the port of `peer`, and `peer` accept them. */
  public allowTo(peer: Peer): void {
    checkArgument('Connections.allowTo', 'peer', ['Peer'], peer);
    const ports = [port(peer.port)];
    this.to.push({ to: [pods(peer.connections.labels)], ports });
    peer.connections.from.push({ from: [pods(this.labels)], ports });
  }

  /** Lets the pods of this workload, such as the instances of a cluster, connect to each other. */
  public allowAmongPods(...portNumbers: readonly number[]): void {
    const ports = portNumbers.map((portNumber) => port(portNumber));
    this.to.push({ to: [pods(this.labels)], ports });
    this.from.push({ from: [pods(this.labels)], ports });
  }

  /**
   * Lets this workload ask the Kubernetes API.
   *
   * It is behind no pod and at no address that is known here, so what is opened is its ports, to anywhere.
   */
  public allowToKubernetesApi(): void {
    this.to.push({ ports: [port(443), port(6443)] });
  }

  /**
   * Lets this workload connect to a server that is not of its stack, or not in the cluster.
   *
   * A NetworkPolicy knows no names of hosts, so what is opened is the port of the URL, to anywhere.
   */
  public allowToUrl(url: string): void {
    this.to.push({ ports: [port(portOf(new URL(url)))] });
  }

  /** Lets every pod of another namespace, such as an ingress controller's, connect to `portNumber`. */
  public allowFromNamespace(namespace: string, portNumber: number): void {
    this.from.push({
      from: [{ namespaceSelector: { matchLabels: { [namespaceLabel]: namespace } } }],
      ports: [port(portNumber)],
    });
  }

  /** Names of the workloads that may connect to this one, sorted, and of namespaces as `namespace/<name>`. */
  public get accepted(): readonly string[] {
    return this.from.flatMap((rule) => (rule.from ?? []).map(peerName)).sort();
  }

  private spec(): NetworkPolicySpec {
    return {
      podSelector: { matchLabels: this.labels },
      policyTypes: ['Ingress', 'Egress'],
      ...(this.from.length > 0 && { ingress: this.from }),
      egress: [dns, ...this.to],
    };
  }
}

/** @internal Defines the NetworkPolicy that closes a namespace, in and out. */
export function denyAll(scope: Construct): void {
  new KubeNetworkPolicy(scope, 'deny-all', {
    metadata: { name: 'deny-all' },
    spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
  });
}

const dns: NetworkPolicyEgressRule = {
  to: [clusterDns],
  ports: [port(53, 'UDP'), port(53, 'TCP')],
};

function port(number: number, protocol = 'TCP') {
  return { port: IntOrString.fromNumber(number), protocol };
}

function portOf({ port: written, protocol }: URL): number {
  return written ? Number(written) : protocol === 'http:' ? 80 : 443;
}

function pods(matchLabels: Readonly<Record<string, string>>): NetworkPolicyPeer {
  return { podSelector: { matchLabels } };
}

function peerName({ podSelector, namespaceSelector }: NetworkPolicyPeer): string {
  const namespace = namespaceSelector?.matchLabels?.[namespaceLabel];
  return namespace ? `namespace/${namespace}` : (podSelector?.matchLabels?.[nameLabel] ?? '');
}
