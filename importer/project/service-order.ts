import type { ComposeModel } from '../read/compose-model';
import { Documents } from '../source/documents';
import type { SourceNode } from '../source/source-node';

/** Names of services in the order of the files, which a model does not keep: it is sorted. Others are last. */
export function inFileOrder(
  names: readonly string[],
  { files, sources }: Pick<ComposeModel, 'files' | 'sources'>,
): string[] {
  const documents = new Documents(sources);
  const written = new Set(files.flatMap((file) => documents.of(file)).flatMap(servicesIn));
  const known = names.filter((name) => written.has(name));
  const first = [...written].filter((name) => known.includes(name));
  return [...first, ...names.filter((name) => !written.has(name))];
}

function servicesIn(root: SourceNode): string[] {
  const services = root.kind === 'mapping' ? root.entries.get('services')?.value : undefined;
  return services?.kind === 'mapping' ? [...services.entries.keys()] : [];
}
