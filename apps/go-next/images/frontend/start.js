// Starts Next's own server.js, after what that has no settings for.
import './runtime/logs.js';
import './runtime/stop.js';
import './runtime/requests.js';

const { BACKEND_URL = '' } = process.env;
if (!/^https?:\/\//.test(BACKEND_URL) || !URL.canParse(BACKEND_URL)) {
  console.error("BACKEND_URL must be a URL such as http://backend:5000, got '%s'", BACKEND_URL);
  process.exit(1);
}

// Container runtimes set HOSTNAME to the container's own name, and Next would listen on its address only.
process.env.HOSTNAME = '0.0.0.0';

// Longer than proxies keep idle connections (60 s and less): the side that closes first should be the client, or
// a request meets a connection that is just being closed.
process.env.KEEP_ALIVE_TIMEOUT ??= '75000';

await import('./server.js');
