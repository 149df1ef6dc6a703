import { Interrupted, interruption } from '../../engine/base/interrupt';
import { formatReference, type Reference } from '../../engine/machine/image-reference';
import { dockerLogin } from './docker-login';

/** Lists for several platforms first: the digest of one would run on one kind of machine only. */
const manifestTypes = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ');

/** Why an image has no digest, for the user. */
export class NoDigest extends Error {
  public override readonly name = 'NoDigest';
}

/**
 * Asks an image's registry for its digest.
 *
 * @throws NoDigest that says why there is none
 * @see https://distribution.github.io/distribution/spec/api/
 */
async function digestOf(reference: Reference): Promise<string> {
  const url = `${baseUrl(reference.registry)}/v2/${reference.repository}/manifests/${reference.tag}`;
  const answer = await askAuthorized(url, reference);
  if (answer.status === 404) throw new NoDigest(`${reference.registry} has no such image`);
  if (answer.status === 401 || answer.status === 403) {
    throw new NoDigest(
      `${reference.registry} shows it to nobody without a login, or has no such image; 'docker login ${reference.registry}' logs in`,
    );
  }
  if (answer.status === 429)
    throw new NoDigest(`${reference.registry} wants to be asked less often: try later`);
  const digest = answer.headers.get('docker-content-digest');
  if (!answer.ok || digest === null || !/^sha256:[0-9a-f]{64}$/.test(digest)) {
    throw new NoDigest(`${reference.registry} answered ${answer.status} without a digest`);
  }
  return digest;
}

/** The pinned form of an image: its tag says what it is, its digest what is run. */
export async function pin(reference: Reference): Promise<string> {
  return `${formatReference(reference)}@${await digestOf(reference)}`;
}

function baseUrl(registry: string): string {
  if (registry === 'docker.io') return 'https://registry-1.docker.io';
  // As Docker does: a registry of this machine needs no TLS.
  const isLocal = /^(localhost|127\.\d+\.\d+\.\d+)(:\d+)?$/.test(registry);
  return `${isLocal ? 'http' : 'https'}://${registry}`;
}

async function askAuthorized(url: string, reference: Reference): Promise<Response> {
  const answer = await ask(url, reference.registry);
  const challenge = answer.headers.get('www-authenticate');
  if (answer.status !== 401 || challenge === null) return answer;
  const login = await dockerLogin(reference.registry);
  if (/^basic/i.test(challenge)) {
    return login === undefined ? answer : ask(url, reference.registry, `Basic ${login}`);
  }
  const token = await bearerToken(challenge, reference, login);
  return token === undefined ? answer : ask(url, reference.registry, `Bearer ${token}`);
}

/** A token for reading the repository, with the login if there is one: public images need none. */
async function bearerToken(
  challenge: string,
  { registry, repository }: Reference,
  login: string | undefined,
): Promise<string | undefined> {
  const fields = Object.fromEntries(
    [...challenge.matchAll(/(\w+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]),
  );
  if (fields.realm === undefined) return undefined;
  const url = new URL(fields.realm);
  if (fields.service !== undefined) url.searchParams.set('service', fields.service);
  url.searchParams.set('scope', fields.scope ?? `repository:${repository}:pull`);
  const answer = await ask(url.toString(), registry, login && `Basic ${login}`, 'GET');
  if (!answer.ok) return undefined;
  const { token, access_token: accessToken } = (await answer.json()) as Record<string, string | undefined>;
  return token ?? accessToken;
}

async function ask(
  url: string,
  registry: string,
  authorization?: string,
  method = 'HEAD',
): Promise<Response> {
  try {
    return await fetch(url, {
      method,
      headers: { Accept: method === 'HEAD' ? manifestTypes : '*/*', ...(authorization && { authorization }) },
      signal: AbortSignal.any([AbortSignal.timeout(30_000), interruption]),
    });
  } catch (error) {
    if (interruption.aborted) throw new Interrupted();
    const { cause, message } = error as Error & { cause?: Error };
    throw new NoDigest(`${registry} can't be reached (${cause?.message ?? message})`);
  }
}
