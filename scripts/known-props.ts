import { join } from 'node:path';
import ts from 'typescript';
import type { Kind, KnownProp, Shape } from '../lib/core/shape';

/** The interfaces that `lib/index.ts` exports, and those of their properties, for `lib/core/known-props.json`. */
export function knownProps(root: string): string {
  const shapes = new Shapes(join(root, 'lib/index.ts'), compilerOptions(root)).all();
  const entries = Object.entries(shapes).map(([name, { props, ...rest }]) => {
    const lines = Object.entries(props).map(([prop, known]) => `      ${line(prop, known)}`);
    const others = Object.entries(rest).map(([key, value]) => `,\n    ${line(key, value)}`);
    return `  "${name}": {\n    "props": {\n${lines.join(',\n')}\n    }${others.join('')}\n  }`;
  });
  return `{\n${entries.join(',\n')}\n}\n`;
}

function line(key: string, value: unknown): string {
  return `${JSON.stringify(key)}: ${JSON.stringify(value)}`;
}

function compilerOptions(root: string): ts.CompilerOptions {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), (path) => ts.sys.readFile(path)) as {
    config: unknown;
  };
  return ts.parseJsonConfigFileContent(config, ts.sys, root).options;
}

class Shapes {
  private readonly program: ts.Program;
  private readonly checker: ts.TypeChecker;
  private readonly shapes = new Map<string, { readonly type: ts.Type; shape: Shape }>();

  /** Names of the public classes by each interface that they implement. */
  private readonly classes = new Map<ts.Symbol, string[]>();

  constructor(
    private readonly file: string,
    options: ts.CompilerOptions,
  ) {
    this.program = ts.createProgram([file], options);
    this.checker = this.program.getTypeChecker();
  }

  public all(): Record<string, Shape> {
    const exported = this.exported();
    for (const symbol of exported) this.noteClass(symbol);
    for (const symbol of exported) {
      const type = this.checker.getDeclaredTypeOfSymbol(symbol);
      const isNamed = (symbol.flags & (ts.SymbolFlags.Interface | ts.SymbolFlags.TypeAlias)) !== 0;
      if (isNamed && this.isShape(type)) this.add(symbol.name, type);
    }
    const sorted = [...this.shapes].sort(([a], [b]) => (a < b ? -1 : 1));
    return Object.fromEntries(sorted.map(([name, { shape }]) => [name, shape]));
  }

  private exported(): ts.Symbol[] {
    const source = this.program.getSourceFile(this.file);
    const module = source && this.checker.getSymbolAtLocation(source);
    if (!module) throw new Error(`${this.file} exports nothing`);
    return this.checker
      .getExportsOfModule(module)
      .map((symbol) =>
        symbol.flags & ts.SymbolFlags.Alias ? this.checker.getAliasedSymbol(symbol) : symbol,
      );
  }

  private noteClass(symbol: ts.Symbol): void {
    for (const declaration of symbol.declarations?.filter((node) => ts.isClassDeclaration(node)) ?? []) {
      const clauses = declaration.heritageClauses ?? [];
      const implemented = clauses
        .filter(({ token }) => token === ts.SyntaxKind.ImplementsKeyword)
        .flatMap(({ types }) => types.map((node) => this.checker.getTypeAtLocation(node)));
      for (const base of withBases(implemented)) {
        this.classes.set(base.symbol, [...(this.classes.get(base.symbol) ?? []), symbol.name].sort());
      }
    }
  }

  /** An interface of the project, or an object type written in place. */
  private isShape(type: ts.Type): boolean {
    if (type.isIntersection()) return type.types.every((part) => this.isShape(part));
    const isObject = (type.flags & ts.TypeFlags.Object) !== 0;
    return (
      isObject &&
      !type.isClass() &&
      !this.isForeign(type) &&
      !this.checker.isArrayLikeType(type) &&
      !this.isFunction(type) &&
      (type.getProperties().length > 0 || !type.getStringIndexType())
    );
  }

