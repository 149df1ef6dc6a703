import { run } from '../../engine/base/command';
import { formatReference, type Reference } from '../../engine/machine/image-reference';

/** An image has no digest; the message has the reason. */
export class NoDigest extends Error {
  public override readonly name = 'NoDigest';
}

/**
 * The image with its tag and its digest.
 *
 * The Docker Engine asks the registry, with its logins, mirrors, proxies and insecure registries. The digest is that of
 * all platforms of the image. Pulls nothing.
 *
 * @throws NoDigest if the registry does not have the image, or can't be reached
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
  if (digest === undefined)
    throw new NoDigest(`Docker returned no digest, got '${model.services.image.image}'`);
  return `${image}@${digest}`;
}

/** The reason why Docker returned no digest. */
function reasonOf(stderr: string, { registry }: Reference): string {
  const message = (stderr.trim().split('\n').at(-1) ?? '').replace(/^.*Error response from daemon: /, '');
  if (/denied|unauthorized|authentication required|no basic auth/i.test(message)) {
    return `${registry} does not have it, or needs 'docker login ${registry}'`;
  }
  if (/manifest unknown|name unknown|not found/i.test(message)) return `${registry} does not have it`;
  if (/toomanyrequests|too many requests/i.test(message))
    return `${registry} limits the number of requests: try again later`;
  return `${registry} did not answer: ${message}`;
}
