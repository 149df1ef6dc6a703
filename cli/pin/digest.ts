import { run } from '../../engine/base/command';
import { formatReference, type Reference } from '../../engine/machine/image-reference';

/** Why an image has no digest, for the user. */
export class NoDigest extends Error {
  public override readonly name = 'NoDigest';
}

/**
 * The pinned form of an image: its tag says what it is, its digest what is run.
 *
 * Docker's engine asks the registry, so that its logins, mirrors, proxies and insecure registries count, and the digest is
 * that of all platforms of the image. Nothing is pulled.
 *
 * @throws NoDigest that says why there is none
 */
export async function pin(reference: Reference): Promise<string> {
  const image = formatReference(reference);
  const { exitCode, stdout, stderr } = await run(
    'docker',
    ['compose', '--file', '-', 'config', '--resolve-image-digests', '--format', 'json'],
    { input: JSON.stringify({ name: 'pin', services: { image: { image } } }) },
  );
  if (exitCode !== 0) throw new NoDigest(reasonOf(stderr, reference));
  const model = JSON.parse(stdout) as { readonly services: { readonly image: { readonly image: string } } };
  const [, digest] = /@(sha256:[0-9a-f]{64})$/.exec(model.services.image.image) ?? [];
  if (digest === undefined) throw new NoDigest(`Docker gave no digest, but '${model.services.image.image}'`);
  return `${image}@${digest}`;
}

/** Why Docker could not tell a digest, in the user's terms where it is clear. */
function reasonOf(stderr: string, { registry }: Reference): string {
  const message = (stderr.trim().split('\n').at(-1) ?? '').replace(/^.*Error response from daemon: /, '');
  if (/denied|unauthorized|authentication required|no basic auth/i.test(message)) {
    return `${registry} does not have it, or shows it only after 'docker login ${registry}'`;
  }
  if (/manifest unknown|name unknown|not found/i.test(message)) return `${registry} does not have it`;
  if (/toomanyrequests|too many requests/i.test(message))
    return `${registry} limits how often it is asked: try again later`;
  return `${registry} can't be asked: ${message}`;
}
