import { createInterface } from 'node:readline/promises';
import { interruption } from '../../engine/base/interrupt';

/**
 * Asks the user for confirmation.
 *
 * Ctrl-C, Ctrl-D and an empty answer mean no.
 */
export async function confirmed(
  text: string,
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
): Promise<boolean> {
  const terminal = createInterface({ input, output, terminal: true });
  const closed = new Promise<string>((resolve) =>
    terminal.once('close', () => {
      resolve('');
    }),
  );
  const answer = terminal.question(text, { signal: interruption }).catch((error: unknown) => {
    if ((error as Error).name !== 'AbortError') throw error;
    return '';
  });
  try {
    return /^y(es)?$/i.test((await Promise.race([answer, closed])).trim());
  } finally {
    terminal.close();
  }
}
