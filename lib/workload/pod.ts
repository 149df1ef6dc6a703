import type { Duration, Size } from 'cdk8s';
import type { Construct } from 'constructs';
import type { Container, ContainerPort, PodTemplateSpec, Volume, VolumeMount } from '../../imports/k8s';
import { configHashAnnotation, oneNodeLabels, partOfLabel, podLabels } from '../contract';
import type { Connections, Outside } from '../core/connections';
import type { Endpoint, Waitable } from '../core/endpoint';
import type { NamedPort } from '../core/port';
import { Ports } from '../core/ports';
import type { Resources } from '../core/resources';
import { Stack } from '../core/stack';
import { companionEnv, companions } from './companions';
import { configHash } from './config-files';
import { container, type ContainerProps } from './container';
import { defaultEmptyDirs, emptyDirVolumes } from './empty-dirs';
import { mountedFiles } from './file';
import { fileMounts } from './file-mounts';
import { hostNameFields } from './host-names';
import { hostPathVolumes } from './host-paths';
import { checkMetadata } from './labels';
import { checkMounts } from './mounts';
import { placementFields } from './placement';
import type { PodSettings } from './pod-settings';
import { kubeProbes, type Probes } from './probe';
import { processFields } from './process';
import { Rights } from './rights';
import { oneNodeAffinity, VolumeMounts } from './volume-mounts';
import { waitContainer } from './wait';

/** Dependencies of a workload. */
export interface DependencyProps {
  /**
   * Endpoints that the workload connects to, and external servers such as `Postgres.fromSecret(…)`. NetworkPolicies deny all
   * other connections.
   *
   * @default - none
   */
  readonly connectsTo?: readonly (Endpoint | Outside)[];

  /**
   * Workloads that must be ready, and Tasks that must have succeeded, before the container starts. In Compose: `depends_on` with
   * `condition: service_healthy` or `service_completed_successfully`. It includes `connectsTo` for them.
   *
   * @default - none: the container starts at once
   */
  readonly startsAfter?: readonly Waitable[];

  /**
   * Servers outside of the stack that the workload connects to: a URL such as `https://api.example.com` or
   * `smtp://mail.example.com:587`, addresses with a port such as `10.20.0.0/16:5432`, or `'internet'` for all public addresses.
   * NetworkPolicies deny all other connections. They cannot name a host, so the port of a URL is allowed to every address.
   *
   * @default - none
   */
  readonly egress?: readonly string[];
}

/** @internal A volume of a pod, and its mount path in the main container. */
export interface MountedVolume {
  readonly volume: Volume;
  readonly mountPath: string;

  /**
   * Size limit of an `emptyDir` on disk.
   *
   * @default - none: the volume is not on the node's disk
   */
  readonly sizeLimit?: Size;
}

/** @internal Options of a pod template. */
export interface PodOptions extends Probes {
  readonly name: string;
  readonly container: ContainerProps;
  readonly resources: Resources;
  readonly settings?: PodSettings;

  /** @default - none */
  readonly ports?: Ports;
  readonly startsAfter?: readonly Waitable[];

  /** Mount path of the claim `data`. */
  readonly dataPath?: string;

  /** The volumes of its prop `volumes`. */
  readonly volumes?: VolumeMounts;

  /** Further volumes, beside those of props. */
  readonly mounted?: readonly MountedVolume[];

  /** Further init containers. They run after those that wait for `startsAfter`. */
  readonly initContainers?: readonly Container[];

  /** Time for which a terminating pod keeps serving before SIGTERM, until no proxy routes to it. */
  readonly drain?: Duration;

  /** Time from the start of the termination to SIGKILL, `drain` included. */
  readonly terminationGracePeriod: Duration;
  readonly restartPolicy?: 'Always' | 'OnFailure' | 'Never';
}

