import { parseSource } from './parse';
import type { SourceNode } from './source-node';

type Sources = Readonly<Record<string, string>>;

/** The documents of each file, by the texts of all files that a model was made from. */
const known = new WeakMap<Sources, Map<string, readonly SourceNode[]>>();

/** The documents of files, each of which is parsed once, whoever asks for it. */
export class Documents {
  private readonly parsed = new Map<string, readonly SourceNode[]>();

  /** @param sources the texts of the files, by path */
  constructor(private readonly sources: Sources) {}

  /** The documents of a file; none if its text is unknown. */
  public of(file: string): readonly SourceNode[] {
    const all = known.get(this.sources) ?? new Map<string, readonly SourceNode[]>();
    known.set(this.sources, all);
    const documents = all.get(file) ?? parseSource(file, this.sources[file] ?? '');
    all.set(file, documents);
    this.parsed.set(file, documents);
    return documents;
  }

  /** The documents of all files that were asked for until now. */
  public read(): SourceNode[] {
    return [...this.parsed.values()].flat();
  }
}
