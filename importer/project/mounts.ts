import type { ComposeMapping } from '../read/compose-model';
import { isShared, type Mount } from './mount';
import { mountKind } from './mount-kind';
import { legalName, type Service } from './service';
import type { Surroundings } from './surroundings';
import { mappingOf, text, withoutSlash } from './values';

/** The mounts of a service. */
export function mountsOf(service: Service, project: Surroundings): Mount[] {
  const names = new Map<string, string>();
  return service.mounts.map((mount) => mountOf(mount, { service, project, names }));
}

interface Around {
  readonly service: Service;
  readonly project: Surroundings;

  /** The sources by the names that they have given to volumes. */
  readonly names: Map<string, string>;
}

function mountOf(mount: ComposeMapping, { service, project, names }: Around): Mount {
  const { subpath } = mappingOf(mount.volume);
  const { size } = mappingOf(mount.tmpfs);
  const source = text(mount.source);
  const kind = mountKind(mount, service, project);
  return {
    kind,
    source,
    target: withoutSlash(text(mount.target)),
    isReadOnly: mount.read_only === true,
    ...(subpath !== undefined && { subPath: text(subpath) }),
    ...(size !== undefined && { size: Number(size) }),
    volume: volumeName({ kind, source: source || text(mount.target) }, { project, names }),
  };
}

/**
 * The name in the Compose file, or the last part of a path. With a number if another volume of the service has it, and with
 * `volume` if a service has the name of one that is shared.
 */
function volumeName(
  { kind, source }: Pick<Mount, 'kind' | 'source'>,
  { project, names }: Pick<Around, 'project' | 'names'>,
): string {
  const name = legalName(source.replace(/\/$/, '').replace(/.*\//, '')) || 'data';
  if (isShared({ kind }))
    return project.all().some(({ objectName }) => objectName === name) ? `${name}-volume` : name;
  for (let number = 1; ; number++) {
    const free = number === 1 ? name : `${name}-${number}`;
    if ((names.get(free) ?? source) !== source) continue;
    names.set(free, source);
    return free;
  }
}
