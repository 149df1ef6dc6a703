import { CommanderError } from 'commander';
import { announceCommands } from '../engine/base/command';
import { Failure } from '../engine/base/failure';
import { Interrupted, interruptedExitCode, listenForInterrupts } from '../engine/base/interrupt';
import { program } from './program';
import { listenForClosedOutput } from './terminal/closed-output';

const badUsage = 2;

async function main(words: readonly string[]): Promise<number> {
  listenForInterrupts((code) => process.exit(code));
  listenForClosedOutput();
  try {
    if (words.includes('--verbose')) {
      announceCommands((line) => {
        console.error(`+ ${line}`);
      });
    }
    await (await program(words)).parseAsync(words, { from: 'user' });
    return Number(process.exitCode ?? 0);
  } catch (error) {
    return report(error);
  }
}

/** Prints an error for the user, and returns the exit code. */
function report(error: unknown): number {
  // Commander has printed its own message.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : badUsage;
  if (error instanceof Interrupted) {
    console.error(
      `\nInterrupted. ${error.halfDone ?? 'Nothing is half-done.'}${error.goesOn ? ' Run the same command again to continue.' : ''}`,
    );
    return interruptedExitCode();
  }
  if (error instanceof Failure) {
    console.error(`\n${error.report()}`);
    return error.exitCode;
  }
  console.error(error);
  return 1;
}

void main(process.argv.slice(2)).then((code) => process.exit(code));
