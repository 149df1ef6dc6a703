import type { ProjectNames } from './project-names';
import { type ArgumentShape, type CommandShape, helpOption, type OptionShape } from './shape';

/** A word that can stand where the cursor is. */
export interface Candidate {
  readonly word: string;

  /** Empty where the word says it all. */
  readonly description: string;
}

/** What completion is made of; each part is asked for only if it is needed. */
export interface Knowledge {
  /** Every command, in the order of the help. */
  readonly commands: readonly { readonly name: string; readonly description: string }[];

  /** What can follow a command. */
  readonly shape: (command: string) => Promise<CommandShape>;

  /** The names of the project. */
  readonly names: () => Promise<ProjectNames>;
}

/** In the place of candidates: the shell completes names of files by itself. */
export const files = ':files';

const versionOption: OptionShape = { names: ['-V', '--version'], description: 'print the version' };

/**
 * What can stand where the cursor is.
 *
 * @param words those behind `slipway`, up to the one at the cursor, which may be empty
 */
export async function candidatesFor(words: readonly string[], knowledge: Knowledge): Promise<Candidate[]> {
  const typed = withoutEqualsSigns(words);
  const partial = typed.at(-1) ?? '';
  const before = typed.slice(0, -1);
  const at = before.findIndex((word) => !word.startsWith('-'));
  const candidates = await (at < 0
    ? commandsOrOptions(partial, knowledge)
    : afterCommand(before[at] ?? '', before.slice(at + 1), partial, knowledge));
  return candidates.filter(({ word }) => word === files || word.startsWith(partial));
}

/** bash takes `--env=prod` for three words. */
function withoutEqualsSigns(words: readonly string[]): string[] {
  const typed = words.filter((word, index) => word !== '=' || index === words.length - 1);
  return typed.at(-1) === '=' ? [...typed.slice(0, -1), ''] : typed;
}

function commandsOrOptions(partial: string, { commands }: Knowledge): Candidate[] {
  if (partial.startsWith('-')) return optionCandidates([helpOption, versionOption]);
  return commands.map(({ name, description }) => ({ word: name, description }));
}

async function afterCommand(
  command: string,
  before: readonly string[],
  partial: string,
  { commands, shape, names }: Knowledge,
): Promise<Candidate[]> {
  if (!commands.some(({ name }) => name === command)) return [];
  const { options, arguments: known } = await shape(command);
  const { args, open } = read(before, options);
  const [, start = '', option] = /^((--[\w-]+)=)/.exec(partial) ?? [];
  if (option !== undefined) {
    const values = await valuesOf(options.find(isNamed(option)), args, names);
    return values.map((value) => candidate(value === files ? files : `${start}${value}`));
  }
  const isOption = partial.startsWith('-');
  if (open && !(open.variadic && isOption)) return (await valuesOf(open, args, names)).map(candidate);
  if (isOption) return optionCandidates(options);
  const last = known.at(-1);
  const values = await valuesOf(known[args.length] ?? (last?.variadic ? last : undefined), args, names);
  return values.filter((value) => !args.includes(value)).map(candidate);
}

interface Read {
  /** Arguments that are there. */
  readonly args: readonly string[];

  /** The option whose value comes next. */
  readonly open?: OptionShape;
}

/** Tells options, their values and arguments apart. */
function read(words: readonly string[], options: readonly OptionShape[]): Read {
  const args: string[] = [];
  let open: OptionShape | undefined;
  for (const word of words) {
    const option = options.find(isNamed(word));
    if (option || word.startsWith('-')) open = option?.value === undefined ? undefined : option;
    else if (open) open = open.variadic ? open : undefined;
    else args.push(word);
  }
  return { args, ...(open && { open }) };
}

/**
 * The values that an option or an argument can have, as far as they are known.
 *
 * @param args the arguments that are there
 */
async function valuesOf(
  what: OptionShape | ArgumentShape | undefined,
  args: readonly string[],
  names: Knowledge['names'],
): Promise<readonly string[]> {
  if (what === undefined) return [];
  if (what.choices) return what.choices;
  if ('name' in what) return /^stacks?$/.test(what.name) ? Object.keys(await names()) : [];
  if (/^(file|folder)/.test(what.value ?? '')) return [files];
  return isNamed('--env')(what) ? environmentsOf(await names(), args) : [];
}

/** Environments of the stacks that are named, or of all. */
function environmentsOf(names: ProjectNames, args: readonly string[]): string[] {
  const named = args.filter((arg) => Object.hasOwn(names, arg));
  const stacks = named.length > 0 ? named : Object.keys(names);
  return [...new Set(stacks.flatMap((stack) => names[stack] ?? []))];
}

function isNamed(name: string): (option: OptionShape) => boolean {
  return ({ names }) => names.includes(name);
}

/** Options by their long names. */
function optionCandidates(options: readonly OptionShape[]): Candidate[] {
  return options.flatMap(({ names, description }) => {
    const word = names.at(-1);
    return word === undefined ? [] : [{ word, description }];
  });
}

function candidate(word: string): Candidate {
  return { word, description: '' };
}
