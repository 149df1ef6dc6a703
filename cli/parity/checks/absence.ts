import { Duration } from '../../../engine/base/duration';
import { Failure } from '../../../engine/base/failure';
import { pause } from '../../../engine/base/sleep';
import type { ParityChecks } from '../../../lib';
import { excerpts } from '../excerpts';
import { type Difference, differences, type Facts } from '../facts';
import type { Side } from '../side';
import { steady } from './answer-facts';
import { type Kept, noteReads } from './requests';

const interval = Duration.seconds(3);
const longestUnrest = Duration.minutes(1);
const longestRecovery = Duration.minutes(3);

/** Notes the answers of health checks and GET requests while all services run, and while each dependency is stopped. */
export async function noteAbsences(
  facts: Facts,
  side: Side,
  checks: ParityChecks,
  kept: Kept,
  onStart: (dependency: string) => void,
): Promise<void> {
  const before = await twice(side, checks, kept);
  await noteHealth(facts, '', side, checks);
  for (const dependency of checks.dependencies) {
    onStart(dependency);
    const when = `without ${dependency}: `;
    const others = without(dependency, checks);
    const restarts = await restartsOf(side, others);
    await side.stop(dependency);
    await pause(side.reactionTime);
    const during = await rest(when, side, others, kept);
    for (const [name, value] of during) facts.set(name, value);
    for (const [app, count] of await restartsOf(side, others))
      facts.set(`${when}restarts of ${app}`, String(count - (restarts.get(app) ?? 0)));
    await side.start(dependency);
    facts.set(`${when}recovers by itself`, (await recovers(before, side, checks, kept)) ? 'yes' : 'no');
  }
}

/** Looks twice. A fact that changes although nothing has happened can't be compared. */
async function twice(side: Side, checks: ParityChecks, kept: Kept): Promise<Facts> {
  const deadline = Date.now() + longestUnrest.toMilliseconds();
  for (;;) {
    const [one, other] = [await look('', side, checks, kept), await look('', side, checks, kept)];
    const found = differences(one, other);
    const [unsteady] = found;
    if (!unsteady) return one;
    if (found.some(isHiccup) && Date.now() < deadline) {
      await pause(interval);
      continue;
    }
    throw new Failure(
      `${side.name} gives two different answers to the same request: ${unsteady.fact}`,
      `Add a pattern for the difference to 'volatile' in the stack's parity.ts.`,
      excerpts(unsteady).join('\n'),
    );
  }
}

/** Whether a service did not answer one of the two looks, as on a busy machine. */
function isHiccup({ fact, values }: Difference): boolean {
  return fact.endsWith(': status') && values.some((status = '') => /^(0|50[234])$/.test(status));
}

function without(dependency: string, { services, ...checks }: ParityChecks): ParityChecks {
  const others = Object.entries(services).filter(([name]) => name !== dependency);
  return { ...checks, services: Object.fromEntries(others) };
}

/** Looks until two looks in a row show the same. */
async function rest(when: string, side: Side, checks: ParityChecks, kept: Kept): Promise<Facts> {
  const deadline = Date.now() + longestUnrest.toMilliseconds();
  let last = await look(when, side, checks, kept);
  for (;;) {
    await pause(interval);
    const next = await look(when, side, checks, kept);
    if (isSame(last, next) || Date.now() > deadline) return next;
    last = next;
  }
}

async function recovers(before: Facts, side: Side, checks: ParityChecks, kept: Kept): Promise<boolean> {
  const deadline = Date.now() + longestRecovery.toMilliseconds();
  while (Date.now() < deadline) {
    if (isSame(before, await look('', side, checks, kept))) return true;
    await pause(interval);
  }
  return false;
}

async function look(when: string, side: Side, checks: ParityChecks, kept: Kept): Promise<Facts> {
  const facts: Facts = new Map();
  await noteHealth(facts, when, side, checks);
  await noteReads(facts, when, side.entry, checks, kept);
  return facts;
}

async function noteHealth(
  facts: Facts,
  when: string,
  side: Side,
  { services, volatile = [] }: ParityChecks,
): Promise<void> {
  for (const [app, { port, health = [] }] of Object.entries(services)) {
    if (health.length === 0) continue;
    const url = (path: string): string => `http://127.0.0.1:${port}${path}`;
    const { answers } = await side.inspect(app, { urls: health.map(url) });
    for (const path of health) {
      const { status = 0, body = '' } = answers[url(path)] ?? {};
      facts.set(`${when}${app} ${path}: status`, String(status));
      facts.set(`${when}${app} ${path}: body`, steady(body, volatile));
    }
  }
}

async function restartsOf(side: Side, { services }: ParityChecks): Promise<ReadonlyMap<string, number>> {
  const apps = Object.entries(services).filter(([, { health = [] }]) => health.length > 0);
  return new Map(await Promise.all(apps.map(async ([app]) => [app, await side.restartsOf(app)] as const)));
}

function isSame(one: Facts, other: Facts): boolean {
  return one.size === other.size && [...one].every(([name, value]) => other.get(name) === value);
}
