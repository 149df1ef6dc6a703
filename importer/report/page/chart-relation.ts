import type { Entry } from '../../ledger/entry';
import { pathKeys } from '../../locate/leaf';
import { legalName } from '../../project/service';
import { type ChartPart, chartParts, type ChartProperty, type Lines } from './chart-parts';
import { isKeyed, propertyOf, propsOf } from './props';

/**
 * Finds the lines of a chart that values became. An object has the name of the construct that defines it, so each object of
 * an entry leads to a construct; the key of the value leads to the prop, if the construct has it.
 */
export class ChartRelation {
  private readonly parts: readonly ChartPart[];
  private readonly itemTexts = new Map<string, string[]>();

  /** @param texts the values as texts, in the order of the entries */
  constructor(chart: string, entries: readonly Entry[], texts: readonly string[]) {
    this.parts = chartParts(chart);
    for (const [index, { path }] of entries.entries()) {
      const item = itemOf(path);
      this.itemTexts.set(item, [...(this.itemTexts.get(item) ?? []), texts[index] ?? '']);
    }
  }

  /** The numbers of the lines, sorted; none if the value became nothing. */
  public linesOf({ path, to = [] }: Entry): number[] {
    if (to.length === 0) return [];
    const parts = new Set(to.flatMap(({ object }) => this.partOf(object) ?? []));
    const [section, service = ''] = pathKeys(path);
    const own = section === 'services' ? this.partOf(`Service/${legalName(String(service))}`) : undefined;
    // A Service for a further name has that name.
    if (parts.size === 0 && own) parts.add(own);
    const numbers = [...parts].flatMap((part) => this.linesIn(part, path)).flatMap(numbersOf);
    return [...new Set(numbers)].sort((one, other) => one - other);
  }

  /** The construct whose id an object's name is, or starts with, as that of a Job or a claim. */
  private partOf(object: string): ChartPart | undefined {
    const [kind, name = ''] = object.split('/', 2);
    const wanted = kind === 'Namespace' ? 'stack' : 'construct';
    return this.parts
      .filter((part) => part.kind === wanted && `${name}-`.startsWith(`${part.name}-`))
      .sort((one, other) => other.name.length - one.name.length)[0];
  }

  private linesIn(part: ChartPart, path: string): readonly Lines[] {
    const [section, , ...below] = pathKeys(path);
    const wanted = section === 'services' ? propsOf(below) : [];
    const found = part.properties
      .filter(({ key }) => wanted.includes(key))
      .flatMap((property) => this.linesOfProp(property, path));
    if (found.length > 0) return found;
    return part.properties.some(({ key }) => isServiceProp(key)) ? [part.head] : [part];
  }

  private linesOfProp(property: ChartProperty, path: string): readonly Lines[] {
    if (isKeyed(property.key)) {
      const names = this.namesFor(path);
      const own = propertiesIn(property).filter(({ key }) => names.has(key));
      return own.length > 0 ? own : this.sharedProperties(property, names);
    }
    const check = path.includes('.healthcheck.test') ? this.constantsIn(property) : [];
    return [...check, property];
  }

  /** The properties in a constant that several services use. */
  private sharedProperties(property: ChartProperty, names: ReadonlySet<string>): readonly Lines[] {
    return this.constantsIn(property).flatMap(({ properties }) =>
      properties.filter(({ key }) => names.has(key)),
    );
  }

  private constantsIn({ names }: ChartProperty): ChartPart[] {
    return this.parts.filter(({ kind, name }) => kind === 'constant' && names.includes(name));
  }

  /** What the property of a value may be called: by the keys of its path, or by a text in the same item of a list. */
  private namesFor(path: string): ReadonlySet<string> {
    const [, , key = '', ...below] = pathKeys(path);
    const texts = itemOf(path) === path ? [] : (this.itemTexts.get(itemOf(path)) ?? []);
    const paths = texts.map((text) => text.replace(/:.*/, '')); // `/run:size=64m` of tmpfs
    return new Set([propertyOf(key), ...below.slice(-1).map(String), ...texts, ...paths]);
  }
}

function propertiesIn({ properties }: ChartProperty): ChartProperty[] {
  return properties.flatMap((property) => [property, ...propertiesIn(property)]);
}

/** Whether it is a prop of what runs, not of Credentials, an Ingress or the like, which are shown whole. */
function isServiceProp(key: string): boolean {
  return key === 'image';
}

/** The path of the item of a list that a path leads into; the path itself if there is none. */
function itemOf(path: string): string {
  return /^.*\[\d+\](?=[.[]|$)/.exec(path)?.[0] ?? path;
}

function numbersOf({ from, to }: Lines): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
