/** A part of a JSON schema, with what compose-go's schema uses. */
interface Schema {
  readonly type?: string | readonly string[];
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly patternProperties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly definitions?: Readonly<Record<string, Schema>>;
  readonly $defs?: Readonly<Record<string, Schema>>;
}

/**
 * Every key of Compose, sorted, from its JSON schema: `*` is any name, and `[]` any item of a list. Of short and long syntax only
 * the long one is there, as in the model.
 *
 * @param text the schema in JSON
 */
export function composeKeys(text: string): string[] {
  const root = JSON.parse(text) as Schema;
  const keys = new Set<string>();
  walk(root, '', []);
  return [...keys].filter((key) => !isShort(key, keys)).sort();

  function walk(schema: Schema, key: string, within: readonly string[]): void {
    const name = schema.$ref?.split('/').at(-1);
    if (name !== undefined) {
      const target = (root.definitions ?? root.$defs)?.[name];
      if (!target) throw new Error(`the schema of Compose has no definition ${name}`);
      if (!within.includes(name)) walk(target, key, [...within, name]);
      return;
    }
    const below = partsOf(schema, key);
    for (const [path, part] of below) walk(part, path, within);
    if (below.length === 0 && key !== '') keys.add(schema.type === 'object' ? `${key}.*` : key);
  }
}

/** The schemas in a schema, by key. */
function partsOf(schema: Schema, key: string): [key: string, schema: Schema][] {
  const { oneOf = [], anyOf = [], allOf = [], properties = {}, patternProperties = {} } = schema;
  const { additionalProperties, items } = schema;
  const patterns = Object.entries(patternProperties).filter(([pattern]) => !pattern.startsWith('^x-'));
  return [
    ...[...oneOf, ...anyOf, ...allOf].map((part): [string, Schema] => [key, part]),
    ...Object.entries(properties).map(([name, part]): [string, Schema] => [
      key === '' ? name : `${key}.${name}`,
      part,
    ]),
    ...patterns.map(([, part]): [string, Schema] => [`${key}.*`, part]),
    ...(typeof additionalProperties === 'object'
      ? [[`${key}.*`, additionalProperties] as [string, Schema]]
      : []),
    ...(items ? [[`${key}[]`, items] as [string, Schema]] : []),
  ];
}

/** Whether a key has a longer form: `build` of `build.context`, `environment[]` of `environment.*`. */
function isShort(key: string, keys: ReadonlySet<string>): boolean {
  const mapping = key.endsWith('[]') ? `${key.slice(0, -2)}.` : undefined;
  return [...keys].some(
    (other) =>
      other.startsWith(`${key}.`) ||
      other.startsWith(`${key}[`) ||
      (mapping !== undefined && other.startsWith(mapping)),
  );
}
