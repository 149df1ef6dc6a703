/** Ids of a process, in the terms of Kubernetes. */
export interface RunAs {
  /** User id, such as 1000. Root, which is 0, needs `exempt`. In Compose: `user`. */
  readonly runAsUser: number;

  /**
   * Id of the group. In Compose: `user`, after the colon.
   *
   * @default - `runAsUser`
   */
  readonly runAsGroup?: number;

  /**
   * Ids of further groups. In Compose: `group_add`.
   *
   * @default - none
   */
  readonly supplementalGroups?: readonly number[];

  /**
   * Id of the group that the files of volumes belong to. The process is in this group, too. It can't be set with a `Volume`
   * of the stack, whose files belong to the group 10001.
   *
   * @default - `runAsGroup`; for root none: the owners of files stay as they are
   * @see https://kubernetes.io/docs/tasks/configure-pod-container/security-context/#set-the-security-context-for-a-pod
   */
  readonly fsGroup?: number;
}

/** @internal Default user: above the ids that nodes and base images use. */
export const defaultUser = 10001;

/** @internal The ids of a `user` that may be the number of the user and the group alike. */
export function runAs(user: number | RunAs): RunAs {
  return typeof user === 'number' ? { runAsUser: user } : user;
}

/** The maximum id that Kubernetes accepts. */
const greatestId = 2 ** 31 - 1;

/**
 * @internal Checks the prop `user` of the workload `of`.
 *
 * @param mayBeRoot whether it has an exemption for root
 * @throws if an id is not a whole number from 0 to 2147483647
 * @throws if the user is root without an exemption, or another one with it
 */
export function checkRunAs(of: string, user: number | RunAs, mayBeRoot: boolean): RunAs {
  const ids = runAs(user);
  const { runAsUser, runAsGroup = 0, supplementalGroups = [], fsGroup = 0 } = ids;
  const prop = typeof user === 'number' ? 'user' : 'user.runAsUser';
  if (!isId(runAsUser) || (runAsUser === 0 && !mayBeRoot)) {
    throw new Error(
      `'${prop}' of '${of}' must be a numeric id above 0 such as ${defaultUser}, got '${runAsUser}'; if the image has to start as root, write exempt: { root: true, because: '…' }`,
    );
  }
  if (runAsUser !== 0 && mayBeRoot) {
    throw new Error(
      `'${prop}' of '${of}' must be 0 or left out with 'exempt.root', got '${runAsUser}'; remove 'exempt.root' if the image can start as this user`,
    );
  }
  const groups = { runAsGroup: [runAsGroup], supplementalGroups, fsGroup: [fsGroup] };
  for (const [name, all] of Object.entries(groups)) {
    const wrong = all.find((id) => !isId(id));
    if (wrong !== undefined) {
      throw new Error(
        `'user.${name}' of '${of}' must be a numeric id from 0 to ${greatestId} such as 1000, got '${wrong}'`,
      );
    }
  }
  return ids;
}

function isId(id: number): boolean {
  return Number.isInteger(id) && id >= 0 && id <= greatestId;
}
