import { basename, extname } from 'node:path';
import type { Subject } from '../subject';
import { listOf, mappingOf, text } from '../values';

/** What a mount of a service is for. */
export type MountKind =
  | 'volume of a store'
  | 'own volume'
  | 'shared volume'
  | 'anonymous volume'
  | 'hidden folder'
  | 'memory'
  | 'socket'
  | 'clock'
  | 'machine'
  | 'sources'
  | 'secret file'
  | 'file'
  | 'missing file'
  | 'files'
  | 'data of a store'
  | 'shared data'
  | 'data'
  | 'image'
  | 'other';

/** What the mount that a leaf is in is for, by its type, by its paths, and by what is on the disk. */
export function mountKind(subject: Subject): MountKind {
  const { project, parent } = mountOf(subject);
  const [type, source, target] = [text(parent.type), text(parent.source), text(parent.target)];
  if (type === 'volume' && source === '')
    return isHidden(subject, target) ? 'hidden folder' : 'anonymous volume';
  if (type === 'volume') return volume(subject, source);
  if (type === 'tmpfs') return 'memory';
  if (type === 'image') return 'image';
  if (type !== 'bind') return 'other';
  if (source.endsWith('.sock')) return 'socket';
  if (/^\/etc\/(localtime|timezone)$/.test(source)) return 'clock';
  if (isOfMachine(source) && !isInside(source, project.folder)) return 'machine';
  if (isSource(subject, source, target)) return 'sources';
  return onDisk(subject, source, target, project.onDisk(source));
}

/** The leaf's mount in the place of a part of it, such as `bind`. */
function mountOf(subject: Subject): Subject {
  const [, , , index] = subject.keys;
  return { ...subject, parent: subject.service?.mounts[Number(index)] ?? {} };
}

function onDisk(subject: Subject, source: string, target: string, found: string): MountKind {
  if (found === 'file') return isSecret(source) ? 'secret file' : 'file';
  if (found === 'other') return 'machine';
  if (found === 'nothing' && extname(source) !== '' && extname(source) === extname(target))
    return 'missing file';
  const isWritten = mountOf(subject).parent.read_only !== true;
  const isConfiguration = /^\/etc\/|conf|init|\.d$|templates?$|provisioning|dashboards|rules|certs?$|ssl$/;
  if (found === 'folder' && (!isWritten || isConfiguration.test(target))) return 'files';
  return data(subject, source);
}

function volume({ service }: Subject, source: string): MountKind {
  if (service?.shares(source)) return 'shared volume';
  return service?.kind === 'StatefulSet' ? 'volume of a store' : 'own volume';
}

function data({ service }: Subject, source: string): MountKind {
  if (service?.shares(source)) return 'shared data';
  return service?.kind === 'StatefulSet' ? 'data of a store' : 'data';
}

/** Whether a file is a key, or has passwords, by its name. */
function isSecret(file: string): boolean {
  return /\.(key|pem|p12|pfx|jks|keystore|env)$|htpasswd|passwd|password|secret|id_(rsa|ed25519)/i.test(
    basename(file),
  );
}

/** Folders that the machine has, with or without the project. */
function isOfMachine(path: string): boolean {
  return /^\/($|(proc|sys|dev|run|boot|lib|usr|bin|sbin|root|etc)(\/|$)|var\/(run|log|lib)(\/|$))/.test(path);
}

/** Whether a folder has what the image is built from, or what `develop` copies into the container. */
function isSource({ service }: Subject, path: string, target: string): boolean {
  const { build, develop } = service?.spec ?? {};
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
function isHidden({ service }: Subject, target: string): boolean {
  return (service?.mounts ?? []).some(
    (mount) => mount.type === 'bind' && target !== text(mount.target) && isInside(target, text(mount.target)),
  );
}

function isInside(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder.replace(/\/$/, '')}/`);
}
