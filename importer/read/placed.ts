import { parseSource } from '../source/parse';
import type { Place } from '../source/place';
import type { SourceNode } from '../source/source-node';
import type { ComposeModel, ComposeProblem } from './compose-model';

type Sources = Pick<ComposeModel, 'files' | 'sources'>;

/** The problems with the places that their messages tell: a line, or the path of a key. */
export function placed(problems: readonly ComposeProblem[], { files, sources }: Sources): ComposeProblem[] {
  return problems.map((problem) => {
    const named = Object.keys(sources).filter((file) => problem.message.includes(file));
    const candidates = [...named, ...[...files].reverse().filter((file) => !named.includes(file))];
    const at =
      lineOf(problem.message, named[0] ?? only(files)) ?? keyOf(problem.message, candidates, sources);
    return { ...problem, ...(at && { at }) };
  });
}

/** Of `line 1: line 4: … already defined at line 3`, as the parser of YAML writes it, the last line before a colon. */
function lineOf(message: string, file: string | undefined): Place | undefined {
  const [line, column] = [...message.matchAll(/\bline (\d+)(?:, column (\d+))?:/g)].at(-1)?.slice(1) ?? [];
  return file !== undefined && line !== undefined
    ? { file, line: Number(line), column: Number(column ?? 1) }
    : undefined;
}

function only(files: readonly string[]): string | undefined {
  return files.length === 1 ? files[0] : undefined;
}

function keyOf(
  message: string,
  candidates: readonly string[],
  sources: Sources['sources'],
): Place | undefined {
  const path = pathIn(message);
  if (path.length === 0) return fileNamed(message, candidates, sources);
  // What the message quotes may be a key or a value below the path.
  const words = new Set(message.split(/[\s'"`,:]+/));
  let best: { readonly place: Place; readonly depth: number } | undefined;
  for (const file of candidates) {
    for (const root of parseSource(file, sources[file] ?? '')) {
      const found = follow(root, path);
      if (!found || found.depth <= (best?.depth ?? 0)) continue;
      const inside = found.depth === path.length ? worded(found.node, words) : undefined;
      best = { place: inside ?? found.place, depth: found.depth };
    }
  }
  return best?.place;
}

/** Where a file stands that the message names by its absolute path, such as one that does not exist. */
function fileNamed(
  message: string,
  candidates: readonly string[],
  sources: Sources['sources'],
): Place | undefined {
  const paths = message.split(/[\s'"`:,]+/).filter((word) => word.startsWith('/'));
  const isNamed = (text: string): boolean => {
    const file = text.replace(/^(?:\.{1,2}\/)+/, '');
    return file !== '' && paths.some((path) => path === file || path.endsWith(`/${file}`));
  };
  return first(candidates, (file) =>
    first(parseSource(file, sources[file] ?? ''), (root) => firstScalar(root, isNamed)),
  );
}

function firstScalar(node: SourceNode, isMeant: (text: string) => boolean): Place | undefined {
  if (node.kind === 'scalar') return isMeant(node.text) ? node.at : undefined;
  const below = node.kind === 'list' ? node.items : [...node.entries.values()].map(({ value }) => value);
  return first(below, (each) => firstScalar(each, isMeant));
}

/** The keys of `services.web.ports[0]`, or of `service "web"`, in a message. */
function pathIn(message: string): string[] {
  const sections = 'services|networks|volumes|configs|secrets|jobs|models|include|name';
  const dotted = new RegExp(`(?<![\\w./-])(?:${sections})(?:[.[][^\\s:'"\`]+|(?= must be ))`).exec(message);
  if (dotted) return dotted[0].split(/[.[\]]+/).filter(Boolean);
  const [, inCycle] = /\bdependency cycle detected: (\S+) ->/.exec(message) ?? [];
  if (inCycle !== undefined) return ['services', inCycle, 'depends_on'];
  const [, kind, name] = /\b(service|network|volume|config|secret|job|model) "([^"]+)"/.exec(message) ?? [];
  return kind !== undefined && name !== undefined ? [`${kind}s`, name] : [];
}

/** Follows a path as far as the file has it. */
function follow(
  root: SourceNode,
  path: readonly string[],
): { readonly node: SourceNode; readonly place: Place; readonly depth: number } | undefined {
  let [node, place, depth] = [root, root.at, 0];
  for (const key of path) {
    if (node.kind === 'scalar') break;
    const entry = node.kind === 'mapping' ? node.entries.get(key) : undefined;
    const next: SourceNode | undefined = node.kind === 'list' ? node.items[Number(key)] : entry?.value;
    if (!next) break;
    [node, place, depth] = [next, entry?.key ?? next.at, depth + 1];
  }
  return depth > 0 ? { node, place, depth } : undefined;
}

/** Where one of the words is a whole key or value. */
function worded(node: SourceNode, words: ReadonlySet<string>): Place | undefined {
  if (node.kind === 'scalar') return words.has(node.text) ? node.at : undefined;
  if (node.kind === 'list') return first(node.items, (item) => worded(item, words));
  return first([...node.entries], ([key, entry]) =>
    words.has(key) && entry.value.kind !== 'list' ? entry.key : worded(entry.value, words),
  );
}

function first<T>(items: readonly T[], find: (item: T) => Place | undefined): Place | undefined {
  for (const item of items) {
    const found = find(item);
    if (found) return found;
  }
  return undefined;
}
