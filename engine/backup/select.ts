import { suggestion } from '../../lib/nearest';
import { BadUsage, Failure } from '../base/failure';
import { invocation } from '../machine/invocation';
import { type Backup, newestOf } from './backup';

/** The value of `--from` that means the newest backup of each store. */
export const latest = 'latest';

/** The backups and stores to choose from. */
export interface Choice {
  readonly stack: string;
  readonly backups: readonly Backup[];

  /** The stores of the stack. There may also be backups of stores that were removed from its chart. */
  readonly stores: readonly string[];
  readonly context: string;

  /** Whether to accept backups of other stacks and clusters. */
  readonly foreign: boolean;
}

/**
 * The backups with these names, at most one of each store.
 *
 * @throws BadUsage if a backup does not exist
 * @throws BadUsage if two backups are of the same store
 * @throws BadUsage if the stack no longer has the store of a backup
 * @throws Failure if `latest` is given and there is no backup
 * @throws Failure if a backup is of another stack or cluster
 */
export function selectBackups(choice: Choice, names: readonly string[]): readonly Backup[] {
  const { stack, backups, stores, context, foreign } = choice;
  const newest = [...newestOf(backups, foreign).values()].filter(({ store }) => stores.includes(store));
  if (newest.length === 0 && names.includes(latest)) {
    const others = backups.find((each) => each.foreign !== undefined);
    throw new Failure(
      `the stack '${stack}' has no backup to restore`,
      `'${invocation(`backup ${stack}`, context)}' makes one.${others ? ` --foreign accepts backups of other stacks and clusters, such as ${others.name}: ${others.foreign}.` : ''}`,
    );
  }
  const selected = names.flatMap((name) => (name === latest ? newest : [find(choice, name)]));
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
 * @throws Failure if the backup is of another stack or cluster
 */
export function selectInto(choice: Choice, names: readonly string[], into: string): readonly Backup[] {
  const { stack, stores, context } = choice;
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
  return [{ ...find(choice, name), store: into }];
}

function find({ stack, backups, context, foreign }: Choice, name: string): Backup {
  const found = backups.find((backup) => backup.name === name);
  if (!found) {
    throw new BadUsage(
      `the stack '${stack}' has no backup '${name}'${suggestion(name, [latest, ...backups.map((backup) => backup.name)])}`,
      `'${invocation(`backups ${stack}`, context)}' lists the backups; '${latest}' is the newest of each store.`,
    );
  }
  if (found.foreign !== undefined && !foreign) {
    throw new Failure(
      `the backup ${name} can't be restored, and nothing was changed: ${found.foreign}`,
      `To replace the data of '${stack}' on ${context} by this backup, repeat the command with --foreign.`,
    );
  }
  return found;
}
