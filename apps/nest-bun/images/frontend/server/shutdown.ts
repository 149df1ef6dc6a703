import type { Server } from 'node:http';
import { log } from './log.ts';

const PATIENCE_MS = 25_000; // with requests in flight; less than the orchestrator has with this process

/** Ends the process on SIGTERM: no new connections, and the requests in flight finish. */
export function closeOnSignal(server: Server): void {
  const close = (signal: string) => {
    log('info', 'main', `${signal}: finishing the requests in flight`);
    setTimeout(() => {
      log('warning', 'main', 'some requests did not finish in time');
      process.exit(1);
    }, PATIENCE_MS);
    // Kept open for a next request, connections would hold the process up.
    setInterval(() => server.closeIdleConnections(), 100);
    server.close(() => {
      log('info', 'main', 'closed');
      process.exit(0);
    });
  };
  process.once('SIGTERM', close);
  process.once('SIGINT', close);
}
