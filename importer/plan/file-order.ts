import type { Leaf } from '../locate/leaf';
import type { ComposeModel } from '../read/compose-model';
import type { Place } from '../source/place';

/** The order of leaves in the Compose files, which a model does not keep: it is sorted. */
export class FileOrder {
  private readonly places: ReadonlyMap<string, Place>;

  constructor(
    private readonly model: Pick<ComposeModel, 'files'>,
    leaves: readonly Leaf[],
  ) {
    this.places = new Map(leaves.map(({ path, at }) => [path, at]));
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
