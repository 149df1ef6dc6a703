/** The parts of an image's name. */
export interface ImageName {
  /** Without the registry's host, such as `bitnami/redis`; `postgres` for `docker.io/library/postgres`. */
  readonly repository: string;

  /** Empty if there is none. */
  readonly tag: string;
}

/** Splits a name such as `ghcr.io/example/web:1.2.3@sha256:…`. */
export function imageName(image: string): ImageName {
  const [name = ''] = image.split('@');
  const [, path = '', tag = ''] = /^(.*?)(?::([\w][\w.-]*))?$/.exec(name) ?? [];
  const [host = '', ...rest] = path.split('/');
  const hasHost = rest.length > 0 && (host.includes('.') || host.includes(':') || host === 'localhost');
  const repository = hasHost ? rest.join('/') : path;
  return { repository: repository.replace(/^library\//, ''), tag };
}
