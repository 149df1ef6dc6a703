/** Writes logs as JSON, one object per line on stdout. */
export function log(
  level: 'info' | 'warning' | 'error',
  logger: string,
  message: string,
  fields: Readonly<Record<string, unknown>> = {},
): void {
  process.stdout.write(
    `${JSON.stringify({ time: new Date().toISOString(), level, logger, message, ...fields })}\n`,
  );
}
