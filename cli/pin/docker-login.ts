import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../engine/base/command';

interface DockerConfig {
  readonly auths?: Readonly<Record<string, { readonly auth?: string }>>;
  readonly credsStore?: string;
  readonly credHelpers?: Readonly<Record<string, string>>;
}

/** What `docker login` has left for a registry, as the value of a Basic authorization; undefined if nothing. */
export async function dockerLogin(registry: string): Promise<string | undefined> {
  const config = readConfig();
  // Docker Hub has kept the name of its first version there.
  const names =
    registry === 'docker.io' ? ['https://index.docker.io/v1/'] : [registry, `https://${registry}`];
  for (const name of names) {
    const helper = config.credHelpers?.[name] ?? config.credsStore;
    if (helper !== undefined) {
      const { exitCode, stdout } = await run(`docker-credential-${helper}`, ['get'], { input: name });
      if (exitCode === 0) {
        const { Username, Secret } = JSON.parse(stdout) as { Username: string; Secret: string };
        return Buffer.from(`${Username}:${Secret}`).toString('base64');
      }
    }
    const auth = config.auths?.[name]?.auth;
    if (auth) return auth;
  }
  return undefined;
}

function readConfig(): DockerConfig {
  try {
    const folder = process.env.DOCKER_CONFIG ?? join(homedir(), '.docker');
    return JSON.parse(readFileSync(join(folder, 'config.json'), 'utf8')) as DockerConfig;
  } catch {
    return {}; // nobody has logged in
  }
}
