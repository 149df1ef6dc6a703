import { type ComposeMapping, type ComposeModel, type ComposeValue, isMapping } from '../read/compose-model';
import type { Place } from '../source/place';
import { type Candidate, itemsOf, placeOf, step } from './candidate';
import { EnvFiles } from './env-files';
import { Layers } from './layers';
import { type Leaf, type Located, pathText, type Via } from './leaf';
import { leftOut } from './left-out';
import { likeness, says } from './likeness';
import { Texts } from './texts';

/**
 * Finds where each leaf of a model is written, those of disabled services and of unused volumes and the like included. It
 * follows Compose's rules of precedence for files, `include`, `extends` and short syntax, and compares values where more
 * than one place is possible.
 */
export function locate(model: ComposeModel): Located {
  if (!model.project) return { leaves: [], leftOut: [] };
  const texts = new Texts(model.interpolations);
  const layers = new Layers(model, texts);
  const leaves = new Locator(model, texts, layers).leaves(model.project);
  return { leaves, leftOut: leftOut(layers.read(), leaves) };
}

type Path = readonly (string | number)[];

class Locator {
  private readonly envFiles: EnvFiles;
  private readonly found: Leaf[] = [];

  constructor(
    private readonly model: ComposeModel,
    private readonly texts: Texts,
    private readonly layers: Layers,
  ) {
    this.envFiles = new EnvFiles(model.sources, layers, texts);
  }

  public leaves(project: ComposeMapping): Leaf[] {
    const { roots } = this.layers;
    const start: Place = roots[0]?.node.at ?? { file: this.model.files[0] ?? '', line: 1, column: 1 };
    const whole = [project, this.model.unused, { services: this.model.disabled }];
    for (const [section, value] of whole.flatMap((part) => Object.entries(part))) {
      const candidates = step(roots, section);
      const near = candidates[0]?.key ?? start;
      if (section !== 'services' && section !== 'jobs') this.walk(value, [section], candidates, near);
      else if (isMapping(value)) this.services(section, value, near);
    }
    return this.found;
  }

  private services(section: string, services: ComposeMapping, near: Place): void {
    for (const [name, service] of Object.entries(services)) {
      const candidates = this.layers.service(section, name);
      this.walk(service, [section, name], candidates, candidates[0]?.key ?? near);
    }
  }

  /** @param near the nearest place around the value that is written */
  private walk(value: ComposeValue, path: Path, candidates: readonly Candidate[], near: Place): void {
    if (Array.isArray(value) && value.length > 0) this.list(value, path, candidates, near);
    else if (isMapping(value) && Object.keys(value).length > 0) this.mapping(value, path, candidates, near);
    else this.leaf(value, path, candidates, near);
  }

  private mapping(value: ComposeMapping, path: Path, candidates: readonly Candidate[], near: Place): void {
    for (const [name, member] of Object.entries(value)) {
      const below = step(candidates, name);
      const listed = below.length === 0 ? this.envFiles.find(path, name) : undefined;
      this.walk(
        member,
        [...path, name],
        listed ? [listed] : below,
        below[0]?.key ?? below[0]?.node.at ?? near,
      );
    }
  }

  private list(
    items: readonly ComposeValue[],
    path: Path,
    candidates: readonly Candidate[],
    near: Place,
  ): void {
    const pool = itemsOf(candidates);
    const taken = new Set<Candidate>();
    for (const [index, item] of items.entries()) {
      const match = this.match(item, pool, taken);
      if (match) taken.add(match);
      this.walk(item, [...path, index], match ? [match] : [], match?.key ?? match?.node.at ?? near);
    }
  }

  /** The candidate that is most like the item; of several, one that is not taken, and rather of a later file. */
  private match(
    item: ComposeValue,
    pool: readonly Candidate[],
    taken: ReadonlySet<Candidate>,
  ): Candidate | undefined {
    if (pool.length === 1 && pool[0]?.isShort) return pool[0]; // a text that became a list, as that of `command`
    let best: { readonly candidate: Candidate; readonly score: number } | undefined;
    for (const candidate of pool) {
      const alike = likeness(candidate, item, this.texts);
      const score = alike + (taken.has(candidate) ? 0 : 0.5);
      const isLater = candidate.node.at.file !== best?.candidate.node.at.file;
      if (alike > 0 && (!best || score > best.score || (score === best.score && isLater))) {
        best = { candidate, score };
      }
    }
    return best?.candidate;
  }

  private leaf(value: ComposeValue, path: Path, candidates: readonly Candidate[], near: Place): void {
    const chosen = this.choose(value, candidates);
    const at = chosen ? placeOf(chosen) : near;
    const via = chosen ? this.viaOf(chosen, value, path) : 'default';
    this.found.push({ path: pathText(path), value, at, via });
  }

  /** The first that is more than an empty key, which keeps what earlier files say; but an empty variable does not. */
  private choose(value: ComposeValue, candidates: readonly Candidate[]): Candidate | undefined {
    const [first] = candidates;
    const written = candidates.find(({ node }) => node.kind !== 'scalar' || !node.isNull);
    if (!written || written === first) return first;
    return says(written, value, this.texts) ? written : first;
  }

  private viaOf(candidate: Candidate, value: ComposeValue, path: Path): Via {
    const { node, via, isShort } = candidate;
    if (node.kind !== 'scalar' || via === 'env_file') return via;
    if (this.texts.hasVariable(node.text)) return 'variable';
    const isSaid = value === null || !(isShort ?? node.isNull) || says(candidate, value, this.texts);
    if (isSaid) return via;
    return ['environment', 'args'].includes(String(path.at(-2))) ? 'variable' : 'default';
  }
}
