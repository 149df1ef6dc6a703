import type { PodSecurityContext, SecurityContext } from '../../imports/k8s';
import { exemptAnnotation, exemptBecauseAnnotation } from '../contract';
import type { PodSecurityLevel } from '../core/pod-security';
import type { Ports } from '../core/ports';
import { checkRunAs, defaultUser, type RunAs } from '../core/run-as';
import { checkExempt, type Exempt, exemptionsOf, isEscalation, levelOf } from './exempt';
import { containerSecurityContext, podSecurityContext } from './security';

/** As whom the container of a workload runs, and what it may do. */
export interface RightsProps {
  /**
   * Numeric user and group id that the process runs as, such as `1000`, or an object with `runAsUser`, `runAsGroup`,
   * `supplementalGroups` and `fsGroup`. An image with a USER of its own often needs its number. In Compose: `user`, `group_add`.
   *
   * @default 10001; 0 with `exempt.root`
   */
  readonly user?: number | RunAs;

  /**
   * Exemptions from the defaults: the process is not root, has no capability and gains no privilege, and the root file system
   * is read-only. They need a reason. In Compose: `cap_add`, `privileged`, and images that start as root.
   *
   * @default - none
   */
  readonly exempt?: Exempt;
}

/** Capabilities by which root takes over files of others, and works on them. */
const overFiles = ['CHOWN', 'DAC_OVERRIDE', 'FOWNER'];

/** Capabilities by which a process that starts as root prepares its files, becomes another user, and stops its children. */
const ofRoot = [...overFiles, 'KILL', 'SETGID', 'SETUID'];

/**
 * The first port that needs no capability. In Docker it is 0, too. A pod has ports of its own, so nobody else is there whose
 * ports it could take. "restricted" allows it.
 *
 * @see https://kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster/
 */
const everyPort = { sysctls: [{ name: 'net.ipv4.ip_unprivileged_port_start', value: '0' }] };

/** What of its pod the rights of a workload depend on. */
interface PodFacts {
  readonly ports: Ports;

  /** Whether it mounts a volume of the stack. */
  readonly sharesFiles: boolean;
}

/**
 * @internal The rights of a workload. Exemptions are the main container's only: what else is in its pod runs as another user,
 * without capabilities.
 */
export class Rights {
  private readonly ids: RunAs;
  private readonly isRoot: boolean;
  private readonly exempt: Exempt | undefined;

  /**
   * @param of name of the workload
   * @throws if an id is not valid, or is that of root without an exemption
   * @throws if the exemptions have no reason, or a wrong value
   */
  constructor(
    private readonly of: string,
    { user, exempt }: RightsProps,
  ) {
    if (exempt) checkExempt(of, exempt);
    this.exempt = exempt;
    this.isRoot = exempt?.root ?? false;
    this.ids = checkRunAs(of, user ?? (this.isRoot ? 0 : defaultUser), this.isRoot);
  }

  /** The strictest Pod Security Standard that allows them. */
  public get level(): PodSecurityLevel {
    return this.exempt ? levelOf(this.exempt) : 'restricted';
  }

  /** Annotations of the pod template, with the exemptions and their reason. */
  public get annotations(): Record<string, string> {
    if (!this.exempt) return {};
    return {
      [exemptAnnotation]: exemptionsOf(this.exempt).join(', '),
      [exemptBecauseAnnotation]: this.exempt.because.trim().replaceAll(/\s+/g, ' '),
    };
  }

  /**
   * The security context of the pod.
   *
   * @throws if the user has an `fsGroup`, and the pod mounts a volume of the stack
   */
  public pod({ ports, sharesFiles }: PodFacts): PodSecurityContext {
    const others = this.isRoot ? { runAsUser: defaultUser, runAsGroup: defaultUser } : {};
    return {
      ...podSecurityContext({ ...this.ids, ...others, fsGroup: this.fsGroup(sharesFiles) }),
      ...(ports.all.some(({ port }) => port < 1024) && everyPort),
    };
  }

  /** The security context of the main container. */
  public get container(): SecurityContext {
    const { writableRoot, capabilities = [], privileged } = this.exempt ?? {};
    const context = {
      ...this.asUser([...(this.isRoot ? ofRoot : []), ...capabilities]),
      ...(writableRoot && { readOnlyRootFilesystem: false }),
      // A process that is not root gets a capability only from the file of its program, which is an escalation.
      ...(!this.isRoot && capabilities.some(isEscalation) && { allowPrivilegeEscalation: true }),
    };
    return privileged ? privilegedOf(context) : context;
  }

  /** The security context of an init container that works on the files of the main container. */
  public get script(): SecurityContext {
    return this.asUser(this.isRoot ? overFiles : []);
  }

  private asUser(capabilities: readonly string[]): SecurityContext {
    const add = [...new Set(capabilities)].sort();
    return {
      ...containerSecurityContext(this.isRoot ? this.ids : undefined),
      ...(this.isRoot && { runAsNonRoot: false }),
      ...(add.length > 0 && { capabilities: { drop: ['ALL'], add } }),
    };
  }

  private fsGroup(sharesFiles: boolean): number | undefined {
    const { runAsUser, runAsGroup = runAsUser, fsGroup } = this.ids;
    // Root gives files to other users by itself.
    if (!sharesFiles) return fsGroup ?? (this.isRoot ? undefined : runAsGroup);
    // Each pod would take the files from the group of the others.
    if (fsGroup === undefined || fsGroup === defaultUser) return defaultUser;
    throw new Error(
      `'user.fsGroup' of '${this.of}' must be left out with a Volume of the stack, whose files have the group ${defaultUser} for all workloads, got '${fsGroup}'`,
    );
  }
}

/** @internal The user of a check that runs in the pods of other workloads, with the image of this one: never root. */
export function userOfChecks({ user, exempt }: RightsProps): number | RunAs {
  return exempt?.root ? defaultUser : (user ?? defaultUser);
}

/** Kubernetes refuses a privileged container that can't gain privileges, and drops none of its capabilities. */
function privilegedOf(context: SecurityContext): SecurityContext {
  return { ...context, capabilities: undefined, privileged: true, allowPrivilegeEscalation: true };
}
