import { backupCronJobs } from '../../engine/backup/cron-jobs';
import { clusterBackups, clusterBackupStates } from '../../engine/backup/scheduled-backups';
import { type BackupState, backupStates, withoutBackupJobs } from '../../engine/backup/state';
import { readCertificates } from '../../engine/health/certificate-state';
import { describePaused, isPaused, pausedNames } from '../../engine/health/paused';
import { readPlaces } from '../../engine/health/places';
import { takeSnapshot } from '../../engine/health/snapshot';
import { addressesOf, type PublishedPorts } from '../../engine/kube/address';
import type { KubeObject } from '../../engine/kube/kube-object';
import type { Kubectl } from '../../engine/kube/kubectl';
import type { PersistentVolumeClaim } from '../../engine/kube/objects';
import { invocation } from '../../engine/machine/invocation';
import { plain, type Style } from '../terminal/style';
import { describeBackupStates } from './backup-lines';
import { describeCertificates } from './certificate-lines';
import { describeStack } from './description';
import { overviewJson, stackJson } from './json';
import { overviewOf, overviewOfNone, overviewTable } from './overview';
import { stateOf } from './stack-state';

/** The state of stacks at one moment. */
export interface View {
  readonly isReady: boolean;

  /** Lines for the terminal, with the ages at `now`. */
  readonly lines: (now: number, style: Style) => string[];

  /** The stacks for programs, with the ages at `now`. */
  readonly stacks: (now: number) => readonly object[];

  /** A text that changes only if more than ages and memory has changed. */
  readonly state: string;
}

/** Reads the state of the cluster once. */
export type Look = () => Promise<View>;

/** Reads the stacks that are in the cluster. */
export function lookAtStacks(kubectl: Kubectl, ports: PublishedPorts, stacks: readonly string[]): Look {
  return async () => {
    const there = await namespaces(kubectl);
    const shown = stacks.filter((name) => there.includes(name));
    if (shown.length === 0) return nothingThere(kubectl.context, stacks);
    const views = await Promise.all(shown.map((name) => viewOf(kubectl, ports, name)));
    return {
      isReady: views.every((view) => view.isReady),
      lines: (now, style) => views.flatMap((view) => view.lines(now, style)),
      stacks: (now) => views.flatMap((view) => view.stacks(now)),
      state: views.map(({ state }) => state).join('\n'),
    };
  };
}

/** Reads all stacks, for a line each. */
export function lookAtAll(kubectl: Kubectl, ports: PublishedPorts, names: readonly string[]): Look {
  return async () => {
    const there = await namespaces(kubectl);
    const stacks = await Promise.all(
      names.map(async (stack) =>
        there.includes(stack) ? overviewOf(kubectl, stack, ports) : overviewOfNone(stack),
      ),
    );
    return {
      isReady: stacks.every(({ state }) => state === 'ready'),
      lines: (_, style) => overviewTable(stacks, style),
      stacks: () => stacks.map(overviewJson),
      state: overviewTable(stacks.map((each) => ({ ...each, memory: undefined }))).join('\n'),
    };
  };
}

async function namespaces(kubectl: Kubectl): Promise<string[]> {
  return (await kubectl.list<KubeObject>(['namespaces'])).map(({ metadata }) => metadata.name);
}

function nothingThere(context: string, stacks: readonly string[]): View {
  const [stack] = stacks.length === 1 ? stacks : [];
  const what = stack === undefined ? 'No stack is' : `The stack '${stack}' is not`;
  const launch = invocation(stack === undefined ? 'up' : `up ${stack}`, context);
  const text = `${what} in the cluster ${context}. '${launch}' launches it.`;
  return { isReady: false, lines: () => [text], stacks: () => [], state: text };
}

async function viewOf(kubectl: Kubectl, ports: PublishedPorts, stack: string): Promise<View> {
  const [whole, cronJobs, scheduled, claims] = await Promise.all([
    takeSnapshot(kubectl, stack),
    backupCronJobs(kubectl, stack),
    clusterBackups(kubectl, stack),
    kubectl.list<PersistentVolumeClaim>(['persistentvolumeclaims'], ['--namespace', stack]),
  ]);
  const own = withoutBackupJobs(whole);
  // Reads the nodes only for a stack that is not ready, because a cluster may have many nodes.
  const state = stateOf(own);
  const snapshot = state === 'ready' ? own : { ...own, places: await readPlaces(kubectl) };
  const certificates = await readCertificates(kubectl, stack, own.workloads);
  const backups = (now: number): BackupState[] => [
    ...backupStates(cronJobs, whole, now),
    ...clusterBackupStates(scheduled, now),
  ];
  const [address] = addressesOf(snapshot.ingresses, ports);
  const pausable = [...snapshot.workloads, ...cronJobs];
  const lines = (now: number, style: Style): string[] => [
    `${stack} on ${kubectl.context}${address ? `: ${address}` : ''}`,
    '',
    ...describeStack(snapshot, claims, now, style),
    ...describePaused(pausable, stack, kubectl.context),
    ...describeBackupStates(backups(now), stack, kubectl.context, style),
    ...describeCertificates(certificates(now), stack, kubectl.context, style),
    '',
  ];
  const inOrder = [...backups(Date.now()), ...certificates(Date.now())].every(
    ({ trouble }) => trouble === undefined,
  );
  const isReady = state === 'ready' && inOrder && !cronJobs.some(isPaused);
  const seen = { stack, snapshot, claims, paused: pausedNames(pausable), ...(address && { address }) };
  return {
    isReady,
    lines,
    stacks: (now) => [
      stackJson({ ...seen, backups: backups(now), certificates: certificates(now) }, isReady),
    ],
    // The same time for all states, because a greater age is not a change.
    state: lines(processStart, plain).join('\n'),
  };
}

const processStart = Date.now();
