import { suggestion } from '../../lib/nearest';
import { invocation } from '../machine/invocation';
import { BadUsage, Failure } from '../base/failure';
import { type Backup, newestOf } from './backup';

/** What `--from` stands for when it names no backup: the newest of each store. */
export const latest = 'latest';

/**
 * The backups that are named, at most one of a store.
 *
 * @param stores those that the stack has: there may be backups of others, which have left its chart
 * @throws BadUsage if there is no backup of a name, two are of one store, or one is of a store that is gone
 * @throws Failure if there is no backup for `latest` to stand for
 */
export function selectBackups(
  stack: string,
  backups: readonly Backup[],
  names: readonly string[],
  stores: readonly string[],
  context: string,
): readonly Backup[] {
  const newest = [...newestOf(backups).values()].filter(({ store }) => stores.includes(store));
  if (newest.length === 0 && names.includes(latest)) {
    throw new Failure(
      `the stack '${stack}' has no backup that could be restored`,
      `'${invocation(`backup ${stack}`, context)}' makes some.`,
    );
  }
  const selected = names.flatMap((name) =>
    name === latest ? newest : [find(stack, backups, name, context)],
  );
  const stranger = selected.find(({ store }) => !stores.includes(store));
  if (stranger) {
    throw new BadUsage(
      `the stack '${stack}' has no store '${stranger.store}' any more that ${stranger.name} could go to`,
      `Its stores are ${stores.join(', ')}.`,
    );
  }
  const twice = selected.find(({ store }, index) =>
    selected.some((other, at) => at < index && other.store === store),
  );
  if (twice) throw new BadUsage(`'--from' names two backups of ${twice.store}`, 'Name one of each store.');
  return selected;
}

function find(stack: string, backups: readonly Backup[], name: string, context: string): Backup {
  const found = backups.find((backup) => backup.name === name);
  if (found) return found;
  throw new BadUsage(
    `the stack '${stack}' has no backup '${name}'${suggestion(name, [latest, ...backups.map((backup) => backup.name)])}`,
    `'${invocation(`backups ${stack}`, context)}' lists them; '${latest}' is the newest of each store.`,
  );
}
