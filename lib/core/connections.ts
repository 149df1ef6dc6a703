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
import { clusterDns, nameLabel, namespaceLabel, podLabels } from '../contract';
import { checkArgument } from './check-props';
import { egressRule } from './egress';
import type { Protocol } from './port';

/** A server that a workload can connect to. */
export interface Peer {
  /** Port of the Service. */
  readonly port: number;

  /**
   * Transport protocol of the port.
   *
   * @default 'TCP'
   */
  readonly protocol?: Protocol;

  /** The allowed connections of the workload. `connectsTo: [endpoint]` of another workload adds one. */
  readonly connections: Connections;
}

/** A server outside of the stack that a workload can connect to. */
export interface Outside {
  /** Host name or address of the server. */
  readonly host: string;

  /** Where it is, as in the prop `egress` of a workload. */
  readonly egress: readonly string[];
}

/**
 * The allowed connections of one workload, to it and from it.
 *
 * Defines one NetworkPolicy with the name of the workload. Ingress is allowed from each peer that connects to it. Egress is
 * allowed to each peer that it connects to, and to the cluster's DNS. The policy is rendered at synthesis, so the order of
 * calls does not matter. It does not check whether the peer exists.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/
 */
export class Connections extends Construct {
  private readonly from: NetworkPolicyIngressRule[] = [];
  private readonly to: NetworkPolicyEgressRule[] = [];

  /** Labels that select the pods of the workload. */
  public readonly labels: Readonly<Record<string, string>>;

  /** Whether an operator creates the pods, so that no manifest contains them. */
  public readonly byOperator: boolean;

  /**
   * @param workload name of the workload
   * @param operatorLabels labels of the pods, if an operator creates them; by default the label that slipway sets
   */
  constructor(
    scope: Construct,
    public readonly workload: string,
    operatorLabels?: Readonly<Record<string, string>>,
  ) {
    super(scope, 'connections');
    if (workload === denyAllName) {
      throw new Error(
        `the id of a workload must be another than that of the NetworkPolicy of the stack, such as 'deny-all-app', got '${workload}'`,
      );
    }
    this.labels = operatorLabels ?? podLabels(workload);
    this.byOperator = operatorLabels !== undefined;
    new KubeNetworkPolicy(this, 'Resource', {
      // kube-score looks for the pods in the manifests, where those that an operator creates are not.
      metadata: {
        name: workload,
        ...(this.byOperator && { annotations: { 'kube-score/ignore': 'networkpolicy-targets-pod' } }),
      },
      spec: Lazy.any({ produce: () => this.spec() }) as NetworkPolicySpec,
    });
  }

  /**
   * Allows connections from this workload to the port of `peer`: egress here, and ingress there if it is in the stack.
   *
   * @throws if `peer` is neither a `Peer` nor outside
   */
  public allowTo(peer: Peer | Outside): void {
    checkArgument(this.call('allowTo'), 'peer', ['Peer', 'Outside'], peer, 'db');
    if ('egress' in peer) {
      for (const server of peer.egress) this.allowToOutside(server);
      return;
    }
    const ports = [port(peer.port, peer.protocol)];
    this.to.push({ to: [pods(peer.connections.labels)], ports });
    peer.connections.from.push({ from: [pods(this.labels)], ports });
  }

  /** Allows connections between the pods of this workload, such as the instances of a database cluster. */
  public allowAmongPods(...portNumbers: readonly number[]): void {
    const ports = portNumbers.map((portNumber) => port(portNumber));
    this.to.push({ to: [pods(this.labels)], ports });
    this.from.push({ from: [pods(this.labels)], ports });
  }

  /**
   * Allows connections from this workload to the API server.
   *
   * No pod selector matches the API server, and its address is not known at synthesis. So the ports 443 and 6443 are
   * allowed to every address.
   */
  public allowToKubernetesApi(): void {
    this.to.push({ ports: [port(443), port(6443)] });
  }

  /**
   * Allows connections from this workload to a server outside of the stack or the cluster.
   *
   * A NetworkPolicy cannot name a host. So the port of the URL is allowed to every address.
   *
   * @throws if the URL names no host, or no port and is not one of `http` or `https`
   */
  public allowToUrl(url: string): void {
    this.to.push({ ports: [port(portOf(url, `'url' of ${this.call('allowToUrl')}`))] });
  }

