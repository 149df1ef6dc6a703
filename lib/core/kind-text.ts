import { elementsOf, type Kind, shapeOf } from './shape';

/** @internal The types that a value must have, in words, with one that would do. */
export function expected(kinds: readonly Kind[], value: unknown, example = exampleOf(kinds, value)): string {
  const classes = [...new Set(kinds.flatMap(classesOf))].sort();
  const others = kinds.filter((kind) => classesOf(kind).length === 0).map(nameOf);
  const names = [...(classes.length > 0 ? [`one of ${classes.join(', ')}`] : []), ...new Set(others)];
  const last = names.pop() ?? '';
  const all = names.length > 0 ? `${names.join(', ')} or ${last}` : last;
  return example === undefined || all.includes(example) ? all : `${all} such as ${example}`;
}

/** @internal What was given, in words. */
export function described(value: unknown): string {
  if (typeof value === 'string') return `the string '${shortened(value)}'`;
  if (typeof value === 'number') return `the number ${value}`;
  if (typeof value === 'function') return value.name === '' ? 'a function' : `the function ${value.name}`;
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' && value !== null ? describedObject(value) : String(value);
}

/** @internal A construct by its class and id, another object by its class. */
export function nameOfObject(value: object): string {
  const id = idOf(value);
  return id === undefined ? className(value) : `${className(value)} '${id}'`;
}

function describedObject(value: object): string {
  if (idOf(value) !== undefined) return `the ${nameOfObject(value)}`;
  if (className(value) !== 'Object') return withArticle(className(value));
  const names = Object.keys(value).map((name) => `'${name}'`);
  return names.length === 0 ? 'an empty object' : `an object with ${shortened(names.join(', '))}`;
}

function nameOf(kind: Kind): string {
  if (typeof kind === 'object') return 'list' in kind ? 'a list' : 'an object';
  if (kind.startsWith('"')) return `'${kind.slice(1, -1)}'`;
  if (kind === 'boolean') return 'true or false';
  const shape = shapeOf(kind);
  if (!shape || kind in examples) return withArticle(kind);
  const required = Object.entries(shape.props).flatMap(([name, { optional }]) =>
    optional ? [] : `'${name}'`,
  );
  return required.length === 0 ? 'an object' : `an object with ${required.join(', ')}`;
}

/** The classes of an interface that is told by them. */
function classesOf(kind: Kind): readonly string[] {
  return typeof kind === 'string' && !(kind in examples) ? (shapeOf(kind)?.classes ?? []) : [];
}

/** Of types that are often written in another way. */
const examples: Readonly<Record<string, string>> = {
  Cpu: 'Cpu.millis(250)',
  Duration: 'Duration.seconds(30)',
  Environment: 'dev()',
  Metrics: `Metrics.fromPrometheusClient('/metrics')`,
  Probe: `Probe.fromHttpGet('/health')`,
  Resources: 'resources({ millicores: [50, 500], mebibytes: [64, 256] })',
  SecretKey: `db.secret('password')`,
  SecretText: 'secretText`redis://:${secret}@cache`',
  Size: 'Size.mebibytes(256)',
  Uint8Array: `readFileSync('trust.jks')`,
  Volume: `new Volume(this, 'uploads')`,
};

const store = `new Postgres(this, 'db', { … })`;

/** Of interfaces whose classes are named, too. */
const instances: Readonly<Record<string, string>> = {
  BackupSource: store,
  Endpoint: store,
  Monitored: store,
  Waitable: store,
};

function exampleOf(kinds: readonly Kind[], value: unknown): string | undefined {
  const elements = elementsOf(kinds);
  if (elements) return listOf(value, elements);
  return kinds
    .flatMap((kind) => (typeof kind === 'string' ? (examples[kind] ?? instances[kind] ?? []) : []))
    .at(0);
}

/** What was probably meant by a value that is no list. */
function listOf(value: unknown, elements: readonly Kind[]): string | undefined {
  if (typeof value === 'string' && elements.includes('string')) {
    const words = value.trim().split(/\s+/);
    return `[${words.map((word) => `'${word}'`).join(', ')}]`;
  }
  const id = typeof value === 'object' && value !== null ? idOf(value) : undefined;
  return id === undefined ? undefined : `[${id}]`;
}

function idOf(value: object): string | undefined {
  const { node } = value as { readonly node?: { readonly id?: unknown } };
  return typeof node?.id === 'string' ? node.id : undefined;
}

function className(value: object): string {
  return (Object.getPrototypeOf(value) as object | null)?.constructor.name ?? 'Object';
}

function withArticle(name: string): string {
  return `${/^[AEIOUaeiou]/.test(name) ? 'an' : 'a'} ${name}`;
}

function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
