import type { ProjectNames } from './project-names';
import { type ArgumentShape, type CommandShape, helpOption, type OptionShape } from './shape';

/** A word that is possible at the cursor. */
export interface Candidate {
  readonly word: string;

  /** Empty if the word needs no description. */
  readonly description: string;
}

/** The data for completion. Each part is loaded only if it is needed. */
export interface Knowledge {
  /** Every command, in the order of the help. */
  readonly commands: readonly { readonly name: string; readonly description: string }[];

  /** The arguments and options of a command. */
  readonly shape: (command: string) => Promise<CommandShape>;

  /** The names of the project. */
  readonly names: () => Promise<ProjectNames>;
}

/** Instead of candidates: the shell itself completes file names. */
export const files = ':files';

const versionOption: OptionShape = { names: ['-V', '--version'], description: 'print the version' };

/**
 * The words that are possible at the cursor.
 *
 * @param words the words after `slipway`, up to the one at the cursor, which may be empty
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

/** Undoes the splitting of bash, which makes three words of `--env=prod`. */
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
  /** The present arguments. */
  readonly args: readonly string[];

  /** The option whose value comes next. */
  readonly open?: OptionShape;
}

/** Separates arguments from options and their values. */
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
 * The known values of an option or an argument.
 *
 * @param args the present arguments
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

/** The environments of the stacks in `args`, or of all stacks. */
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
