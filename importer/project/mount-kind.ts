import { basename, extname } from 'node:path';
import type { ComposeMapping } from '../read/compose-model';
import { type MountKind } from './mount';
import type { Service } from './service';
import type { Surroundings } from './surroundings';
import { listOf, mappingOf, text } from './values';

/** What a mount is for, by its type, by its paths, and by what is on the disk. */
export function mountKind(mount: ComposeMapping, service: Service, project: Surroundings): MountKind {
  const [type, source, target] = [text(mount.type), text(mount.source), text(mount.target)];
  if (type === 'volume' && source === '') {
    if (isHidden(service, target)) return 'hidden folder';
    return service.kind === 'StatefulSet' ? 'volume of a store' : 'anonymous volume';
  }
  if (type === 'volume') return volume(service, source);
  if (type === 'tmpfs') return 'memory';
  if (type === 'image') return 'image';
  if (type !== 'bind') return 'other';
  if (source.endsWith('.sock')) return 'socket';
  if (/^\/etc\/(localtime|timezone)$/.test(source)) return 'clock';
  if (isOfMachine(source) && !isInside(source, project.folder)) return 'machine';
  if (isSource(service, source, target)) return 'sources';
  return onDisk(mount, service, project);
}

function onDisk(mount: ComposeMapping, service: Service, project: Surroundings): MountKind {
  const [source, target] = [text(mount.source), text(mount.target)];
  const found = project.onDisk(source);
  if (found === 'private key') return 'secret file';
  if (found === 'file') return isSecret(source) || project.hasSecret(source) ? 'secret file' : 'file';
  if (found === 'other') return 'machine';
  if (found === 'nothing' && extname(source) !== '' && extname(source) === extname(target))
    return 'missing file';
  const isWritten = mount.read_only !== true;
  const isConfiguration = !isWritten || configurations.test(target);
  if (found === 'folder' && isConfiguration) return project.hasSecret(source) ? 'secret files' : 'files';
  if (found === 'folder with a private key' && isConfiguration) return 'secret files';
  return data(service, source);
}

/** Paths at which a program looks for its configuration, or for scripts. */
const configurations =
  /^\/etc\/|conf|init|\.d$|templates?$|provisioning|dashboards|rules|certs?$|ssl$|healthchecks?$|scripts?$/;

function volume(service: Service, source: string): MountKind {
  if (service.shares(source)) return 'shared volume';
  return service.kind === 'StatefulSet' ? 'volume of a store' : 'own volume';
}

function data(service: Service, source: string): MountKind {
  if (service.shares(source)) return 'shared data';
  return service.kind === 'StatefulSet' ? 'data of a store' : 'data';
}

/** Whether a file is a key, or has passwords, by its name. */
function isSecret(file: string): boolean {
  return /\.(key|pem|p12|pfx|jks|keystore|env)$|htpasswd|passwd|password|secret|id_(rsa|ed25519)/i.test(
    basename(file),
  );
}

/** What the operating system of the machine has, and a node too. */
function isOfMachine(path: string): boolean {
  return /^\/($|(proc|sys|dev|run|boot|lib|usr|bin|sbin)(\/|$)|var\/(run|log)(\/|$)|var\/lib\/(docker|containerd|kubelet)(\/|$)|etc(\/(hostname|hosts|resolv\.conf|os-release|machine-id|passwd|group|ssl\/certs))?$|root$)/.test(
    path,
  );
}

/** Whether a folder has what the image is built from, or what `develop` copies into the container. */
function isSource({ spec }: Service, path: string, target: string): boolean {
  const { build, develop } = spec;
  const context = text(mappingOf(build).context);
  const watched = listOf(mappingOf(develop).watch).map((each) => text(mappingOf(each).path));
  if ([context, ...watched].some((folder) => folder.startsWith('/') && isInside(folder, path))) return true;
  // Such as ./src at /app/src, but not ./data at /app/data.
  const inContext = context.startsWith('/') && isInside(path, context) ? path.slice(context.length) : '';
  return (
    inContext !== '' &&
    target.endsWith(inContext) &&
    !/\.\w+$|data|storage|upload|log|conf|cert/.test(inContext)
  );
}

/** Whether an anonymous volume keeps a folder of the image visible inside of a mounted one, such as node_modules. */
function isHidden({ mounts }: Service, target: string): boolean {
  return mounts.some(
    (mount) => mount.type === 'bind' && target !== text(mount.target) && isInside(target, text(mount.target)),
  );
}

function isInside(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder.replace(/\/$/, '')}/`);
}
