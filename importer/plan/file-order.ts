import type { Leaf } from '../locate/leaf';
import type { ComposeModel } from '../read/compose-model';
import { Documents } from '../source/documents';
import type { Place } from '../source/place';
import type { SourceNode } from '../source/source-node';

/** The order of the Compose files, which a model does not keep: it is sorted by names. */
export class FileOrder {
  private readonly places: ReadonlyMap<string, Place>;
  private readonly services: ReadonlyMap<string, number>;

  constructor(
    private readonly model: Pick<ComposeModel, 'files' | 'sources'>,
    leaves: readonly Leaf[],
  ) {
    this.places = new Map(leaves.map(({ path, at }) => [path, at]));
    const documents = new Documents(model.sources);
    const names = model.files.flatMap((file) => documents.of(file)).flatMap(serviceNames);
    this.services = new Map([...new Set(names)].map((name, index) => [name, index]));
  }

  /** Compares services by where the first file that has them names them; others are last. */
  public compareServices(one: string, other: string): number {
    const last = this.services.size;
    return (this.services.get(one) ?? last) - (this.services.get(other) ?? last);
  }

  /** Compares two leaves by where they are written. */
  public comparePaths(one: string, other: string): number {
    const [a, b] = [this.places.get(one), this.places.get(other)];
    if (!a || !b) return 0;
    return this.fileIndex(a) - this.fileIndex(b) || a.line - b.line || a.column - b.column;
  }

  /** Where a leaf is written, as a key that equal places share; undefined if it is in no file. */
  public placeKey(path: string): string | undefined {
    const place = this.places.get(path);
    return place && `${place.file}:${place.line}:${place.column}`;
  }

  private fileIndex({ file }: Place): number {
    const index = this.model.files.indexOf(file);
    return index < 0 ? this.model.files.length : index;
  }
}

function serviceNames(root: SourceNode): string[] {
  const services = root.kind === 'mapping' ? root.entries.get('services')?.value : undefined;
  return services?.kind === 'mapping' ? [...services.entries.keys()] : [];
}
