import { suggestion } from '../../lib/nearest';
import { BadUsage, Failure } from '../base/failure';
import { invocation } from '../machine/invocation';
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

/**
 * One backup, for a store of another name than the one it is of: the store was renamed, or runs beside the old one.
 *
 * @throws BadUsage unless exactly one backup is named, and the stack has the store
 */
export function selectInto(
  stack: string,
  backups: readonly Backup[],
  names: readonly string[],
  into: string,
  stores: readonly string[],
  context: string,
): readonly Backup[] {
  const [name] = names;
  if (name === undefined || names.length > 1 || name === latest) {
    throw new BadUsage(
      `'--into ${into}' takes one backup`,
      `Name it with --from: '${invocation(`backups ${stack}`, context)}' lists them.`,
    );
  }
  if (!stores.includes(into)) {
    throw new BadUsage(
      `the stack '${stack}' has no backups of a store '${into}'${suggestion(into, stores)}`,
      `There are backups of ${stores.join(', ')}.`,
    );
  }
  return [{ ...find(stack, backups, name, context), store: into }];
}

function find(stack: string, backups: readonly Backup[], name: string, context: string): Backup {
  const found = backups.find((backup) => backup.name === name);
  if (found) return found;
  throw new BadUsage(
    `the stack '${stack}' has no backup '${name}'${suggestion(name, [latest, ...backups.map((backup) => backup.name)])}`,
    `'${invocation(`backups ${stack}`, context)}' lists them; '${latest}' is the newest of each store.`,
  );
}
