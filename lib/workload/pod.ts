import type { Duration, Size } from 'cdk8s';
import type { Construct } from 'constructs';
import type { Container, PodTemplateSpec, Volume } from '../../imports/k8s';
import type { Endpoint, Waitable } from '../core/endpoint';
import { configHashAnnotation, partOfLabel, podLabels } from '../contract';
import { checkUser } from '../core/check';
import type { Resources } from '../core/resources';
import { Stack } from '../core/stack';
import { ConfigFiles, configHash } from './config-files';
import { container, defaultUser, emptyDirVolumes, type ContainerProps } from './container';
import { kubeProbes, type Probes } from './probe';
import { podSecurityContext } from './security';
import { waitContainer } from './wait';

/** What a workload may connect to, and what it waits for. */
export interface DependencyProps {
  /** Endpoints to open connections to; all others are out of reach. @default - none */
  readonly connectsTo?: readonly Endpoint[];

  /**
   * What must serve before the container starts: Compose's `depends_on` with `condition: service_healthy`.
   * What is waited for may be connected to as well.
   *
   * @default - starts at once
   */
  readonly startsAfter?: readonly Waitable[];
}

/** @internal A volume of a pod, and where its main container has it. */
export interface MountedVolume {
  readonly volume: Volume;
  readonly mountPath: string;

  /** What it takes of the node's disk at most. @default - nothing */
  readonly disk?: Size;
}

/** @internal What the kinds of workload have in common. */
export interface PodOptions extends Probes {
  readonly name: string;
  readonly container: ContainerProps;
  readonly resources: Resources;
  readonly port?: number;
  readonly startsAfter?: readonly Waitable[];

  /** Folder of the claim `data`. */
  readonly dataPath?: string;

  /** Volumes beside those of emptyDirs folders, files and data. @default - none */
  readonly volumes?: readonly MountedVolume[];

  /** Containers that run to their end first, one after the other, once the waits are over. @default - none */
  readonly before?: readonly Container[];

  /** How long a pod that is to stop keeps serving, until every proxy has taken it out. */
  readonly drain?: Duration;

  /** How long it may take to stop, `drain` included, before it is killed. */
  readonly terminationGracePeriod: Duration;
  readonly restartPolicy?: 'Always' | 'OnFailure' | 'Never';
}

/** @internal The pod template of the workload `options.name`, and the ConfigMap of its files. */
export function podTemplate(scope: Construct, options: PodOptions): PodTemplateSpec {
  const { name, container: props, port } = options;
  const hash = configHash(props.files, props.env);
  const files = props.files && new ConfigFiles(scope, name, props.files);

  const { environment } = Stack.of(scope);
  const mounted = options.volumes ?? [];
  const disk = mounted.flatMap((each) => each.disk ?? []);
  const main = container(name, props, options.resources, environment, disk);
  main.volumeMounts.push(...(files?.mounts ?? []));
  if (options.dataPath) main.volumeMounts.push({ name: 'data', mountPath: options.dataPath });
  main.volumeMounts.push(...mounted.map(({ volume, mountPath }) => ({ name: volume.name, mountPath })));
  const before = [
    ...(options.startsAfter ?? []).map((target) => waitContainer(target, environment)),
    ...(options.before ?? []),
  ];

  return {
    metadata: {
      labels: { ...podLabels(name), [partOfLabel]: Stack.of(scope).namespace },
      ...(hash && { annotations: { [configHashAnnotation]: hash } }),
    },
    spec: {
      automountServiceAccountToken: false,
      // Otherwise every Service adds variables such as REDIS_PORT=tcp://…, which apps take for their own.
      enableServiceLinks: false,
      securityContext: podSecurityContext(checkUser(props.user ?? defaultUser)),
      terminationGracePeriodSeconds: options.terminationGracePeriod.toSeconds(),
      ...(options.restartPolicy && { restartPolicy: options.restartPolicy }),
      ...(before.length > 0 && { initContainers: before }),
      containers: [
        {
          ...main,
          ...(port !== undefined && { ports: [{ containerPort: port }] }),
          ...kubeProbes(options, port),
          ...(options.drain && { lifecycle: { preStop: { sleep: { seconds: options.drain.toSeconds() } } } }),
        },
      ],
      volumes: [
        ...emptyDirVolumes(props.emptyDirs),
        ...(files ? [files.volume] : []),
        ...mounted.map(({ volume }) => volume),
      ],
    },
  };
}

/** @internal What a workload connects to: what it names itself, and what it needs for its waits. */
export function peersOf({ connectsTo = [], startsAfter = [] }: DependencyProps): readonly Endpoint[] {
  return [...new Set([...connectsTo, ...startsAfter.flatMap(({ readyCheck }) => readyCheck.connectsTo)])];
}

/** @internal Opens the connections of a workload. */
export function connect(connections: { allowTo(peer: Endpoint): void }, dependencies: DependencyProps): void {
  for (const peer of peersOf(dependencies)) connections.allowTo(peer);
}
