import { type Code, object, type Property, text as literal } from '../code/code';
import { factsOf } from '../know/images';
import { isMounted, isOwn, isShared, type Mount } from '../project/mount';
import type { Project } from '../project/project';
import { legalName, type Service } from '../project/service';
import { text } from '../project/values';
import type { Context } from './context';
import type { Planned } from './planned';

/** The volumes that services share. */
export function plannedVolumes({ services, project, names }: Context): Planned[] {
  const shared = services.flatMap((service) => project.mountsOf(service).filter(isShared));
  return [...new Set(shared.map(({ volume }) => volume))].map((id) => ({
    construct: 'Volume',
    id,
    variable: names.volume(id),
    props: [],
    uses: [],
  }));
}

/** The prop `volumes` of a service: volumes of its own, and shared ones. */
export function volumesOf(
  service: Service,
  { project, names }: Context,
): { readonly props: Property[]; readonly uses: string[] } {
  const mounts = project.mountsOf(service).filter((mount) => isOwn(mount) || isShared(mount));
  const entries = [
    ...mounts.map((mount) => ({
      key: mount.target,
      code: isOwn(mount)
        ? ownVolume(mount.volume, mountOptions(mount))
        : sharedMount(mount, names.volume(mount.volume)),
    })),
    ...impliedData(service, project).map((path) => ({
      key: path,
      code: ownVolume(legalName(path.replace(/.*\//, ''))),
    })),
  ];
  return {
    props: entries.length === 0 ? [] : [{ key: 'volumes', code: object(entries) }],
    uses: mounts.filter(isShared).map(({ volume }) => names.volume(volume)),
  };
}

function ownVolume(name: string, options: readonly Property[] = []): Code {
  return `slipway.Volume.own(${object([{ key: 'name', code: literal(name) }, ...options], true)})`;
}

function sharedMount(mount: Mount, variable: string): Code {
  const options = mountOptions(mount);
  return options.length === 0 ? variable : `${variable}.mount(${object(options, true)})`;
}

function mountOptions({ subPath, isReadOnly }: Mount): Property[] {
  return [
    ...(subPath === undefined ? [] : [{ key: 'subPath', code: literal(subPath) }]),
    ...(isReadOnly ? [{ key: 'readOnly', code: 'true' }] : []),
  ];
}

/** The folder with the data of a database for which the file names no volume: Docker makes one without a name. */
function impliedData(service: Service, project: Project): readonly string[] {
  const mounts = project.mountsOf(service);
  if (service.kind !== 'StatefulSet' || mounts.some(isOwn)) return [];
  const [path = '/data'] = factsOf(text(service.spec.image)).data ?? [];
  const targets = mounts.filter(isMounted).map(({ target }) => target);
  return targets.includes(path) ? [] : [path];
}
