import { loosestOf, type PodSecurityLevel } from '../core/pod-security';
import { checkCapabilities, isInBaseline } from './capabilities';
import { checkHostPaths, type HostPath } from './host-paths';

/**
 * What a container may do beyond the defaults: it is not root, has no capability and gains no privilege, and its root file
 * system is read-only. The namespace of the stack has the Pod Security Standard that the exemptions of its workloads need.
 *
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/
 */
export interface Exempt {
  /**
   * Whether it starts as root, with the capabilities by which images take over files and give up root: `CHOWN`,
   * `DAC_OVERRIDE`, `FOWNER`, `KILL`, `SETGID`, `SETUID`. In Compose: `user: root`, and images without a USER.
   *
   * @default false
   */
  readonly root?: boolean;

  /**
   * Whether it may write to its whole root file system. What it writes is lost when the container restarts, and counts with
   * its logs, of which there may be 1 GiB. In Compose: the default, without `read_only`.
   *
   * @default false
   */
  readonly writableRoot?: boolean;

  /**
   * Capabilities of Linux, such as `NET_ADMIN`. A process that is not root has them only if the file of its program has. In
   * Compose: `cap_add`.
   *
   * @default - none
   */
  readonly capabilities?: readonly string[];

  /**
   * Whether it has all devices and, as root, all capabilities: it has the whole node. In Compose: `privileged`.
   *
   * @default false
   */
  readonly privileged?: boolean;

  /**
   * Paths of the node, by the absolute path where they are mounted. In Compose: a mount such as `/var/run/docker.sock`.
   *
   * @default - none
   */
  readonly hostPaths?: Readonly<Record<string, HostPath>>;

  /** The reason, in words. `slipway status` and `slipway graph` show it. */
  readonly because: string;
}

/** @internal The exemptions of `exempt`, in words. */
export function exemptionsOf(exempt: Exempt): string[] {
  const { root, writableRoot, capabilities = [], privileged, hostPaths = {} } = exempt;
  return [
    ...(root ? ['root'] : []),
    ...(writableRoot ? ['writable root'] : []),
    ...capabilities.map((capability) => `capability ${capability}`),
    ...(privileged ? ['privileged'] : []),
    ...Object.values(hostPaths).map(({ path }) => `host path ${path}`),
  ];
}

/** @internal The strictest Pod Security Standard that allows the exemptions. A writable root is allowed by all. */
export function levelOf({ root, capabilities = [], privileged, hostPaths = {} }: Exempt): PodSecurityLevel {
  return loosestOf([
    root ? 'baseline' : 'restricted',
    ...capabilities.map(levelOfCapability),
    privileged || Object.keys(hostPaths).length > 0 ? 'privileged' : 'restricted',
  ]);
}

/** @internal Whether "restricted" does not let a container add the capability. */
export function isEscalation(capability: string): boolean {
  return capability !== 'NET_BIND_SERVICE';
}

function levelOfCapability(capability: string): PodSecurityLevel {
  if (!isEscalation(capability)) return 'restricted';
  return isInBaseline(capability) ? 'baseline' : 'privileged';
}

/**
 * @internal Checks the prop `exempt` of the workload `of`.
 *
 * @throws if it has no reason, or exempts from nothing
 * @throws if a capability is none, or a path is not absolute
 */
export function checkExempt(of: string, exempt: Exempt): void {
  if (exempt.because.trim() === '') {
    throw new Error(
      `'exempt.because' of '${of}' must give the reason in words, such as 's6-overlay starts as root', got '${exempt.because}'`,
    );
  }
  checkCapabilities(of, exempt.capabilities ?? []);
  checkHostPaths(of, exempt.hostPaths ?? {});
  if (exemptionsOf(exempt).length === 0) {
    throw new Error(
      `'exempt' of '${of}' must have an exemption such as root: true, got only the reason '${exempt.because}'`,
    );
  }
}
