import { type Command, Option } from 'commander';

/** How a command prints what it has found. */
export interface Output {
  readonly output: 'text' | 'json';
}

/** Adds `--output` to a command whose result a program may want to read: docs/json-output.md. */
export function outputOption(command: Command): Command {
  return command.addOption(
    new Option('--output <format>', 'text for people, json for programs')
      .choices(['text', 'json'])
      .default('text'),
  );
}

/** Whether the result is printed as JSON. */
export function isJson({ output }: Output): boolean {
  return output === 'json';
}