  /** A function, or a class as a value. */
  private isFunction(type: ts.Type): boolean {
    return type.getCallSignatures().length + type.getConstructSignatures().length > 0;
  }

  private isForeign(type: ts.Type): boolean {
    const source = type.getSymbol()?.declarations?.[0]?.getSourceFile();
    return source !== undefined && (source.isDeclarationFile || source.fileName.includes('/imports/'));
  }

  private add(name: string, type: ts.Type): void {
    const known = this.shapes.get(name);
    if (known) {
      if (known.type !== type) throw new Error(`two interfaces in lib/ are named ${name}; rename one`);
      return;
    }
    const entry = { type, shape: { props: {} } as Shape };
    this.shapes.set(name, entry);
    const props = type
      .getProperties()
      .map((prop) => [prop.name, this.prop(name, prop)] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1));
    const parts = type.isIntersection() ? type.types : [type];
    const classes = parts.flatMap(({ symbol }) => this.classes.get(symbol) ?? []);
    entry.shape = {
      props: Object.fromEntries(props),
      ...((classes.length > 0 || type.getStringIndexType()) && { open: true }),
      ...(classes.length > 0 && { classes }),
    };
  }

  private prop(owner: string, prop: ts.Symbol): KnownProp {
    const type = this.checker.getTypeOfSymbol(prop);
    const is = this.kinds(`${owner}.${prop.name}`, type);
    const example = this.example(prop, is);
    return {
      is,
      ...(prop.flags & ts.SymbolFlags.Optional && { optional: true }),
      ...(example !== undefined && { example }),
    };
  }

  private kinds(path: string, type: ts.Type): Kind[] {
    const types = type.isUnion() ? type.types : [type];
    const kinds = types.flatMap((part) => this.kind(path, part) ?? []);
    return kinds.filter((kind, index) => kinds.indexOf(kind) === index);
  }

  private kind(path: string, type: ts.Type): Kind | undefined {
    const { flags, symbol } = type;
    if (flags & ts.TypeFlags.Undefined) return undefined;
    if (flags & ts.TypeFlags.BooleanLike) return 'boolean';
    if (type.isStringLiteral()) return `"${type.value}"`;
    if (flags & ts.TypeFlags.StringLike) return 'string';
    if (flags & ts.TypeFlags.NumberLike) return 'number';
    if (flags & ts.TypeFlags.NonPrimitive) return 'object';
    if (flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) return 'unknown';
    if (this.isShape(type)) {
      const name = type.aliasSymbol?.name ?? type.getSymbol()?.name ?? '__type';
      this.add(name === '__type' ? path : name, type);
      return name === '__type' ? path : name;
    }
    if (this.isFunction(type)) return 'function';
    const value = type.getStringIndexType();
    if (value) return { record: this.kinds(path, value) };
    if (this.checker.isArrayLikeType(type)) {
      return { list: this.kinds(path, type.getNumberIndexType() ?? type) };
    }
    return symbol.name;
  }

  /** What the docstring has after "such as", or a default that is a value and not a description. */
  private example(prop: ts.Symbol, is: readonly Kind[]): string | undefined {
    // Of a list or an object, docstrings show single values.
    if (is.some((kind) => typeof kind === 'object' || kind === 'function')) return undefined;
    const text = ts.displayPartsToString(prop.getDocumentationComment(this.checker));
    const given = /such as `([^`]+)`/.exec(text)?.[1];
    if (given !== undefined) return is.includes('string') && /^[^'"]*$/.test(given) ? `'${given}'` : given;
    const tag = prop.getJsDocTags(this.checker).find(({ name }) => name === 'default');
    const byDefault = ts.displayPartsToString(tag?.text);
    return byDefault === '' || byDefault.startsWith('-') ? undefined : byDefault;
  }
}

/** These types, and all types that they extend. */
function withBases(types: readonly ts.Type[]): ts.Type[] {
  return types.flatMap((type) => {
    // An interface that extends a generic type is a reference to itself.
    const { target = type } = type as Partial<ts.TypeReference>;
    return [type, ...withBases(target.getBaseTypes() ?? [])];
  });
}
