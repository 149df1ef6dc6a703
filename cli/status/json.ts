import type { BackupState } from '../../engine/backup/state';
import type { CertificateState } from '../../engine/health/certificate-state';
import type { Snapshot } from '../../engine/health/snapshot';
import type { PersistentVolumeClaim } from '../../engine/kube/objects';
import { problemsOf, volumesOf, type WorkloadFacts, workloadsOf } from './facts';
import type { Overview } from './overview';
import { stateOf } from './stack-state';

/** The state of one stack at one moment. */
export interface Seen {
  readonly stack: string;
  readonly snapshot: Snapshot;
  readonly claims: readonly PersistentVolumeClaim[];
  readonly backups: readonly BackupState[];
  readonly certificates: readonly CertificateState[];

  /** Names of the objects that a restore has left paused. */
  readonly paused: readonly string[];
  readonly address?: string;
}

/**
 * A stack for programs. docs/json-output.md describes the fields.
 *
 * @param isReady whether the stack is ready, and its backups and certificates are in order
 */
export function stackJson(seen: Seen, isReady: boolean) {
  const { stack, snapshot, claims, backups, certificates, paused, address } = seen;
  return {
    stack,
    state: stateOf(snapshot),
    ready: isReady,
    ...(address !== undefined && { address }),
    workloads: workloadsOf(snapshot).map(workloadJson),
    volumes: volumesOf(claims),
    problems: problemsOf(snapshot),
    paused,
    backups: backups.map(({ age, ...rest }) => ({
      ...rest,
      ...(age !== undefined && { ageSeconds: Math.round(age / 1_000) }),
    })),
    certificates,
  };
}

/** A stack in one line, for programs. */
export function overviewJson({ memory, ...rest }: Overview) {
  return { ...rest, ...(memory !== undefined && { memoryBytes: Math.round(memory) }) };
}

function workloadJson({ conditions, ...rest }: WorkloadFacts) {
  return {
    ...rest,
    conditions: conditions.map(({ type, status, reason, message, lastTransitionTime }) => ({
      type,
      status,
      reason,
      message,
      lastTransitionTime,
    })),
  };
}
