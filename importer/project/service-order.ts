import type { ComposeModel } from '../read/compose-model';
import { Documents } from '../source/documents';
import { servicesIn } from '../source/services';

/** Names of services in the order of the files, which a model does not keep: it is sorted. Others are last. */
export function inFileOrder(
  names: readonly string[],
  { files, sources }: Pick<ComposeModel, 'files' | 'sources'>,
): string[] {
  const documents = new Documents(sources);
  const roots = files.flatMap((file) => documents.of(file));
  const written = new Set(roots.flatMap(servicesIn).map(([name]) => name));
  const known = new Set(names);
  return [...[...written].filter((name) => known.has(name)), ...names.filter((name) => !written.has(name))];
}
