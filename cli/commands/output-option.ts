import { type Command, Option } from 'commander';

/** The output format of a command. */
export interface Output {
  readonly output: 'text' | 'json';
}

/** Adds `--output` to a command that can print JSON for programs, as docs/json-output.md describes. */
export function outputOption(command: Command): Command {
  return command.addOption(
    new Option('--output <format>', 'output format: text for people, json for programs')
      .choices(['text', 'json'])
      .default('text'),
  );
}

/** Whether the result is printed as JSON. */
export function isJson({ output }: Output): boolean {
  return output === 'json';
}