  /**
   * Allows connections from this workload to servers outside of the stack: those of the prop `egress` of a workload.
   *
   * @param server a URL, addresses with a port such as `10.20.0.0/16:5432`, or `'internet'` for all public addresses
   * @throws if it is none of these
   */
  public allowToOutside(server: string): void {
    this.to.push(egressRule(server, () => portOf(server, `'egress' of '${this.workload}'`)));
  }

  /**
   * Allows this workload to ask a DNS server outside of the cluster.
   *
   * @param address IP address of the server
   */
  public allowToNameserver(address: string): void {
    const cidr = `${address}${address.includes(':') ? '/128' : '/32'}`;
    this.to.push({ to: [{ ipBlock: { cidr } }], ports: [port(53, 'UDP'), port(53)] });
  }

  /**
   * Allows connections to `portNumber` from every pod of another namespace, such as that of an ingress controller.
   *
   * @param protocol transport protocol of the port, by default TCP
   */
  public allowFromNamespace(namespace: string, portNumber: number, protocol?: Protocol): void {
    this.from.push({
      from: [{ namespaceSelector: { matchLabels: { [namespaceLabel]: namespace } } }],
      ports: [port(portNumber, protocol)],
    });
  }

  /**
   * Allows connections to `portNumber` from every address, in the cluster and outside of it.
   *
   * @param protocol transport protocol of the port, by default TCP
   */
  public allowFromAnywhere(portNumber: number, protocol?: Protocol): void {
    this.from.push({ from: anywhere, ports: [port(portNumber, protocol)] });
  }

  /** The peers that may connect to this workload, sorted: names of workloads, `namespace/<name>` for namespaces, and `anywhere`. */
  public get accepted(): readonly string[] {
    return [...new Set(this.from.flatMap((rule) => (rule.from ?? []).map(peerName)))].sort();
  }

  /** A method of these connections, for messages. */
  private call(method: string): string {
    return `${method}() of the connections of '${this.workload}'`;
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

const denyAllName = 'deny-all';

/** @internal Defines the NetworkPolicy that denies all ingress and egress in a namespace. */
export function denyAll(scope: Construct): void {
  new KubeNetworkPolicy(scope, 'DenyAll', {
    metadata: { name: denyAllName },
    spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
  });
}

const dns: NetworkPolicyEgressRule = {
  to: [clusterDns],
  ports: [port(53, 'UDP'), port(53, 'TCP')],
};

function port(number: number, protocol: Protocol = 'TCP') {
  return { port: IntOrString.fromNumber(number), protocol };
}

/** Ports of URLs that name none; `new URL` itself leaves them out. */
const defaultPorts: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443, 'ws:': 80, 'wss:': 443 };

const hasHost = /^[a-z][a-z\d+.-]*:\/\/[^/]/i;

/** @param what the value, for messages */
function portOf(url: string, what: string): number {
  const parsed = hasHost.test(url) && URL.canParse(url) ? new URL(url) : undefined;
  const found = parsed?.port ? Number(parsed.port) : defaultPorts[parsed?.protocol ?? ''];
  if (found !== undefined) return found;
  throw new Error(
    `${what} must be a URL such as 'https://api.example.com' or 'smtp://mail.example.com:587', got '${url}'`,
  );
}

function pods(matchLabels: Readonly<Record<string, string>>): NetworkPolicyPeer {
  return { podSelector: { matchLabels } };
}

/** Of IPv4 and IPv6. A rule without `from` would say the same, but not as plainly. */
const anywhere: NetworkPolicyPeer[] = [{ ipBlock: { cidr: '0.0.0.0/0' } }, { ipBlock: { cidr: '::/0' } }];

function peerName({ podSelector, namespaceSelector, ipBlock }: NetworkPolicyPeer): string {
  if (ipBlock) return 'anywhere';
  const namespace = namespaceSelector?.matchLabels?.[namespaceLabel];
  return namespace ? `namespace/${namespace}` : (podSelector?.matchLabels?.[nameLabel] ?? '');
}
