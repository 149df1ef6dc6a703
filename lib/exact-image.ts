/** Whether an image always names the same version: it has a digest, or a tag that does not move. */
export function isExactImage(image: string): boolean {
  if (image.includes('@')) return /@sha256:[0-9a-f]{64}$/.test(image);
  const tag = tagOf(image);
  return tag !== undefined && !moves(tag);
}

/** The tag of an image; undefined if it has none, or a digest. */
export function tagOf(image: string): string | undefined {
  return image.includes('@') ? undefined : /:(?<tag>\w[\w.-]*)$/.exec(image)?.groups?.tag;
}

/** Parts of a tag that name an operating system or a processor, not a version. */
const platform = /(^|[-_.])(alpine[\d.]*|linux|amd64|x86([-_]64)?|386|arm64(v8)?|arm(32)?v[5-8])(?=$|[-_.])/g;

/** Whether a tag will name another image one day: it has no version, no date and no hash, such as `stable-alpine3.22`. */
function moves(tag: string): boolean {
  const version = tag.replaceAll(platform, '');
  return /^latest\b/.test(tag) || !(/\d/.test(version) || /^[0-9a-f]{7,40}$/.test(version));
}
