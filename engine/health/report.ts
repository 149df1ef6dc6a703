import type { Kubectl } from '../kube/kubectl';
import { formatDuration } from '../text/duration';
import { type Event, type Snapshot } from './snapshot';
import { timeOf, type Trouble } from './trouble';

const shownLogLines = 20;
const shownEvents = 5;

/** A report of troubles for people: for each pod its state, its warning events and the end of its log. */
export async function reportTroubles(
  kubectl: Kubectl,
  namespace: string,
  troubles: readonly Trouble[],
  snapshot: Snapshot,
): Promise<string> {
  const parts = await Promise.all(
    alike(troubles).map(async ({ trouble, others }) => {
      const log = hasLog(trouble) ? await lastLines(kubectl, namespace, trouble) : '';
      return describeTrouble(trouble, others, snapshot.events, log);
    }),
  );
  return parts.join('\n\n');
}

/** One trouble of each kind, as the replicas of a workload fail for the same reason. */
export function alike(troubles: readonly Trouble[]): { trouble: Trouble; others: number }[] {
  const groups = new Map<string, Trouble[]>();
  for (const trouble of troubles) {
    const key = [trouble.workload, trouble.container, trouble.reason].join(' ');
    groups.set(key, [...(groups.get(key) ?? []), trouble]);
  }
  return [...groups.values()].flatMap(([trouble, ...others]) =>
    trouble ? [{ trouble, others: others.length }] : [],
  );
}

/** The section of a report on one trouble. */
export function describeTrouble(
  trouble: Trouble,
  others: number,
  events: readonly Event[],
  log: string,
  now = Date.now(),
): string {
  const { workload, pod, container, reason, message } = trouble;
  const where = [workload, pod && `pod/${pod.metadata.name}`, container && `container ${container}`];
  const more = others > 0 ? ` (and ${others} more pod${others === 1 ? '' : 's'} with the same problem)` : '';
  const what = reason === 'WaitsFor' ? `waits for ${message}` : `${reason}${message ? `: ${message}` : ''}`;
  // Events about images only repeat the state, so they are left out.
  const news = events.filter(
    ({ message: said = '' }) => !said.includes(message) && said !== `Error: ${reason}`,
  );
  const warnings = pod ? warningsOf(pod.metadata.uid, message ? news : events, now) : [];
  return [
    `${where.filter(Boolean).join(', ')}${more}`,
    `  ${what.replaceAll('\n', '\n  ')}`,
    ...section('events', reason === 'WaitsFor' ? [] : warnings),
    ...section(`log of ${container ?? ''}`, log.split('\n').filter(Boolean)),
  ].join('\n');
}

/** The warning events of an object without duplicates, the latest first. */
export function warningsOf(uid: string | undefined, events: readonly Event[], now: number): string[] {
  const own = events.filter(({ type, involvedObject }) => type === 'Warning' && involvedObject.uid === uid);
  const lines = new Map<string, string>();
  for (const event of own.sort((a, b) => timeOf(b) - timeOf(a))) {
    const text = `${event.reason ?? ''}: ${(event.message ?? '').trim()}`;
    const times = (event.count ?? 1) > 1 ? `, ${event.count ?? 1} times` : '';
    if (!lines.has(text)) lines.set(text, `${text} (${formatDuration(now - timeOf(event))} ago${times})`);
  }
  return [...lines.values()].slice(0, shownEvents);
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`  ${title}:`, ...lines.map((line) => `    ${line}`)];
}

function hasLog({ pod, container, reason }: Trouble): boolean {
  return (
    pod !== undefined &&
    container !== undefined &&
    ['CrashLoopBackOff', 'Error', 'OOMKilled', 'NotReady'].includes(reason)
  );
}

async function lastLines(kubectl: Kubectl, namespace: string, { pod, container }: Trouble): Promise<string> {
  const args = ['logs', '--namespace', namespace, pod?.metadata.name ?? '', `--tail=${shownLogLines}`];
  const now = await kubectl.attempt([...args, '--container', container ?? '']);
  if (now.stdout.trim() !== '') return now.stdout;
  // The log is empty after a restart: show the log before it.
  return (await kubectl.attempt([...args, '--container', container ?? '', '--previous'])).stdout;
}
