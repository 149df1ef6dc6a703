/**
 * @internal Id of the user `postgres` in the official images: 70 on Alpine Linux, which their tags name, else 999.
 *
 * @param id id of the `Postgres`, for the error
 * @throws if the image is named by its digest only
 */
export function userOf(id: string, image: string): number {
  const [name = '', digest] = image.split('@');
  const tag = /:(?<tag>[\w.-]+)$/.exec(name)?.groups?.tag;
  if (tag === undefined && digest !== undefined) {
    throw new Error(
      `'user' of Postgres '${id}' must be the id of the user postgres in an image without a tag, such as 999 on Debian or 70 on Alpine Linux, got none with '${image}'`,
    );
  }
  return tag?.split('-').some((part) => part.startsWith('alpine')) ? 70 : 999;
}
