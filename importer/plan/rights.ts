import { list, object, type Property, text as literal, texts } from '../code/code';
import { factsOf } from '../know/images';
import { type Mount, mountsOf } from '../project/mounts';
import type { Project } from '../project/project';
import type { Service } from '../project/service';
import { listOf, text } from '../project/values';

/** The props `user` and `exempt` of a service. */
export function rightsOf(service: Service, project: Project): Property[] {
  const { image, read_only: isReadOnly } = service.spec;
  const facts = factsOf(text(image));
  const reasons = reasonsOf(service, project);
  const isRoot = startsAsRoot(service);
  const hasKnownFolders = facts.writable !== undefined || isReadOnly === true;
  const exemptions = [
    ...(isRoot ? [{ key: 'root', code: 'true' }] : []),
    ...(isRoot && !hasKnownFolders ? [{ key: 'writableRoot', code: 'true' }] : []),
    ...capabilityProps(service),
    ...(service.spec.privileged === true ? [{ key: 'privileged', code: 'true' }] : []),
    ...hostPathProps(service, project),
  ];
  const because = { key: 'because', code: literal(reasons.join(', ')) };
  return [
    ...userProps(service, isRoot),
    ...(exemptions.length === 0 ? [] : [{ key: 'exempt', code: object([...exemptions, because]) }]),
  ];
}

/** Under Docker a capability is of use to root only. What asks for one, and names no user, starts as root. */
function startsAsRoot(service: Service): boolean {
  const user = text(service.spec.user);
  if (user !== '') return /^(0|root)(:|$)/.test(user);
  const asks = capabilitiesOf(service).length > 0 || service.spec.privileged === true;
  return asks || factsOf(text(service.spec.image)).startsAsRoot !== undefined;
}

function reasonsOf(service: Service, project: Project): string[] {
  const { user, image, privileged } = service.spec;
  const { startsAsRoot: known } = factsOf(text(image));
  const said = [
    ...(/^(0|root)(:|$)/.test(text(user)) ? [`user: ${text(user)}`] : []),
    ...capabilitiesOf(service).map((capability) => `cap_add: ${capability}`),
    ...(privileged === true ? ['privileged: true'] : []),
    ...nodeMounts(service, project).map(({ source }) => `a mount of ${source}`),
  ];
  return [
    ...(known !== undefined && text(user) === '' ? [known] : []),
    ...(said.length === 0 ? [] : [`the Compose file has ${said.join(', ')}`]),
  ];
}

function userProps({ spec }: Service, isRoot: boolean): Property[] {
  const [, uid, gid] = /^(\d+)(?::(\d+))?$/.exec(text(spec.user).replace(/^root/, '0')) ?? [];
  const user = isRoot ? 0 : uid === undefined ? factsOf(text(spec.image)).user : Number(uid);
  const groups = listOf(spec.group_add)
    .map(text)
    .filter((group) => /^\d+$/.test(group));
  const ids = [
    ...(gid === undefined || gid === uid ? [] : [{ key: 'runAsGroup', code: gid }]),
    ...(groups.length === 0 ? [] : [{ key: 'supplementalGroups', code: list(groups) }]),
  ];
  if (ids.length > 0) {
    const code = object([{ key: 'runAsUser', code: String(user ?? 10001) }, ...ids], true);
    return [{ key: 'user', code }];
  }
  return user === undefined || isRoot ? [] : [{ key: 'user', code: String(user) }];
}

function capabilityProps(service: Service): Property[] {
  const capabilities = service.spec.privileged === true ? [] : capabilitiesOf(service);
  return capabilities.length === 0 ? [] : [{ key: 'capabilities', code: texts(capabilities) }];
}

/** Without the one for ports below 1024, which a pod opens without it. */
function capabilitiesOf({ spec }: Service): string[] {
  return listOf(spec.cap_add)
    .map((each) => text(each).toUpperCase().replace(/^CAP_/, ''))
    .filter((capability) => capability !== 'NET_BIND_SERVICE');
}

function hostPathProps(service: Service, project: Project): Property[] {
  const entries = nodeMounts(service, project).map(({ source, target, isReadOnly }) => ({
    key: target,
    code: object(
      [
        { key: 'path', code: literal(source) },
        { key: 'type', code: literal(typeOf(source, project)) },
        ...(isReadOnly ? [] : [{ key: 'readOnly', code: 'false' }]),
      ],
      true,
    ),
  }));
  return entries.length === 0 ? [] : [{ key: 'hostPaths', code: object(entries) }];
}

function nodeMounts(service: Service, project: Project): Mount[] {
  return mountsOf(service, project).filter(({ kind }) => kind === 'machine');
}

/** What it is on this machine, which is most likely what it is on a node. */
function typeOf(path: string, project: Project): string {
  const found = project.onDisk(path);
  if (found === 'file') return 'File';
  return found === 'other' && path.startsWith('/dev/') ? 'CharDevice' : 'Directory';
}
