import { inspect } from 'node:util';
import type { LoggerService } from '@nestjs/common';

type Fields = Readonly<Record<string, unknown>>;

/** Writes logs as JSON, one object per line on stdout. */
export function log(
  level: 'info' | 'warning' | 'error',
  logger: string,
  message: string,
  fields: Fields = {},
): void {
  process.stdout.write(
    `${JSON.stringify({ time: new Date().toISOString(), level, logger, message, ...fields })}\n`,
  );
}

/** What an error says of itself; what the database said, where a library wraps that in its own words. */
export function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof AggregateError) return error.errors.map(reason).join('; ');
  return error.cause instanceof Error ? reason(error.cause) : error.message || error.name;
}

/** Nest's own messages in the same form. */
export const nestLogger: LoggerService = {
  log: (message, context) => log('info', name(context), text(message)),
  warn: (message, context) => log('warning', name(context), text(message)),
  error: (message, ...rest) => log('error', name(rest.at(-1)), text(message), { exception: rest[0] }),
  debug: () => undefined,
  verbose: () => undefined,
};

function name(context: unknown): string {
  return typeof context === 'string' ? context : 'nest';
}

function text(message: unknown): string {
  return typeof message === 'string' ? message : inspect(message);
}
