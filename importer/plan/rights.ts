import { list, object, type Property, text as literal, texts } from '../code/code';
import { factsOf } from '../know/images';
import { type Mount } from '../project/mount';
import type { Project } from '../project/project';
import type { Service } from '../project/service';
import { listOf, text } from '../project/values';

/** As whom a service runs, and what it may do beyond the defaults: the props `user` and `exempt`. */
export function rightsOf(service: Service, project: Project): Property[] {
  const exempt = exemptOf(service, project);
  return [
    ...userOf(service),
    ...(exempt.length === 0 ? [] : [{ key: 'exempt', code: object(exempt, exempt.length === 2) }]),
  ];
}

/** The user and the groups as numbers; those that the file writes as names are not known. */
function userOf(service: Service): Property[] {
  const { user: written, group_add: added, image } = service.spec;
  const [, uid, gid] = /^(\d+)(?::(\d+))?$/.exec(text(written).replace(/^root/, '0')) ?? [];
  const isRoot = startsAsRoot(service);
  const user = isRoot ? 0 : (uid ?? factsOf(text(image)).user);
  const groups = listOf(added)
    .map(text)
    .filter((group) => /^\d+$/.test(group));
  const others = [
    ...(gid === undefined || gid === uid ? [] : [{ key: 'runAsGroup', code: gid }]),
    ...(groups.length === 0 ? [] : [{ key: 'supplementalGroups', code: list(groups) }]),
  ];
  if (others.length > 0) {
    const ids = [{ key: 'runAsUser', code: String(user ?? defaultUser) }, ...others];
    return [{ key: 'user', code: object(ids, true) }];
  }
  return user === undefined || isRoot ? [] : [{ key: 'user', code: String(user) }];
}

/** The default of the library. */
const defaultUser = 10001;

/** The exemptions with their reason; none if there are none. */
function exemptOf(service: Service, project: Project): Property[] {
  const isPrivileged = service.spec.privileged === true;
  const capabilities = isPrivileged ? [] : capabilitiesOf(service); // it has all
  const hostPaths = project.mountsOf(service).filter(({ kind }) => kind === 'machine');
  const exemptions = [
    ...(startsAsRoot(service) ? [{ key: 'root', code: 'true' }] : []),
    ...(writesRoot(service) ? [{ key: 'writableRoot', code: 'true' }] : []),
    ...(capabilities.length === 0 ? [] : [{ key: 'capabilities', code: texts(capabilities) }]),
    ...(isPrivileged ? [{ key: 'privileged', code: 'true' }] : []),
    ...(hostPaths.length === 0
      ? []
      : [{ key: 'hostPaths', code: object(hostPaths.map((mount) => hostPath(mount, project))) }]),
  ];
  if (exemptions.length === 0) return [];
  return [...exemptions, { key: 'because', code: literal(reasonOf(service, hostPaths)) }];
}

/** Under Docker a capability is of use to root only. What asks for one, and names no user, starts as root. */
function startsAsRoot(service: Service): boolean {
  const { user, privileged, image } = service.spec;
  if (text(user) !== '') return isRoot(service);
  const asks = capabilitiesOf(service).some((capability) => capability !== 'NET_BIND_SERVICE');
  return asks || privileged === true || factsOf(text(image)).startsAsRoot !== undefined;
}

function isRoot({ spec }: Service): boolean {
  return /^(0|root)(:|$)/.test(text(spec.user));
}

/** Whether it may write to all of its root file system: the file does not deny it, and its writable folders are not known. */
function writesRoot({ spec }: Service): boolean {
  return spec.read_only !== true && factsOf(text(spec.image)).writable === undefined;
}

function capabilitiesOf({ spec }: Service): string[] {
  return listOf(spec.cap_add).map((each) => text(each).toUpperCase().replace(/^CAP_/, ''));
}

/** What the image is known for, and what the file says. */
function reasonOf(service: Service, hostPaths: readonly Mount[]): string {
  const { user, image, privileged } = service.spec;
  const said = [
    ...(isRoot(service) ? [`user: ${text(user)}`] : []),
    ...capabilitiesOf(service).map((capability) => `cap_add: ${capability}`),
    ...(privileged === true ? ['privileged: true'] : []),
    ...hostPaths.map(({ source }) => `a mount of ${source}`),
  ];
  const known = text(user) === '' ? factsOf(text(image)).startsAsRoot : undefined;
  const reasons = [
    ...(known === undefined ? [] : [known]),
    ...(said.length === 0 ? [] : [`the Compose file has ${said.join(', ')}`]),
  ];
  return reasons.length === 0 ? 'the Compose file does not say read_only' : reasons.join(', and ');
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
