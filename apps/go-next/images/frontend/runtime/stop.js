// Stops in an orderly way, which Next by itself does too abruptly for clients that keep their connections.
import { log } from './logs.js';

// First all answers tell their clients to close the connection. To close it under a client that is just
// sending its next request would lose that request.
const farewellMs = 2000;
const limitMs = 25_000;

const servers = new Set();
let stopping = false;

/** Whether answers should be the last ones of their connections. */
export function isStopping() {
  return stopping;
}

/** Lets the process wait for the requests of this server when it stops. */
export function waitFor(server) {
  servers.add(server);
}

process.env.NEXT_MANUAL_SIG_HANDLE = 'true';
process.once('SIGTERM', stop);
process.once('SIGINT', stop);

function stop() {
  stopping = true;
  log('info', 'stopping: requests that run may finish');
  setTimeout(close, farewellMs);
  setTimeout(() => {
    log('error', 'stopped with requests unanswered');
    process.exit(1);
  }, limitMs);
}

async function close() {
  await Promise.all([...servers].map((server) => new Promise((closed) => server.close(closed))));
  log('info', 'stopped');
  process.exit(0);
}
