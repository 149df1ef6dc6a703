import { type MountKind } from '../../project/mount';
import { mountKind } from '../../project/mount-kind';
import { text } from '../../project/values';
import { approximated, inert, inferred, mapped, type Outcome, refused } from '../outcome';
import { type Case, isDatabase, ofDatabase, ofService, type Rule, rule, when } from '../rule';
import type { Subject } from '../subject';
import { container, object, pod, type Target } from '../target';

const mount = container('volumeMounts[mountPath={target}].mountPath');

const configFiles = object('ConfigMap/{service}-files', 'data');

const noSocket = refused(
  'Who has the socket of the container runtime has the whole node.',
  'Use what the program has for Kubernetes, with a ServiceAccount of its own, or leave the service out.',
);
const image = refused(
  'slipway has no prop for the volumes that are images.',
  'Copy the files into the image of the service: `COPY --from=…`.',
);

function copied(claim: Target): Outcome {
  return approximated(
    [mount, claim],
    'It becomes a volume, which starts empty.',
    'Copy the content of {source} into it: `kubectl cp`.',
  );
}

/** What becomes of a mount, by what it is for. */
const outcomes: readonly (readonly [kind: MountKind, words: string, outcome: Outcome])[] = [
  [
    'volume of a store',
    'a volume of this service, which is a database or a broker, also one without a name',
    mapped(mount, object('StatefulSet/{service}', 'spec.volumeClaimTemplates[metadata.name={volume}]')),
  ],
  [
    'own volume',
    'a volume of this service only',
    mapped(mount, object('PersistentVolumeClaim/{service}-{volume}', 'spec')),
  ],
  [
    'shared volume',
    'a volume that services share, or that one mounts twice',
    approximated(
      [mount, object('PersistentVolumeClaim/{volume}', 'spec.accessModes')],
      'On several nodes it needs a storage class with ReadWriteMany; else all pods that share it run on one node.',
    ),
  ],
  [
    'hidden folder',
    'a volume without a name, inside of a mounted folder',
    inert('It keeps a folder of the image visible, which nothing hides on Kubernetes.'),
  ],
  [
    'anonymous volume',
    'another volume without a name',
    approximated(
      [mount, pod('volumes[].emptyDir')],
      'It lives as long as the pod, and starts empty.',
      'Give the volume a name if its content must outlive the pod.',
    ),
  ],
  ['memory', '`tmpfs`', mapped(mount, pod('volumes[].emptyDir'))],
  ['socket', 'the socket of a server on the machine, such as docker.sock', noSocket],
  [
    'clock',
    '/etc/localtime or /etc/timezone',
    refused(
      'A pod does not have the time zone of a machine.',
      'Set the variable TZ, such as TZ=Europe/Berlin.',
    ),
  ],
  [
    'machine',
    'another path of the machine, such as /proc or /dev',
    approximated(
      [mount, pod('volumes[].hostPath.path')],
      'It is a path of the node that a pod runs on, and an exemption that needs a reason.',
      'Leave out what looks at the machine, if you can: a cluster has its own agents for that.',
    ),
  ],
  [
    'sources',
    'sources from which the image is built',
    approximated(
      [container('image')],
      'The image has the sources. A change of them needs a new image.',
      'Run `slipway up` after a change: it builds the images that have changed.',
    ),
  ],
  [
    'secret file',
    'a file with a name of keys or passwords, or with a secret value of the environment',
    approximated(
      [mount, object('Secret/{service}-files', 'stringData')],
      'Only the Secret of the environment dev has the content. In production it must exist.',
      'Create the Secret in production, or use ExternalSecrets.',
    ),
  ],
  ['file', 'a file', mapped(mount, configFiles)],
  [
    'secret files',
    'a folder of which a file has a private key, or a secret value of the environment',
    approximated(
      [object('Secret/{service}-files', 'stringData')],
      'Only the Secret of the environment dev has the files. In production it must exist.',
      'Create the Secret in production, or use ExternalSecrets.',
    ),
  ],
  [
    'missing file',
    'a file that does not exist',
    refused('There is no file {source}.', 'Create it, or remove the mount.'),
  ],
  [
    'files',
    'a folder of files: one that is read-only, or whose path is that of a configuration',
    inferred(
      [configFiles, pod('volumes[name=files].configMap')],
      'The folder is read-only or has a path of a configuration, so its files are taken as they are now.',
      'Use a volume if the program writes to it.',
    ),
  ],
  [
    'data of a store',
    'another folder, to which a database or a broker writes',
    copied(object('StatefulSet/{service}', 'spec.volumeClaimTemplates[metadata.name={volume}]')),
  ],
  [
    'shared data',
    'another folder, to which several services write',
    copied(object('PersistentVolumeClaim/{volume}', 'spec')),
  ],
  [
    'data',
    'another folder, to which this service writes',
    copied(object('PersistentVolumeClaim/{service}-{volume}', 'spec')),
  ],
  ['image', 'an image', image],
];

