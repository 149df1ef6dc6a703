import { type ConfigContent, contentOf } from '../../project/configs';
import type { Service } from '../../project/service';
import { approximated, inert, mapped, type Outcome, refused } from '../outcome';
import { isOneOf, type Rule, rule, when } from '../rule';
import type { Subject } from '../subject';
import { object, podOfUsers } from '../target';

/** The volumes of the project. */
export const volumes: readonly Rule[] = [
  rule(
    'volumes.name',
    ['volumes.*.name'],
    inert('A claim has the name that the volume has in the Compose file.'),
  ),
  rule(
    'volumes.driver',
    ['volumes.*.driver'],
    when('`local`', isOneOf('', 'local'), inert('The storage class of the cluster makes the volumes.')),
    refused(
      'Plugins of Docker make no volumes for a cluster.',
      'Install a storage class for the same storage, and make it the default.',
    ),
  ),
  rule(
    'volumes.driver_opts',
    ['volumes.*.driver_opts.*'],
    refused(
      'Options of a plugin of Docker say nothing to a storage class.',
      'Install a storage class with these options, such as that of NFS, and make it the default.',
    ),
  ),
  rule(
    'volumes.external',
    ['volumes.*.external'],
    when('of a volume that services share', isShared, copied('PersistentVolumeClaim/{member}')),
    when(
      'of a database or a broker',
      isOfStore,
      copied('StatefulSet/{user}', 'spec.volumeClaimTemplates[metadata.name={member}]'),
    ),
    copied('PersistentVolumeClaim/{user}-{member}'),
  ),
  rule('volumes.labels', ['volumes.*.labels.*'], inert('Labels of Docker are for programs that ask Docker.')),
];

const noKey = refused('A ConfigMap has no private keys.', 'Make it a secret instead of a config.');
const secretValue = object('Secret/{member}', 'stringData.value');

const configFile = object('ConfigMap/{user}-files', 'data');

/** The configs and secrets of the project. */
export const configs: readonly Rule[] = [
  rule(
    'configs.content',
    ['configs.*.content', 'configs.*.file'],
    when('with a private key', has('private key'), noKey),
    when(
      'a file that does not exist',
      has('nothing'),
      refused('There is no file {value}.', 'Create it, and import again.'),
    ),
    mapped(configFile),
  ),
  rule(
    'configs.environment',
    ['configs.*.environment'],
    when('with a private key', has('private key'), noKey),
    when(
      'a variable that is not set',
      has('nothing'),
      refused('There is no variable {value}.', 'Set it, and import again.'),
    ),
    approximated(
      [configFile],
      'The chart has the value that the variable has now.',
      'Import again, or change the chart, when the value changes.',
    ),
  ),
  rule(
    'secrets.file',
    ['secrets.*.file', 'secrets.*.environment'],
    when(
      'of a variable that is not set, or a file that does not exist',
      isAbsent,
      approximated(
        [secretValue],
        'There is no {value}, so dev has a random value. In production the Secret must exist.',
        'Set it, and import again.',
      ),
    ),
    approximated(
      [secretValue],
      'Only the Secret of the environment dev has the value. In production it must exist.',
      'Create the Secret in production, or use ExternalSecrets.',
    ),
  ),
  rule(
    'configs.external',
    ['configs.*.external'],
    refused('The content is in Docker Swarm.', 'Write it into a file: `docker config inspect {member}`.'),
  ),
  rule('secrets.external', ['secrets.*.external'], mapped(podOfUsers('volumes[].secret.secretName'))),
  rule(
    'configs.name',
    ['configs.*.name', 'secrets.*.name'],
    inert('The object has the name of its service, or that in the Compose file.'),
  ),
  rule(
    'configs.labels',
    ['configs.*.labels.*', 'secrets.*.labels.*'],
    inert('Labels of Docker are for programs that ask Docker.'),
  ),
  rule(
    'configs.template_driver',
    ['configs.*.template_driver', 'secrets.*.template_driver'],
    refused('Kubernetes fills in no templates.', 'Write the text as it should be.'),
  ),
  rule(
    'secrets.driver',
    ['secrets.*.driver', 'secrets.*.driver_opts.*'],
    refused('Plugins of Docker bring no secrets to a cluster.', 'Use ExternalSecrets for the same store.'),
  ),
];

function copied(claim: string, field = 'spec'): Outcome {
  return approximated(
    [object(claim, field)],
    'The volume is made with the stack, and starts empty.',
    'Copy the content of the Docker volume into it: `kubectl cp`.',
  );
}

function usersOf({ keys, project }: Subject): readonly Service[] {
  return project.users(String(keys[0]), String(keys[1]));
}

function isShared(subject: Subject): boolean {
  return usersOf(subject).some((service) => service.shares(String(subject.keys[1])));
}

function isOfStore(subject: Subject): boolean {
  return usersOf(subject).some(({ kind }) => kind === 'StatefulSet');
}

function has(kind: ConfigContent['kind']): (subject: Subject) => boolean {
  return ({ keys, project }) => contentOf(String(keys[1]), project).kind === kind;
}

function isAbsent({ name, value, project }: Subject): boolean {
  return name === 'environment' ? !process.env[value] : project.onDisk(value) === 'nothing';
}
