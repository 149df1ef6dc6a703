// Logs as JSON, one object per line on stdout: what this app says, and what Next does.
import { format, stripVTControlCharacters } from 'node:util';

export function log(level, message, fields = {}) {
  process.stdout.write(`${JSON.stringify({ time: new Date().toISOString(), level, message, ...fields })}\n`);
}

for (const [method, level] of Object.entries({
  debug: 'debug',
  log: 'info',
  info: 'info',
  warn: 'warn',
  error: 'error',
})) {
  console[method] = (...given) => {
    const message = stripVTControlCharacters(format(...given)).trim();
    if (message) log(level, message);
  };
}
