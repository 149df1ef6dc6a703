import type { SourceEntry, SourceNode } from './source-node';

/** The services that a document defines, by their names, in its order. */
export function servicesIn(root: SourceNode): readonly (readonly [string, SourceEntry])[] {
  const services = root.kind === 'mapping' ? root.entries.get('services')?.value : undefined;
  return services?.kind === 'mapping' ? [...services.entries] : [];
}