const other = refused('slipway has no volume of this type.', 'Use a volume, or a folder.');

function cases(): Case[] {
  return outcomes.map(([kind, words, outcome]) =>
    when(words, (subject) => kindOf(subject) === kind, outcome),
  );
}

const nothing = inert('It says nothing about the pod.');

/** Volumes and folders in a container. */
export const mounts: readonly Rule[] = [
  rule(
    'volumes',
    ofService('volumes[].type', 'volumes[].source', 'volumes[].target'),
    when(
      'the data of a database of slipway',
      (subject) => isDatabase(subject) && isDataOfDatabase(subject),
      mapped(
        container('volumeMounts[name=data].mountPath'),
        object('StatefulSet/{service}', 'spec.volumeClaimTemplates[metadata.name=data]'),
      ),
    ),
    when(
      'the script of a `Postgres` that makes the role of the app',
      (subject) => isDatabase(subject) && mountIn(subject).source.includes('app-role'),
      inert('The construct has a script of its own that does the same.'),
    ),
    ...cases(),
    other,
  ),
  rule(
    'volumes.read_only',
    ofService('volumes[].read_only'),
    when(
      'of a mount that the pod has too',
      isMounted,
      mapped(container('volumeMounts[mountPath={target}].readOnly')),
    ),
    inert('The pod does not have the mount.'),
  ),
  rule(
    'volumes.bind',
    ofService('volumes[].bind.create_host_path', 'volumes[].bind.propagation', 'volumes[].bind.recursive'),
    nothing,
  ),
  rule(
    'volumes.bind.selinux',
    ofService('volumes[].bind.selinux'),
    inert('The node labels volumes for SELinux by itself.'),
  ),
  rule('volumes.consistency', ofService('volumes[].consistency'), inert('Only Docker Desktop reads it.')),
  rule('volumes.labels', ofService('volumes[].volume.labels.*'), nothing),
  rule('volumes.nocopy', ofService('volumes[].volume.nocopy'), inert('A volume of Kubernetes starts empty.')),
  rule(
    'volumes.subpath',
    ofService('volumes[].volume.subpath'),
    mapped(container('volumeMounts[subPath={value}].subPath')),
  ),
  rule('volumes.image.subpath', ofService('volumes[].image.subpath'), image),
  rule('volumes.tmpfs.size', ofService('volumes[].tmpfs.size'), mapped(pod('volumes[].emptyDir.sizeLimit'))),
  rule(
    'volumes.tmpfs.mode',
    ofService('volumes[].tmpfs.mode'),
    inert('The folder belongs to the group of the pod, which may write to it.'),
  ),
  rule(
    'tmpfs',
    ofService('tmpfs[]'),
    ofDatabase,
    when(
      'with options other than `size`',
      ({ value }) => /:(?!size=[^,]+$)/.test(value),
      approximated(
        [container('volumeMounts[mountPath={path}].mountPath'), pod('volumes[].emptyDir')],
        'The folder belongs to the group of the pod, and has no options but a size.',
      ),
    ),
    mapped(container('volumeMounts[mountPath={path}].mountPath'), pod('volumes[].emptyDir')),
  ),
  rule('shm_size', ofService('shm_size'), mapped(pod('volumes[].emptyDir.sizeLimit'))),
  rule(
    'volumes_from',
    ofService('volumes_from[]'),
    refused('A pod can’t mount whatever another one mounts.', 'Name the volumes in both services.'),
  ),
  rule(
    'storage_opt',
    ofService('storage_opt.*'),
    refused('A container has no disk of its own.', 'Use the size limit of a `tmpfs`, or a volume.'),
  ),
];

function mountIn({ keys, service }: Subject): { readonly source: string; readonly target: string } {
  const { source, target } = service?.mounts[Number(keys[3])] ?? {};
  return { source: text(source), target: text(target) };
}

function isDataOfDatabase(subject: Subject): boolean {
  return /^\/data$|^\/var\/lib\/(postgresql|mysql)/.test(mountIn(subject).target);
}

function isMounted(subject: Subject): boolean {
  const outcome = outcomes.find(([kind]) => kind === kindOf(subject))?.[2];
  return outcome !== undefined && 'to' in outcome && outcome.to[0] === mount;
}

/** The kind of the mount that a leaf is in. */
function kindOf({ keys, service, project }: Subject): MountKind {
  const [, , , index] = keys;
  return service ? mountKind(service.mounts[Number(index)] ?? {}, service, project) : 'other';
}
