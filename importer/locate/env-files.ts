import type { ComposeModel } from '../read/compose-model';
import { type Candidate, itemsOf, step } from './candidate';
import { type Layers, textsOf } from './layers';
import type { Texts } from './texts';

/** The key that names files with further members of another key. */
const fileKeys: Readonly<Record<string, string>> = { environment: 'env_file', labels: 'label_file' };

/** The files of `env_file` and `label_file`. */
export class EnvFiles {
  constructor(
    private readonly sources: ComposeModel['sources'],
    private readonly layers: Layers,
    private readonly texts: Texts,
  ) {}

  /** Where a file sets a variable or a label of a service; `undefined` if none does. */
  public find(
    [section, service, key, ...below]: readonly (string | number)[],
    name: string,
  ): Candidate | undefined {
    const fileKey = fileKeys[String(key)];
    if (fileKey === undefined || below.length > 0) return undefined;
    const files = itemsOf(step(this.layers.service(String(section), String(service)), fileKey));
    for (const { node } of files.reverse()) {
      const [path] = textsOf(node.kind === 'mapping' ? node.entries.get('path')?.value : node);
      const file = path === undefined ? undefined : this.layers.named(this.texts.of(path), node.at.file);
      const found = file === undefined ? undefined : this.lineOf(file, name);
      if (found) return found;
    }
    return undefined;
  }

  /** The last line of a file that sets a variable. */
  private lineOf(file: string, name: string): Candidate | undefined {
    const lines = (this.sources[file] ?? '').split('\n');
    const index = lines.findLastIndex((line) => /^\s*(?:export\s+)?([^\s=:#]+)/.exec(line)?.[1] === name);
    if (index < 0) return undefined;
    const text = lines[index] ?? '';
    const at = { file, line: index + 1, column: text.indexOf(name) + 1 };
    return { node: { kind: 'scalar', text, isNull: false, at }, via: 'env_file' };
  }
}
