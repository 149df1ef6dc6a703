import { Duration } from 'cdk8s';
import { IntOrString, type Probe as KubeProbe } from '../../imports/k8s';
import { checkArgument, checkOptions } from '../core/check-props';

/** How often a probe asks, and when it believes the answer. */
export interface ProbeOptions {
  /** Time between two checks. @default - 2 s for startup, 5 s for readiness, 10 s for liveness */
  readonly period?: Duration;

  /** Time after which a check counts as failed. @default - 5 s, for readiness 3 s */
  readonly timeout?: Duration;

  /**
   * Failed checks in a row after which the answer is no.
   *
   * @default - 60 for startup (two minutes), 3 for readiness, 6 for liveness (a minute)
   */
  readonly failureThreshold?: number;
}

/** The three questions that a kubelet asks a container. */
export interface Probes {
  /** Has it started? Until then the other two are not asked; when it never does, it is restarted. */
  readonly startup?: Probe;

  /** Can it serve? While it can't, no traffic comes; nothing is restarted. May ask dependencies. */
  readonly readiness?: Probe;

  /** Is it stuck? Then it is restarted. Never asks a dependency: that would restart healthy pods. */
  readonly liveness?: Probe;
}

type Handler = Pick<KubeProbe, 'exec' | 'httpGet' | 'tcpSocket'>;

/** A check that the kubelet runs against one container. */
export class Probe {
  /** Succeeds when GET `path` on the container's port answers with a status from 200 to 399. */
  public static fromHttpGet(path: string, options: ProbeOptions = {}): Probe {
    checkArgument('Probe.fromHttpGet', 'path', ['string'], path);
    checkOptions('Probe.fromHttpGet', 'ProbeOptions', options);
    if (!path.startsWith('/'))
      throw new Error(`'path' of a probe must start with a slash such as '/health', got '${path}'`);
    return new Probe((port) => ({ httpGet: { path, port: portOf(port) } }), options);
  }

  /** Succeeds when the container's port accepts a connection. */
  public static fromTcpSocket(options: ProbeOptions = {}): Probe {
    checkOptions('Probe.fromTcpSocket', 'ProbeOptions', options);
    return new Probe((port) => ({ tcpSocket: { port: portOf(port) } }), options);
  }

  /** Succeeds when the command, run in the container without a shell, exits with 0. */
  public static fromCommand(command: readonly string[], options: ProbeOptions = {}): Probe {
    checkArgument('Probe.fromCommand', 'command', [{ list: ['string'] }], command);
    checkOptions('Probe.fromCommand', 'ProbeOptions', options);
    return new Probe(() => ({ exec: { command: [...command] } }), options);
  }

  private constructor(
    private readonly handler: (port: number | undefined) => Handler,
    private readonly options: ProbeOptions,
  ) {}

  /** The same check with other timing; what `options` leaves out stays. */
  public with(options: ProbeOptions): Probe {
    checkOptions('Probe.with', 'ProbeOptions', options);
    return new Probe(this.handler, { ...this.options, ...options });
  }

  /** @internal */
  public _toKube(port: number | undefined, defaults: Required<ProbeOptions>): KubeProbe {
    const { period, timeout, failureThreshold } = { ...defaults, ...this.options };
    return {
      ...this.handler(port),
      periodSeconds: period.toSeconds(),
      timeoutSeconds: timeout.toSeconds(),
      failureThreshold,
    };
  }
}

const timing: Readonly<Record<keyof Probes, Required<ProbeOptions>>> = {
  startup: { period: Duration.seconds(2), timeout: Duration.seconds(5), failureThreshold: 60 },
  readiness: { period: Duration.seconds(5), timeout: Duration.seconds(3), failureThreshold: 3 },
  liveness: { period: Duration.seconds(10), timeout: Duration.seconds(5), failureThreshold: 6 },
};

/**
 * @internal The probes of a container that listens on `port`.
 * @throws if a probe needs a port and there is none
 */
export function kubeProbes(probes: Probes, port: number | undefined) {
  return {
    ...(probes.startup && { startupProbe: probes.startup._toKube(port, timing.startup) }),
    ...(probes.readiness && { readinessProbe: probes.readiness._toKube(port, timing.readiness) }),
    ...(probes.liveness && { livenessProbe: probes.liveness._toKube(port, timing.liveness) }),
  };
}

function portOf(port: number | undefined): IntOrString {
  if (port === undefined) {
    throw new Error('this probe needs a port, and the workload listens on none; use Probe.fromCommand');
  }
  return IntOrString.fromNumber(port);
}
