import { suggestion } from '../arguments/suggestion';
import { BadUsage, Failure } from '../failure';
import { type Backup, newestOf } from './backup';

/** What `--from` stands for when it names no backup: the newest of each store. */
export const latest = 'latest';

/**
 * The backups that are named, at most one of a store.
 *
 * @throws BadUsage if there is no backup of a name, or two are of one store
 * @throws Failure if there is no backup at all, or one is damaged
 */
export function selectBackups(
  stack: string,
  backups: readonly Backup[],
  names: readonly string[],
): readonly Backup[] {
  const newest = [...newestOf(backups).values()];
  if (newest.length === 0) {
    throw new Failure(
      `the stack '${stack}' has no backup that could be restored`,
      `'npx slipway backup ${stack}' makes some.`,
    );
  }
  const selected = names.flatMap((name) => (name === latest ? newest : [find(stack, backups, name)]));
  const twice = selected.find(({ store }, index) =>
    selected.some((other, at) => at < index && other.store === store),
  );
  if (twice) throw new BadUsage(`'--from' names two backups of ${twice.store}`, 'Name one of each store.');
  return selected;
}

function find(stack: string, backups: readonly Backup[], name: string): Backup {
  const found = backups.find((backup) => backup.name === name);
  if (found) return found;
  throw new BadUsage(
    `the stack '${stack}' has no backup '${name}'${suggestion(name, [latest, ...backups.map((backup) => backup.name)])}`,
    `'npx slipway backups ${stack}' lists them; '${latest}' is the newest of each store.`,
  );
}
