import { suggestion } from '../../lib/nearest';
import { BadUsage, Failure } from '../base/failure';
import { invocation } from '../machine/invocation';
import { type Backup, newestOf } from './backup';

/** The value of `--from` that means the newest backup of each store. */
export const latest = 'latest';

/**
 * The backups with these names, at most one of each store.
 *
 * @param stores stores of the stack; there may be backups of other stores, which the chart no longer has
 * @throws BadUsage if a backup does not exist
 * @throws BadUsage if two backups are of the same store
 * @throws BadUsage if the stack no longer has the store of a backup
 * @throws Failure if `latest` is given and there is no backup
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
      `the stack '${stack}' has no backup to restore`,
      `'${invocation(`backup ${stack}`, context)}' makes one.`,
    );
  }
  const selected = names.flatMap((name) =>
    name === latest ? newest : [find(stack, backups, name, context)],
  );
  const stranger = selected.find(({ store }) => !stores.includes(store));
  if (stranger) {
    throw new BadUsage(
      `${stranger.name} is a backup of '${stranger.store}', which the stack '${stack}' no longer has`,
      `Name another store with --into. The stack has ${stores.join(', ')}.`,
    );
  }
  const twice = selected.find(({ store }, index) =>
    selected.some((other, at) => at < index && other.store === store),
  );
  if (twice)
    throw new BadUsage(`'--from' names two backups of ${twice.store}`, 'Name one backup of each store.');
  return selected;
}

/**
 * One backup, to restore into another store than its own: a renamed store, or a second one.
 *
 * @throws BadUsage if `names` is not exactly one backup
 * @throws BadUsage if the stack does not have the store
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
      `'--into ${into}' needs exactly one backup`,
      `Name it with --from. '${invocation(`backups ${stack}`, context)}' lists the backups.`,
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
    `'${invocation(`backups ${stack}`, context)}' lists the backups; '${latest}' is the newest of each store.`,
  );
}
