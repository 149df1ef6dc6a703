import { interrupt } from '../../engine/base/interrupt';

/**
 * Stops all work in an orderly way, like Ctrl-C, when the output is closed. Otherwise `slipway restore … | head`, or a
 * closed terminal, would end the restore midway.
 *
 * Later output is lost.
 */
export function listenForClosedOutput(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', ({ code, message }: NodeJS.ErrnoException) => {
      interrupt(code === 'EPIPE' ? 'SIGPIPE' : 'SIGHUP');
      // EPIPE and EIO: nobody reads the output. Other errors, such as a full disk, are reported.
      if (stream === process.stdout && code !== 'EPIPE' && code !== 'EIO')
        console.error(`The output can't be written: ${message}`);
    });
  }
}
