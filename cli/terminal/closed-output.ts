import { interrupt } from '../../engine/base/interrupt';

/**
 * Turns an output that can't be written to any more into an orderly end of all work, as Ctrl-C is one: without that,
 * `slipway restore … | head`, or a terminal that is closed, would end it midway.
 *
 * What is printed afterwards goes nowhere.
 */
export function listenForClosedOutput(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', ({ code, message }: NodeJS.ErrnoException) => {
      interrupt(code === 'EPIPE' ? 'SIGPIPE' : 'SIGHUP');
      // EIO: the terminal is gone. Anything else, such as a full disk, somebody can be told.
      if (stream === process.stdout && code !== 'EPIPE' && code !== 'EIO')
        console.error(`The output can't be written: ${message}`);
    });
  }
}
