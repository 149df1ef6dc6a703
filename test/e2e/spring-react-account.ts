import type { DeployedStack } from './deployed-stack';
import { eventually } from './patience';
import type { Question, Site } from './site';

/** A question of one of the accounts that the first start of spring-react makes. */
export async function signedIn(
  name: string,
  stack: DeployedStack,
  site: Site,
): Promise<Question & { headers: Record<string, string> }> {
  const key = '--output=jsonpath={.data.initial-password}';
  const { stdout } = await stack.kubectl('get', 'secret', 'backend-secrets', key);
  const json = {
    email: `${name}@pagodirecto.example`,
    password: Buffer.from(stdout, 'base64').toString(),
  };
  const { accessToken } = await eventually(() =>
    site.json<{ accessToken: string }>('/api/v1/auth/login', { method: 'POST', json }),
  );
  return { headers: { Authorization: `Bearer ${accessToken}` } };
}
