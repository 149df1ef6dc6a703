import type { Command } from 'commander';

/** The part of an option that completion needs. */
export interface OptionShape {
  /** `['-f', '--follow']` */
  readonly names: readonly string[];
  readonly description: string;

  /** The name of its value in the help, such as `duration`; absent if it has no value. */
  readonly value?: string;

  /** Whether it takes several values. */
  readonly variadic?: boolean;
  readonly choices?: readonly string[];
}

/** The part of an argument that completion needs. */
export interface ArgumentShape {
  readonly name: string;
  readonly variadic?: boolean;
  readonly choices?: readonly string[];
}

/** The arguments and options of a command, as JSON for the cache. */
export interface CommandShape {
  readonly options: readonly OptionShape[];
  readonly arguments: readonly ArgumentShape[];
}

/** The option that commander gives every command. */
export const helpOption: OptionShape = { names: ['-h', '--help'], description: 'display help for command' };

/** The arguments and options of a command, without hidden options. */
export function shapeOf(command: Command): CommandShape {
  const options = command.options
    .filter(({ hidden }) => !hidden)
    .map(({ short, long, flags, description, variadic, argChoices }): OptionShape => {
      const [, value] = /[<[]([^>\]]+)[>\]]/.exec(flags) ?? [];
      return {
        names: [short, long].filter((name) => name !== undefined),
        description,
        ...(value !== undefined && { value }),
        ...(variadic && { variadic }),
        ...(argChoices && { choices: argChoices }),
      };
    });
  return {
    options: [...options, helpOption],
    arguments: command.registeredArguments.map((argument): ArgumentShape => {
      const { argChoices, variadic } = argument;
      return {
        name: argument.name(),
        ...(variadic && { variadic }),
        ...(argChoices && { choices: argChoices }),
      };
    }),
  };
}
