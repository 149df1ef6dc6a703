import { Duration } from 'cdk8s';
import { IntOrString, type Probe as KubeProbe } from '../../imports/k8s';
import { checkArgument, checkOptions } from '../core/check-props';
import { unexpanded } from '../core/expansion';
import type { Ports } from '../core/ports';

/** Timing of a probe. */
export interface ProbeOptions {
  /**
   * Time between two checks (`periodSeconds`).
   *
   * @default - startup 2 s, readiness 5 s, liveness 10 s
   */
  readonly period?: Duration;

  /**
   * Time after which a check has failed (`timeoutSeconds`).
   *
   * @default - startup 5 s, readiness 3 s, liveness 5 s
   */
  readonly timeout?: Duration;

  /**
   * Number of consecutive failed checks after which the probe has failed.
   *
   * @default - startup 60 (two minutes), readiness 3, liveness 6 (one minute)
   */
  readonly failureThreshold?: number;
}

/** Timing of a probe of a port, and which one. */
export interface PortProbeOptions extends ProbeOptions {
  /**
   * Name of the TCP port, one of the `ports` of the workload.
   *
   * @default - the first TCP port
   */
  readonly port?: string;
}

/**
 * The probes of a container.
 *
 * @see https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/
 */
export interface Probes {
  /**
   * Startup probe: has the process started? The other probes begin after its first success. If it fails, the container is
   * restarted.
   *
   * @default - none, unless the construct has a default of its own
   */
  readonly startup?: Probe;

  /**
   * Readiness probe: can the process serve? While it fails, the pod gets no traffic. It may check dependencies.
   *
   * @default - none, unless the construct has a default of its own
   */
  readonly readiness?: Probe;

  /**
   * Liveness probe: is the process stuck? If it fails, the container is restarted. It must not check dependencies: their
   * failure would restart healthy pods.
   *
   * @default - none, unless the construct has a default of its own
   */
  readonly liveness?: Probe;
}

type Handler = Pick<KubeProbe, 'exec' | 'httpGet' | 'tcpSocket'>;

/** The number of the TCP port of that name, or of the first one. */
type PortNumber = (name?: string) => number;

/** A check of one container by the kubelet. */
export class Probe {
  /**
   * Succeeds if GET `path` on the port of the container returns a status from 200 to 399.
   *
   * @throws if `path` does not start with a slash
   */
  public static fromHttpGet(path: string, options: PortProbeOptions = {}): Probe {
    checkArgument('Probe.fromHttpGet()', 'path', ['string'], path);
    checkOptions('Probe.fromHttpGet', 'PortProbeOptions', options);
    if (!path.startsWith('/'))
      throw new Error(
        `'path' of Probe.fromHttpGet() must start with a slash such as '/health', got '${path}'`,
      );
    const { port, ...timing } = options;
    return new Probe((number) => ({ httpGet: { path, port: IntOrString.fromNumber(number(port)) } }), timing);
  }

  /** Succeeds if a port of the container accepts a TCP connection. */
  public static fromTcpSocket(options: PortProbeOptions = {}): Probe {
    checkOptions('Probe.fromTcpSocket', 'PortProbeOptions', options);
    const { port, ...timing } = options;
    return new Probe((number) => ({ tcpSocket: { port: IntOrString.fromNumber(number(port)) } }), timing);
  }

  /** Succeeds if a command in the container exits with 0. It runs without a shell. */
  public static fromCommand(command: readonly string[], options: ProbeOptions = {}): Probe {
    checkArgument('Probe.fromCommand()', 'command', [{ list: ['string'] }], command);
    checkOptions('Probe.fromCommand', 'ProbeOptions', options);
    return new Probe(() => ({ exec: { command: command.map(unexpanded) } }), options);
  }

  private constructor(
    private readonly handler: (number: PortNumber) => Handler,
    private readonly options: ProbeOptions,
  ) {}

  /** The same check with another timing. Options that are not given stay the same. */
  public with(options: ProbeOptions): Probe {
    checkOptions('Probe.with', 'ProbeOptions', options);
    return new Probe(this.handler, { ...this.options, ...options });
  }

  /** @internal @param number returns a port of the container, or throws if it has none */
  public _toKube(number: PortNumber, defaults: Required<ProbeOptions>): KubeProbe {
    const { period, timeout, failureThreshold } = { ...defaults, ...this.options };
    return {
      ...this.handler(number),
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

const aCommand = `must be a command such as Probe.fromCommand(['test', '-f', '/tmp/alive']), got a probe of a port`;

/**
 * @internal The probes of the main container of a workload with these ports.
 * @throws if a probe needs a port that the workload does not have
 */
export function kubeProbes(probes: Probes, ports: Ports) {
  const kube = (prop: keyof Probes) =>
    probes[prop]?._toKube((name) => ports.tcp(prop, name, aCommand), timing[prop]);
  return {
    // First the two that a message about a missing port must name; by default the startup probe is that for liveness.
    ...(probes.readiness && { readinessProbe: kube('readiness') }),
    ...(probes.liveness && { livenessProbe: kube('liveness') }),
    ...(probes.startup && { startupProbe: kube('startup') }),
  };
}
