import { type Token, tokensOf, unquoted } from './chart-tokens';

/** Lines of a chart, the last one included, counted from 1. */
export interface Lines {
  readonly from: number;
  readonly to: number;
}

/** A property of an object literal in a chart. */
export interface ChartProperty extends Lines {
  readonly key: string;

  /** The names of variables in its value. */
  readonly names: readonly string[];

  /** The properties of its value, if that is an object literal too. */
  readonly properties: readonly ChartProperty[];
}

/** A construct of a chart, or one of its constants. */
export interface ChartPart extends Lines {
  readonly kind: 'construct' | 'constant' | 'stack';

  /** The id of the construct or the stack, or the name of the constant. */
  readonly name: string;

  /** Its first lines, as far as the start of its properties. */
  readonly head: Lines;
  readonly properties: readonly ChartProperty[];
}

/** The constructs of a chart that slipway has printed, its constants, and the call that names the stack. */
export function chartParts(chart: string): ChartPart[] {
  const reader = new Reader(tokensOf(chart));
  return reader.parts();
}

const opening = ['(', '[', '{'];
const closing = [')', ']', '}'];

class Reader {
  constructor(private readonly tokens: readonly Token[]) {}

  public parts(): ChartPart[] {
    return this.tokens.flatMap((_, index) => {
      const part = this.construct(index) ?? this.constant(index) ?? this.stack(index);
      return part ? [part] : [];
    });
  }

  /** `new slipway.WebService(this, 'web', { … })`, with the variable that it is assigned to. */
  private construct(index: number): ChartPart | undefined {
    if (!this.is(index, 'new', /^slipway\.\w+$/, '(', 'this', ',')) return undefined;
    const id = this.tokens[index + 5];
    const name = id && unquoted(id);
    if (name === undefined) return undefined;
    const start = this.is(index - 3, 'const', /./, '=') ? index - 3 : index;
    const props = this.is(index + 6, ',', '{') ? index + 7 : index + 5;
    return this.part('construct', name, { start, props, end: this.closingOf(index + 2) });
  }

  private constant(index: number): ChartPart | undefined {
    if (!this.is(index, 'const', /./, '=') || this.is(index + 3, 'new')) return undefined;
    const name = this.textAt(index + 1);
    return this.part('constant', name, { start: index, props: index + 3, end: this.endOf(index + 3) });
  }

  private stack(index: number): ChartPart | undefined {
    if (!this.is(index, 'super', '(', 'scope')) return undefined;
    const id = this.tokens[index + 4];
    const name = id && unquoted(id);
    if (name === undefined) return undefined;
    return this.part('stack', name, { start: index, props: index, end: this.closingOf(index + 1) });
  }

  /** @param at the indexes of its first token, of the brace of its properties if it has some, and of its last token */
  private part(
    kind: ChartPart['kind'],
    name: string,
    at: { readonly start: number; readonly props: number; readonly end: number },
  ): ChartPart {
    const from = this.lineAt(at.start);
    return {
      kind,
      name,
      from,
      to: this.endLineAt(at.end),
      head: { from, to: this.endLineAt(at.props) },
      properties: this.properties(at.props),
    };
  }

  /** The properties of the object literal whose brace is at an index; none if there is no brace. */
  private properties(brace: number): ChartProperty[] {
    if (this.textAt(brace) !== '{') return [];
    const end = this.closingOf(brace);
    const found: ChartProperty[] = [];
    for (let index = brace + 1; index < end;) {
      const last = this.endOf(index);
      found.push(this.property(index, last));
      index = last + 2; // after the comma
    }
    return found;
  }

  private property(first: number, last: number): ChartProperty {
    const token = this.tokens[first];
    const value = this.is(first + 1, ':') ? first + 2 : first;
    const words = this.tokens.slice(value, last + 1).map(({ text }) => text);
    return {
      key: token ? (unquoted(token) ?? token.text) : '',
      from: this.lineAt(first),
      to: this.endLineAt(last),
      names: words.filter((word) => /^[A-Za-z_$]/.test(word)).map((word) => word.replace(/\..*/, '')),
      properties: value > first ? this.properties(value) : [],
    };
  }

  /** The index of the last token before the comma, the semicolon or the bracket that ends an expression. */
  private endOf(start: number): number {
    let index = start;
    while (index < this.tokens.length && ![',', ';', ...closing].includes(this.textAt(index)))
      index = opening.includes(this.textAt(index)) ? this.closingOf(index) + 1 : index + 1;
    return Math.max(start, index - 1);
  }

  private closingOf(open: number): number {
    let depth = 0;
    for (let index = open; index < this.tokens.length; index++) {
      if (opening.includes(this.textAt(index))) depth += 1;
      if (closing.includes(this.textAt(index))) depth -= 1;
      if (depth === 0) return index;
    }
    return this.tokens.length - 1;
  }

  private is(index: number, ...wanted: readonly (string | RegExp)[]): boolean {
    return wanted.every((each, offset) => {
      const text = this.textAt(index + offset);
      return typeof each === 'string' ? text === each : each.test(text);
    });
  }

  private textAt(index: number): string {
    return this.tokens[index]?.text ?? '';
  }

  private lineAt(index: number): number {
    return this.tokens[index]?.line ?? 0;
  }

  private endLineAt(index: number): number {
    return this.tokens[index]?.endLine ?? 0;
  }
}
