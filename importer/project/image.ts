import { isExactImage } from '../../lib/exact-image';
import type { Service } from './service';
import { text } from './values';

/**
 * The image of a service; of one that only says how to build it, the name that Compose gives.
 *
 * @param project name of the Compose project
 */
export function imageOf({ name, spec }: Service, project: string): string {
  return text(spec.image) || `${project}-${name}:latest`;
}

/** The images of services that have no exact tag. */
export function movingTags(services: readonly Service[], project: string): string[] {
  const images = services.map((service) => imageOf(service, project));
  return [...new Set(images.filter((image) => !isExactImage(image)))];
}
