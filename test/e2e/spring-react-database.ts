import type { DeployedStack } from './deployed-stack';

/**
 * The result of the last of several statements, which the superuser runs: row-level security does not apply to it.
 *
 * @param pod pod of the server
 */
export async function asSuperuser(
  stack: DeployedStack,
  pod: string,
  ...statements: readonly string[]
): Promise<string> {
  const command = [
    ...['psql', '--username=postgres', '--dbname=pagodirecto_crm', '--set=ON_ERROR_STOP=1'],
    ...['--no-psqlrc', '--quiet', '--tuples-only', '--no-align'],
    ...statements.flatMap((statement) => ['--command', statement]),
  ];
  const { stdout } = await stack.kubectl('exec', pod, '--container=postgres', '--', ...command);
  return stdout.trim();
}