/** @internal The pod template of the workload `options.name`, and the ConfigMap of its files. */
export function podTemplate(scope: Construct, options: PodOptions): PodTemplateSpec {
  const { name, container: props, ports = new Ports(name, {}), settings = {} } = options;
  checkMetadata(name, settings);
  const files = mountedFiles(name, props.files ?? {});
  const hash = configHash(files, { ...props.env, ...companionEnv(settings) });
  const { environment } = Stack.of(scope);
  const claims = options.volumes ?? new VolumeMounts(scope, name, {});
  const rights = new Rights(name, props);
  const onDisk = (options.mounted ?? []).flatMap(({ sizeLimit }) => sizeLimit ?? []);
  const fileVolumes = fileMounts(scope, {
    workload: name,
    image: props.image,
    files,
    taken: claims.mounts.map((mount) => mount.name),
    securityContext: rights.script,
  });
  const { volumes, mounts } = podVolumes(options, claims, fileVolumes);
  const main = container(name, props, options.resources, environment, onDisk);
  const initContainers = [
    ...(options.startsAfter ?? []).map((target) => waitContainer(target, environment)),
    ...claims.fillContainers(props.image, rights.script),
    ...fileVolumes.initContainers,
    ...(options.initContainers ?? []),
  ];
  const taken = [main, ...initContainers].map((each) => each.name);
  initContainers.push(...companions(settings, { of: name, mounts, taken, environment }));
  const annotations = {
    ...settings.annotations,
    ...(hash && { [configHashAnnotation]: hash }),
    ...rights.annotations,
  };
  Stack.of(scope)._allow(rights.level);

  return {
    metadata: {
      labels: {
        ...settings.labels,
        ...podLabels(name),
        [partOfLabel]: Stack.of(scope).namespace,
        ...(claims.isOnOneNode && oneNodeLabels),
      },
      ...(Object.keys(annotations).length > 0 && { annotations }),
    },
    spec: {
      automountServiceAccountToken: false,
      // Else each Service adds variables such as REDIS_PORT=tcp://…, which applications read as their own.
      enableServiceLinks: false,
      securityContext: rights.pod({ ports, sharesFiles: claims.isShared }),
      ...(claims.isOnOneNode && { affinity: oneNodeAffinity }),
      ...hostNameFields(name, settings),
      ...placementFields(name, settings),
      terminationGracePeriodSeconds: options.terminationGracePeriod.toSeconds(),
      ...(options.restartPolicy && { restartPolicy: options.restartPolicy }),
      ...(initContainers.length > 0 && { initContainers }),
      containers: [
        {
          ...main,
          volumeMounts: [...mounts],
          ...(ports.all.length > 0 && { ports: ports.all.map(containerPort) }),
          ...kubeProbes(options, ports),
          ...processFields(name, settings, options.drain),
        },
      ],
      volumes: [...volumes],
    },
  };
}

function containerPort({ name, port, protocol }: NamedPort): ContainerPort {
  return { containerPort: port, ...(name !== undefined && { name, protocol }) };
}

interface PodVolumes {
  readonly volumes: readonly Volume[];
  readonly mounts: readonly VolumeMount[];
}

/** The volumes of a pod, and their mounts in the main container. */
function podVolumes(
  {
    name,
    container: { files: named = {}, emptyDirs = defaultEmptyDirs, exempt },
    dataPath,
    mounted = [],
  }: PodOptions,
  claims: VolumeMounts,
  files: PodVolumes,
): PodVolumes {
  const { hostPaths = {} } = exempt ?? {};
  checkMounts(name, {
    dataPath: dataPath === undefined ? [] : [dataPath],
    volumes: claims.paths,
    files: Object.keys(named),
    emptyDirs: Object.keys(emptyDirs),
    'exempt.hostPaths': Object.keys(hostPaths),
  });
  const data = dataPath === undefined ? [] : [{ name: 'data', mountPath: dataPath }];
  const known = [...files.volumes, ...mounted.map(({ volume }) => volume), ...claims.define()];
  const node = hostPathVolumes(
    hostPaths,
    [...data, ...claims.mounts, ...known].map((volume) => volume.name),
  );
  const others = [...known, ...node.volumes];
  const folders = emptyDirVolumes(
    emptyDirs,
    [...data, ...claims.mounts, ...others].map((volume) => volume.name),
  );
  return {
    volumes: [...folders.volumes, ...others],
    mounts: [
      ...folders.mounts,
      ...files.mounts,
      ...data,
      ...claims.mounts,
      ...mounted.map(({ volume, mountPath }) => ({ name: volume.name, mountPath })),
      ...node.mounts,
    ],
  };
}

/** @internal The endpoints that a workload connects to, those of its `startsAfter` included. */
export function peersOf({
  connectsTo = [],
  startsAfter = [],
}: DependencyProps): readonly (Endpoint | Outside)[] {
  return [...new Set([...connectsTo, ...startsAfter.flatMap(({ readyCheck }) => readyCheck.connectsTo)])];
}

/** @internal Allows the connections of a workload. */
export function connect(
  connections: Connections,
  dependencies: DependencyProps & Pick<PodSettings, 'dns'>,
): void {
  for (const peer of peersOf(dependencies)) connections.allowTo(peer);
  for (const server of dependencies.egress ?? []) connections.allowToOutside(server);
  for (const address of dependencies.dns?.nameservers ?? []) connections.allowToNameserver(address);
}
