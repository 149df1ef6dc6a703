import { Duration } from 'cdk8s';
import { IntOrString, type Probe as KubeProbe } from '../../imports/k8s';
import { checkArgument, checkOptions } from '../core/check-props';
import { unexpanded } from '../core/expansion';

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

/** A check of one container by the kubelet. */
export class Probe {
  /**
   * Succeeds if GET `path` on the port of the container returns a status from 200 to 399.
   *
   * @throws if `path` does not start with a slash
   */
  public static fromHttpGet(path: string, options: ProbeOptions = {}): Probe {
    checkArgument('Probe.fromHttpGet()', 'path', ['string'], path);
    checkOptions('Probe.fromHttpGet', 'ProbeOptions', options);
    if (!path.startsWith('/'))
      throw new Error(
        `'path' of Probe.fromHttpGet() must start with a slash such as '/health', got '${path}'`,
      );
    return new Probe((port) => ({ httpGet: { path, port: port() } }), options);
  }

  /** Succeeds if the port of the container accepts a TCP connection. */
  public static fromTcpSocket(options: ProbeOptions = {}): Probe {
    checkOptions('Probe.fromTcpSocket', 'ProbeOptions', options);
    return new Probe((port) => ({ tcpSocket: { port: port() } }), options);
  }

  /** Succeeds if a command in the container exits with 0. It runs without a shell. */
  public static fromCommand(command: readonly string[], options: ProbeOptions = {}): Probe {
    checkArgument('Probe.fromCommand()', 'command', [{ list: ['string'] }], command);
    checkOptions('Probe.fromCommand', 'ProbeOptions', options);
    return new Probe(() => ({ exec: { command: command.map(unexpanded) } }), options);
  }

  private constructor(
    private readonly handler: (port: () => IntOrString) => Handler,
    private readonly options: ProbeOptions,
  ) {}

  /** The same check with another timing. Options that are not given stay the same. */
  public with(options: ProbeOptions): Probe {
    checkOptions('Probe.with', 'ProbeOptions', options);
    return new Probe(this.handler, { ...this.options, ...options });
  }

  /** @internal @param port returns the port of the container, or throws if it has none */
  public _toKube(port: () => IntOrString, defaults: Required<ProbeOptions>): KubeProbe {
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
 * @internal The probes of the main container of the workload `of`.
 * @throws if a probe needs a port and `port` is undefined
 */
export function kubeProbes(of: string, probes: Probes, port: number | undefined) {
  const kube = (name: keyof Probes) => probes[name]?._toKube(() => portOf(of, name, port), timing[name]);
  return {
    ...(probes.startup && { startupProbe: kube('startup') }),
    ...(probes.readiness && { readinessProbe: kube('readiness') }),
    ...(probes.liveness && { livenessProbe: kube('liveness') }),
  };
}

function portOf(of: string, name: string, port: number | undefined): IntOrString {
  if (port === undefined) {
    throw new Error(
      `'${name}' of '${of}', which has no port, must be a command such as Probe.fromCommand(['test', '-f', '/tmp/alive']), got a probe of a port`,
    );
  }
  return IntOrString.fromNumber(port);
}
