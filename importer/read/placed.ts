import { Documents } from '../source/documents';
import type { Place } from '../source/place';
import type { SourceNode } from '../source/source-node';
import { valuesIn } from '../source/values';
import type { ComposeModel, ComposeProblem } from './compose-model';

type Sources = Pick<ComposeModel, 'files' | 'sources'>;

/** The problems with the places that their messages tell: a line, or the path of a key. */
export function placed(problems: readonly ComposeProblem[], { files, sources }: Sources): ComposeProblem[] {
  const documents = new Documents(sources);
  return problems.map((problem) => {
    const { message } = problem;
    const named = Object.keys(sources).filter((file) => message.includes(file));
    const others = [...files].reverse().filter((file) => !named.includes(file));
    const roots = (): SourceNode[] => [...named, ...others].flatMap((file) => documents.of(file));
    const at =
      lineOf(message, named[0] ?? only(files)) ?? keyOf(message, roots()) ?? fileNamed(message, roots());
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

function keyOf(message: string, roots: readonly SourceNode[]): Place | undefined {
  const path = pathIn(message);
  // What the message quotes may be a key or a value below the path.
  const words = new Set(message.split(/[\s'"`,:]+/));
  let best: { readonly place: Place; readonly depth: number } | undefined;
  for (const root of roots) {
    const found = follow(root, path);
    if (!found || found.depth <= (best?.depth ?? 0)) continue;
    const inside = found.depth === path.length ? worded(found.node, words) : undefined;
    best = { place: inside ?? found.place, depth: found.depth };
  }
  return best?.place;
}

/** Where a file stands that the message names by its absolute path, such as one that does not exist. */
function fileNamed(message: string, roots: readonly SourceNode[]): Place | undefined {
  const paths = message.split(/[\s'"`:,]+/).filter((word) => word.startsWith('/'));
  const isNamed = (text: string): boolean => {
    const file = text.replace(/^(?:\.{1,2}\/)+/, '');
    return file !== '' && paths.some((path) => path === file || path.endsWith(`/${file}`));
  };
  return roots.flatMap(valuesIn).find(({ node }) => node.kind === 'scalar' && isNamed(node.text))?.node.at;
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

/** Where one of the words is a whole key or value. The items of a list say more than its key. */
function worded(root: SourceNode, words: ReadonlySet<string>): Place | undefined {
  for (const { node, path, key } of valuesIn(root)) {
    if (key && node.kind !== 'list' && words.has(String(path.at(-1)))) return key;
    if (node.kind === 'scalar' && words.has(node.text)) return node.at;
  }
  return undefined;
}
