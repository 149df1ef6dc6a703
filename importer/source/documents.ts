import { parseSource } from './parse';
import type { SourceNode } from './source-node';

/** The documents of files, each of which is parsed once. */
export class Documents {
  private readonly parsed = new Map<string, readonly SourceNode[]>();

  /** @param sources the texts of the files, by path */
  constructor(private readonly sources: Readonly<Record<string, string>>) {}

  /** The documents of a file; none if its text is unknown. */
  public of(file: string): readonly SourceNode[] {
    const documents = this.parsed.get(file) ?? parseSource(file, this.sources[file] ?? '');
    this.parsed.set(file, documents);
    return documents;
  }

  /** The documents of all files that were asked for until now. */
  public read(): SourceNode[] {
    return [...this.parsed.values()].flat();
  }
}
