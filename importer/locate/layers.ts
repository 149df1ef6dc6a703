import { dirname, resolve } from 'node:path';
import type { ComposeModel } from '../read/compose-model';
import { Documents } from '../source/documents';
import type { SourceNode } from '../source/source-node';
import { type Candidate, step } from './candidate';
import type { Texts } from './texts';

/** The documents that a model was made from. */
export class Layers {
  private readonly parsed: Documents;

  /** Whole documents, those with precedence first. */
  public readonly roots: readonly Candidate[];

  constructor(
    private readonly model: Pick<ComposeModel, 'files' | 'sources'>,
    private readonly texts: Texts,
  ) {
    this.parsed = new Documents(model.sources);
    this.roots = [...model.files]
      .reverse()
      .flatMap((file) => this.documents(file, file === model.files[0] ? 'file' : 'override', []));
  }

  /** The candidates for a service or a job: its own, then those of what it extends. */
  public service(section: string, name: string): Candidate[] {
    return this.extended(this.roots, section, name, []);
  }

  /** The documents that were met until now. */
  public read(): SourceNode[] {
    return this.parsed.read();
  }

  /** The absolute path of a file that another one names, if Compose has read it; `undefined` if it has not. */
  public named(path: string, from: string): string | undefined {
    const folders = [from, ...this.model.files].map((file) => dirname(file));
    return folders.map((folder) => resolve(folder, path)).find((file) => file in this.model.sources);
  }

  /** Documents of a file, the last one first, each with what it includes behind it. */
  private documents(file: string, via: Candidate['via'], begun: readonly string[]): Candidate[] {
    if (begun.includes(file)) return [];
    return [...this.parsed.of(file)].reverse().flatMap((node) => {
      const included = includedPaths(node).flatMap((path) => {
        const found = this.named(this.texts.of(path), file);
        return found === undefined ? [] : this.documents(found, 'include', [...begun, file]);
      });
      return [{ node, via }, ...included];
    });
  }

  private extended(
    roots: readonly Candidate[],
    section: string,
    name: string,
    begun: readonly string[],
  ): Candidate[] {
    const own = step(step(roots, section), name);
    return own.flatMap((candidate) => {
      const { service, file } = extendsOf(candidate.node);
      if (service === undefined) return [candidate];
      const from = candidate.node.at.file;
      const target = file === undefined ? from : this.named(this.texts.of(file), from);
      const key = `${target ?? ''} ${this.texts.of(service)}`;
      if (target === undefined || begun.includes(key)) return [candidate];
      // Only as that file has it: Compose merges later files afterwards.
      const base = this.documents(target, 'extends', []);
      const bases = this.extended(base, section, this.texts.of(service), [...begun, key]);
      return [candidate, ...bases.map((each) => ({ ...each, via: 'extends' as const }))];
    });
  }
}

/** The paths of `include`: a text, or `path` with one or several; of these, the last has precedence. */
function includedPaths(root: SourceNode): string[] {
  const include = member(root, 'include');
  if (include?.kind !== 'list') return [];
  return include.items.flatMap((item) => [...textsOf(member(item, 'path') ?? item)].reverse());
}

function extendsOf(service: SourceNode): { readonly service?: string; readonly file?: string } {
  const node = member(service, 'extends');
  if (!node) return {};
  if (node.kind === 'scalar') return { service: node.text };
  const [name] = textsOf(member(node, 'service'));
  const [file] = textsOf(member(node, 'file'));
  return { ...(name !== undefined && { service: name }), ...(file !== undefined && { file }) };
}

function member(node: SourceNode, name: string): SourceNode | undefined {
  return node.kind === 'mapping' ? node.entries.get(name)?.value : undefined;
}

/** The text, or the texts of a list. */
export function textsOf(node: SourceNode | undefined): string[] {
  if (node?.kind === 'scalar') return node.isNull ? [] : [node.text];
  return node?.kind === 'list' ? node.items.flatMap(textsOf) : [];
}
