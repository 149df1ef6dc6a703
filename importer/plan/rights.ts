import { object, type Property, text as literal, texts } from '../code/code';
import { factsOf } from '../know/images';
import { type Mount, mountsOf } from '../project/mounts';
import type { Project } from '../project/project';
import type { Service } from '../project/service';
import { listOf, text } from '../project/values';

/** As whom a service runs, and what it may do beyond the defaults: the props `user` and `exempt`. */
export function rightsOf(service: Service, project: Project): Property[] {
  const exempt = exemptOf(service, project);
  const isRoot = exempt.some(({ key }) => key === 'root');
  return [
    ...(isRoot ? [] : userOf(service)),
    ...(exempt.length === 0 ? [] : [{ key: 'exempt', code: object(exempt, exempt.length === 2) }]),
  ];
}

/** The user and the groups as numbers; those that the file writes as names are not known. */
function userOf({ spec }: Service): Property[] {
  const [, uid, gid] = /^([1-9]\d*)(?::(\d+))?$/.exec(text(spec.user)) ?? [];
  const user = uid ?? factsOf(text(spec.image)).user;
  const groups = listOf(spec.group_add)
    .map(text)
    .filter((group) => /^\d+$/.test(group));
  const isPlain = groups.length === 0 && (gid === undefined || gid === uid);
  if (isPlain) return user === undefined ? [] : [{ key: 'user', code: String(user) }];
  const code = object(
    [
      { key: 'runAsUser', code: String(user ?? defaultUser) },
      ...(gid === undefined || gid === uid ? [] : [{ key: 'runAsGroup', code: gid }]),
      ...(groups.length === 0 ? [] : [{ key: 'supplementalGroups', code: `[${groups.join(', ')}]` }]),
    ],
    true,
  );
  return [{ key: 'user', code }];
}

/** The default of the library. */
const defaultUser = 10001;

/** The exemptions with their reason; none if there are none. */
function exemptOf(service: Service, project: Project): Property[] {
  const { spec } = service;
  const capabilities = listOf(spec.cap_add).map((each) => text(each).toUpperCase().replace(/^CAP_/, ''));
  const hostPaths = mountsOf(service, project).filter(({ kind }) => kind === 'machine');
  const isRoot = /^(0|root)(:|$)/.test(text(spec.user)) || spec.privileged === true;
  const exemptions = [
    ...(isRoot ? [{ key: 'root', code: 'true' }] : []),
    ...(writesRoot(service) ? [{ key: 'writableRoot', code: 'true' }] : []),
    ...(capabilities.length === 0 ? [] : [{ key: 'capabilities', code: texts(capabilities) }]),
    ...(spec.privileged === true ? [{ key: 'privileged', code: 'true' }] : []),
    ...(hostPaths.length === 0
      ? []
      : [{ key: 'hostPaths', code: object(hostPaths.map((mount) => hostPath(mount, project))) }]),
  ];
  if (exemptions.length === 0) return [];
  const isOnlyRoot = exemptions.every(({ key }) => key === 'writableRoot');
  const because = isOnlyRoot ? 'the Compose file does not say read_only' : 'the Compose file says so';
  return [...exemptions, { key: 'because', code: literal(because) }];
}

/** Whether it may write to all of its root file system: the file does not deny it, and its writable folders are not known. */
function writesRoot({ spec }: Service): boolean {
  return spec.read_only !== true && factsOf(text(spec.image)).writable === undefined;
}

function hostPath({ source, target, isReadOnly }: Mount, project: Project): Property {
  const options = [
    { key: 'path', code: literal(source) },
    { key: 'type', code: literal(hostPathType(source, project)) },
    ...(isReadOnly ? [] : [{ key: 'readOnly', code: 'false' }]),
  ];
  return { key: target, code: object(options, true) };
}

/** What a path is on this machine, and so, it is assumed, on a node. */
function hostPathType(path: string, { onDisk }: Project): 'Directory' | 'File' | 'CharDevice' {
  const found = onDisk(path);
  if (found === 'other') return 'CharDevice';
  return found === 'file' || found === 'private key' ? 'File' : 'Directory';
}
