import { isExactImage } from '../../lib/exact-image';
import type { Service } from '../rules/service';
import type { Project } from '../rules/subject';
import { text } from '../rules/values';

/** The image of a service; of one that only says how to build it, the name that Compose gives. */
export function imageOf({ name, spec }: Service, { model }: Project): string {
  return text(spec.image) || `${text(model.project?.name)}-${name}:latest`;
}

/** The images of services that have no exact tag. */
export function movingTags(services: readonly Service[], project: Project): string[] {
  const images = services.map((service) => imageOf(service, project));
  return [...new Set(images.filter((image) => !isExactImage(image)))];
}
