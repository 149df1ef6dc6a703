/** @internal Id of the user `postgres` in the official images: 70 on Alpine Linux, which their tags name, else 999. */
export function userOf(image: string): number {
  const tag = /:(?<tag>[\w.-]+)(@sha256:[0-9a-f]{64})?$/.exec(image)?.groups?.tag;
  return tag?.split('-').some((part) => part.startsWith('alpine')) ? 70 : 999;
}
