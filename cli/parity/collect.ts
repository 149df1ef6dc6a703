import type { ParityChecks } from '../../lib';
import { noteAbsences } from './checks/absence';
import { noteProcess } from './checks/process';
import { type Kept, noteRequests } from './checks/requests';
import type { Facts } from './facts';
import type { Side } from './side';

/**
 * Collects all facts of one side in `facts`.
 *
 * @param secrets by app, the names of its variables whose values must not be shown
 * @param onStart called with the next check
 */
export async function collect(
  facts: Facts,
  side: Side,
  checks: ParityChecks,
  secrets: ReadonlyMap<string, ReadonlySet<string>>,
  onStart: (what: string) => void,
): Promise<void> {
  const kept: Kept = new Map();
  const services = Object.entries(checks.services);
  const apps = services.filter(([, { health = [] }]) => health.length > 0).map(([name]) => name);

  onStart('images, ports and processes');
  for (const [service] of services) facts.set(`${service}: from outside`, await side.exposureOf(service));
  for (const app of apps) {
    facts.set(`${app}: image`, await side.imageOf(app));
    const others = services.filter(([name]) => name !== app);
    const endpoints = others.map(([name, { port }]) => `${name}:${port}`);
    const found = await side.inspect(app, { process: true, endpoints });
    if (found.process) {
      noteProcess(facts, app, found.process, secrets.get(app) ?? new Set());
      for (const [name, value] of Object.entries(found.process.environment))
        kept.set(`${app}.${name}`, value);
    }
    for (const [endpoint, { known, open }] of Object.entries(found.endpoints))
      facts.set(`${app} to ${endpoint}`, open ? 'connects' : known ? 'no connection' : 'unknown name');
  }

  onStart('requests from outside');
  await noteRequests(facts, side.entry, checks, kept);
  await noteAbsences(facts, side, checks, kept, (dependency) => {
    onStart(`health without ${dependency}`);
  });

  onStart('exit codes');
  for (const app of apps) {
    facts.set(`${app}: exit code after SIGTERM`, String((await side.terminate(app)) ?? 'unknown'));
  }
}
