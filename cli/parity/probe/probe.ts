import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Question } from './question';

/** The image of probes. It is also the base image of an example stack. */
export const defaultProbeImage = 'node:22.23.3-bookworm-slim';

/** The program that answers a question. It is sent to the standard input of `node`. */
export const probeScript = readFileSync(join(__dirname, 'inspector.js'), 'utf8');

/** The arguments of `node` for a question. */
export function probeCommand(question: Question): string[] {
  return ['-', JSON.stringify(question)];
}
