import { deploy, resources } from './groups/deploy';
import { environment } from './groups/environment';
import { serviceFiles } from './groups/files';
import { healthcheck } from './groups/health';
import { hooks } from './groups/hooks';
import { image } from './groups/image';
import { kernel, security } from './groups/kernel';
import { mounts } from './groups/mounts';
import { networks } from './groups/networks';
import { dependencies } from './groups/order';
import { ports } from './groups/ports';
import { process } from './groups/process';
import { project, resolved } from './groups/project';
import { restart } from './groups/restart';
import { names, serviceNetworks } from './groups/service-networks';
import { configs, volumes } from './groups/volumes';
import { KeyTree } from './key-tree';
import { inert, refused } from './outcome';
import { type Rule, rule } from './rule';

/** The rules by parts of a Compose file, in the order of docs/compose-support.md. */
export const groups: Readonly<Record<string, readonly Rule[]>> = {
  'Image and build': image,
  Process: process,
  Environment: environment,
  Ports: ports,
  'Networks of a service': serviceNetworks,
  Names: names,
  'Volumes of a service': mounts,
  'Configs and secrets of a service': serviceFiles,
  'Health check': healthcheck,
  Dependencies: dependencies,
  Restart: restart,
  Deployment: deploy,
  Resources: resources,
  Security: security,
  Kernel: kernel,
  'Hooks, jobs and models': hooks,
  'The project': project,
  'Networks of the project': networks,
  'Volumes of the project': volumes,
  'Configs and secrets of the project': configs,
  'What Compose resolves': resolved,
};

/** Rules for values that may be anywhere. */
export const anywhere = {
  extension: rule('extension', ['x-*'], inert('Compose ignores keys that start with `x-`.')),
  empty: rule('empty', ['(empty)'], inert('It is empty.')),
  inactive: rule(
    'inactive',
    ['(inactive)'],
    inert('None of the profiles of the service is active.', 'Name one of them with --profile.'),
  ),
  unused: rule('unused', ['(unused)'], inert('No service uses it.')),
};

/** The rule for what no other one takes. */
export const unknown = rule(
  'unknown',
  [],
  refused('not looked at: slipway has no rule for this key.', 'Report it to the authors of slipway.'),
);

const byKey = Object.values(groups).flat();

export const rules: readonly Rule[] = [...byKey, ...Object.values(anywhere)];

export const keyTree = new KeyTree(byKey, anywhere);
