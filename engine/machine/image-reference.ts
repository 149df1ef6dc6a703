import { BadUsage } from '../base/failure';

/** The parts of an image reference such as `docker.io/library/redis:7.4.5`. */
export interface Reference {
  readonly registry: string;
  readonly repository: string;
  readonly tag: string;
}

/** Reads an image as Docker does. The default registry is Docker Hub, and the default user there is `library`. */
export function parseReference(image: string): Reference {
  const [name = '', tag = 'latest'] = image.replace(/@sha256:.*$/, '').split(/:(?=[^/:]+$)/);
  const [first = '', ...rest] = name.split('/');
  const hasRegistry = rest.length > 0 && (/[.:]/.test(first) || first === 'localhost');
  if (hasRegistry) return { registry: first, repository: rest.join('/'), tag };
  return { registry: 'docker.io', repository: rest.length > 0 ? name : `library/${name}`, tag };
}

/** `docker.io/library/redis:7.4.5` */
export function formatReference({ registry, repository, tag }: Reference): string {
  return `${registry}/${repository}:${tag}`;
}

/** Other places of images, by prefixes of their names: `{ slipway: 'registry.example.com/team' }`. */
export type Places = Readonly<Record<string, string>>;

/** Adds a place such as `slipway=registry.example.com/team`. */
export function parsePlace(text: string, others: Places = {}): Places {
  const [, name, place] = /^([^=\s]+)=([^=\s]+)$/.exec(text) ?? [];
  if (name === undefined || place === undefined) {
    throw new BadUsage(
      `'--from' must name a place, got '${text}'`,
      'Write one such as slipway=registry.example.com/team or docker.io=mirror.example.com.',
    );
  }
  return { ...others, [name]: place };
}

/**
 * The image to run in place of `image`: the longest prefix in `places` that matches its name decides. The name as it is
 * written comes before the full name. Without a match it is `image` itself.
 */
export function placed(image: string, places: Places): string {
  const prefixes = Object.keys(places).sort((a, b) => b.length - a.length);
  for (const name of [image, formatReference(parseReference(image))]) {
    const prefix = prefixes.find((each) => name.startsWith(`${each}/`));
    if (prefix !== undefined) return `${places[prefix] ?? ''}${name.slice(prefix.length)}`;
  }
  return image;
}
