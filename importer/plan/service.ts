import { duration, type Property, text as literal, texts } from '../code/code';
import { factsOf } from '../know/images';
import { isDisabled } from '../project/health-check';
import { renamed } from '../project/host-names';
import { imageOf } from '../project/image';
import type { ServicePort } from '../project/ports';
import type { Service } from '../project/service';
import { listOf, mappingOf, text } from '../project/values';
import type { Context } from './context';
import { dependenciesOf, egressOf } from './dependencies';
import { emptyDirsOf } from './empty-dirs';
import { environmentOf } from './environment';
import { filesOf } from './files';
import { probesOf, secondsOf } from './health';
import type { Part } from './planned';
import { podSettingsOf } from './pod-settings';
import { resourcesOf } from './resources';
import { rightsOf } from './rights';
import { volumesOf } from './volumes';

/** The construct of a service that is no database of the library, and the constants that it uses. */
export function plannedService(service: Service, context: Context): Part[] {
  const ports = context.project.portsOf(service);
  const construct = constructOf(service, ports);
  const environment = environmentOf(service, context);
  const files = filesOf(service, context);
  const volumes = volumesOf(service, context);
  const resources = resourcesOf(service);
  const isJob = construct === 'Task';
  const variable = context.names.service(service.objectName);
  const probes = isJob ? { props: [], constants: [] } : probesOf(service, ports, variable);
  const server = { construct, ports, hasVolume: volumes.props.length > 0, checks: probes.props };
  const planned = {
    construct,
    id: service.objectName,
    variable,
    props: [
      { key: 'image', code: literal(imageOf(service, context.project.name)) },
      ...(isJob ? [] : portProps(ports, service)),
      ...words('command', service.spec.entrypoint, context),
      ...words('args', service.spec.command, context),
      ...environment.props,
      ...files.props,
      ...volumes.props,
      ...emptyDirsOf(service, context.project),
      ...rightsOf(service, context.project),
      ...podSettingsOf(service, context.project),
      ...resources.props,
      ...(isJob ? jobProps(service) : serverProps(service, server)),
      ...egressOf(service, context),
    ],
    dependencies: dependenciesOf(service, context),
    uses: [
      ...environment.uses,
      ...files.uses,
      ...volumes.uses,
      ...resources.uses,
      ...probes.constants.map((each) => each.variable),
    ],
  };
  return [...probes.constants, planned];
}

/** The class of the construct of a service. */
function constructOf({ kind }: Service, ports: readonly ServicePort[]): string {
  if (kind === 'Job') return 'Task';
  if (kind === 'StatefulSet') return 'StatefulService';
  return ports.some(({ protocol }) => protocol === 'TCP') ? 'WebService' : 'Worker';
}

/** `port` for one TCP port without a name, else `ports`. */
function portProps(ports: readonly ServicePort[], { spec }: Service): Property[] {
  const [only] = ports;
  if (only === undefined) return [];
  const isNamed = listOf(spec.ports).some((each) => mappingOf(each).name !== undefined);
  if (ports.length === 1 && only.protocol === 'TCP' && !isNamed)
    return [{ key: 'port', code: String(only.port) }];
  const entries = ports.map(({ port, protocol, name }) => {
    const code = protocol === 'TCP' ? String(port) : `{ port: ${port}, protocol: ${literal(protocol)} }`;
    return `${/^[a-z]+$/.test(name) ? name : literal(name)}: ${code}`;
  });
  return [{ key: 'ports', code: `{ ${entries.join(', ')} }` }];
}

function words(key: string, value: Parameters<typeof listOf>[0], { project }: Context): Property[] {
  const list = listOf(value).map((word) => renamed(text(word), project));
  return list.length === 0 ? [] : [{ key, code: texts(list) }];
}

function jobProps({ spec }: Service): Property[] {
  const { restart_policy: policy } = mappingOf(spec.deploy);
  const { max_attempts: attempts } = mappingOf(policy);
  const [, count] = /^on-failure:(\d+)$/.exec(text(spec.restart)) ?? [];
  const retries = attempts === undefined ? count : text(attempts);
  const isOnce = /^(no)?$/.test(text(spec.restart));
  if (retries !== undefined) return [{ key: 'retries', code: retries }];
  return isOnce ? [{ key: 'retries', code: '0' }] : [];
}

interface Server {
  readonly construct: string;
  readonly ports: readonly ServicePort[];

  /** Whether it mounts a volume. The library gives it one pod then. */
  readonly hasVolume: boolean;

  /** The probes of its health check; none if it has no health check. */
  readonly checks: readonly Property[];
}

function serverProps(service: Service, server: Server): Property[] {
  const { spec } = service;
  const grace = secondsOf(spec.stop_grace_period, 30);
  return [
    ...probeProps(service, server),
    ...replicasOf(service, server),
    ...(grace === 30 ? [] : [{ key: 'stopGracePeriod', code: duration(Math.max(1, Math.round(grace))) }]),
  ];
}

/** A slow start is no failure under Docker. So what has no health check gets ten minutes to open its port. */
function probeProps(service: Service, { construct, ports, checks }: Server): readonly Property[] {
  if (checks.length > 0 || construct === 'Worker') return checks;
  const startup: Property = {
    key: 'startup',
    code: `slipway.Probe.fromTcpSocket({ failureThreshold: 300 })`,
  };
  const hasTcp = ports.some(({ protocol }) => protocol === 'TCP');
  if (construct === 'StatefulService')
    return !hasTcp ? [] : [startup, { key: 'readiness', code: 'slipway.Probe.fromTcpSocket()' }];
  const isQuick = service.spec.build !== undefined || factsOf(text(service.spec.image)).stateless === true;
  return isQuick && !isDisabled(service.spec.healthcheck) ? [] : [startup];
}

/**
 * How many pods. Where the file says nothing, only servers of one's own and well-known ones without state are taken to work
 * with several.
 */
function replicasOf(service: Service, { construct, hasVolume }: Server): Property[] {
  const { spec, kind } = service;
  if (kind !== 'Deployment') return [];
  const deploy = mappingOf(spec.deploy);
  const wanted = deploy.replicas ?? spec.scale;
  const order = text(mappingOf(deploy.update_config).order);
  const isOne = wanted === undefined || Number(wanted) === 1;
  if (isOne && (order === 'stop-first' || (order !== 'start-first' && isScheduler(service))))
    return [{ key: 'singleton', code: 'true' }];
  if (hasVolume) return [];
  if (wanted !== undefined) return [{ key: 'replicas', code: text(wanted) }];
  const canBeSeveral =
    construct === 'WebService' && (spec.build !== undefined || factsOf(text(spec.image)).stateless === true);
  return canBeSeveral ? [] : [{ key: 'replicas', code: '1' }];
}

/** Whether it starts jobs at times: two of it would start them twice. */
function isScheduler({ name, spec }: Service): boolean {
  const said = [name, ...listOf(spec.command).map(text), ...listOf(spec.entrypoint).map(text)];
  return said.some((word) =>
    /(^|[-_./ ])(beat|cron|crond|scheduler|clock|supercronic|ofelia)($|[-_ ])/i.test(word),
  );
}
