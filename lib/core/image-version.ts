/**
 * @internal Whether an image is of the repository, and its tag names a version before `least`. A tag without a version is taken for
 * a new one, and so is a part of the version that the tag leaves out.
 *
 * @param repository pattern of the image up to its tag, without groups
 */
export function isImageBefore(image: string, repository: RegExp, least: readonly number[]): boolean {
  const tagged = new RegExp(`${repository.source}:(\\d+(?:\\.\\d+)*)`).exec(image);
  if (!tagged) return false;
  const version = tagged[1]?.split('.').map(Number) ?? [];
  const index = least.findIndex((part, at) => part !== version[at]);
  return index >= 0 && (version[index] ?? Infinity) < (least[index] ?? 0);
}
