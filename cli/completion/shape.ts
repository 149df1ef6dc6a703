import type { Command } from 'commander';

/** An option, as far as completion needs to know it. */
export interface OptionShape {
  /** `['-f', '--follow']` */
  readonly names: readonly string[];
  readonly description: string;

  /** What its help calls its value, such as `duration`; absent if it takes none. */
  readonly value?: string;

  /** Whether it takes several values. */
  readonly variadic?: boolean;
  readonly choices?: readonly string[];
}

/** An argument, as far as completion needs to know it. */
export interface ArgumentShape {
  readonly name: string;
  readonly variadic?: boolean;
  readonly choices?: readonly string[];
}

/** What can follow the name of a command. It is JSON, so that it can be kept. */
export interface CommandShape {
  readonly options: readonly OptionShape[];
  readonly arguments: readonly ArgumentShape[];
}

/** The option that commander gives every command. */
export const helpOption: OptionShape = { names: ['-h', '--help'], description: 'display help for command' };

/** What can follow the name of a command, hidden options left out. */
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
