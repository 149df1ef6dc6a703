import project from '../slipway.config';
import { komposeContenders, ownContenders, slipway } from './contenders';
import { race } from './race';
import { medianRatio, spread } from './sample';
import { table } from './table';

/** Measures how long the manifests of all stacks take. */
export function benchStacks(rounds: number): string {
  const others = komposeContenders();
  const results = race([...ownContenders, ...others], rounds);
  const base = results.find(({ name }) => name === slipway.name)?.seconds ?? [];
  const rows = results.map(({ name, seconds, peaks }) => [
    name,
    spread(seconds, 2),
    medianRatio(seconds, base).toFixed(2),
    spread(peaks, 0),
  ]);
  const lines = table(
    [`all stacks (${project.stacks.length})`, 'seconds', `times ${slipway.name}`, 'peak MiB'],
    rows,
  );
  return others.length > 0 ? lines : `${lines}\n\nkompose is not on PATH: left out.`;
}
