import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The first example below the heading of a command in docs/json-output.md, as a program reads it. */
export function documentedJson(command: string): unknown {
  const page = readFileSync(join(__dirname, '../../docs/json-output.md'), 'utf8');
  const section = page.split(/^## /m).find((each) => each.startsWith(`\`slipway ${command} --output json\``));
  const [, example] = /^```json\n(.*?)^```$/ms.exec(section ?? '') ?? [];
  if (example === undefined) throw new Error(`docs/json-output.md has no example of slipway ${command}`);
  return JSON.parse(example);
}
