import type { Server } from 'node:http';
import type { INestApplication } from '@nestjs/common';
import { log, reason } from './log.js';

const PATIENCE_MS = 25_000; // with requests in flight; less than the orchestrator has with this process

/** Ends the process on SIGTERM: no new connections, the requests in flight finish, then the stores are left. */
export function closeOnSignal(app: INestApplication, server: Server): void {
  let closing = false;
  const close = async (signal: string) => {
    if (closing) return;
    closing = true;
    log('info', 'main', `${signal}: finishing the requests in flight`);
    setTimeout(() => {
      log('warning', 'main', 'some requests did not finish in time');
      process.exit(1);
    }, PATIENCE_MS).unref();
    // Kept open for a next request, connections would hold the process up.
    setInterval(() => server.closeIdleConnections(), 100).unref();
    await app.close();
    log('info', 'main', 'closed');
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      close(signal).catch((error: unknown) => {
        log('error', 'main', `closing failed: ${reason(error)}`);
        process.exit(1);
      });
    });
  }
}
