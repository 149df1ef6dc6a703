import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Question } from './question';

/** Image that probes run in: one that a stack is built on anyway. */
export const defaultProbeImage = 'node:22.23.3-bookworm-slim';

/** The program that answers a question, for the standard input of `node`. */
export const probeScript = readFileSync(join(__dirname, 'inspector.js'), 'utf8');

/** Arguments of `node` for a question; the program comes by standard input. */
export function probeCommand(question: Question): string[] {
  return ['-', JSON.stringify(question)];
}
