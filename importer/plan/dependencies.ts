import type { Property } from '../code/code';
import type { Service } from '../project/service';
import { listOf, mappingOf, text } from '../project/values';
import type { Context } from './context';
import { endpointCode, hasMainPort } from './endpoints';
import type { Connection, Dependencies } from './planned';

/** What a service connects to and waits for. */
export function dependenciesOf(service: Service, context: Context): Dependencies {
  const waits = waitsOf(service, context);
  return {
    startsAfter: waits.map(({ objectName }) => context.names.service(objectName)),
    connectsTo: targetsOf(service, context).flatMap((target) =>
      endpointsOf(target, context, waits.includes(target)),
    ),
  };
}

/** The prop `egress` of a service. */
export function egressOf(service: Service, context: Context): Property[] {
  return mayLeave(service, context) ? [{ key: 'egress', code: "['internet']" }] : [];
}

/** The services that it waits for. */
function waitsOf(service: Service, { project }: Pick<Context, 'project'>): Service[] {
  return Object.entries(mappingOf(service.spec.depends_on)).flatMap(([name, dependency]) => {
    const target = project.service(name);
    const { condition } = mappingOf(dependency);
    return target === undefined || text(condition) === 'service_started' ? [] : [target];
  });
}

/** The services with ports that it names: in `depends_on` or `links`, in its environment, its commands or its files. */
function targetsOf(service: Service, context: Context): Service[] {
  const { depends_on: dependsOn, links } = service.spec;
  const said = new Set([
    ...Object.keys(mappingOf(dependsOn)),
    ...listOf(links).map((link) => text(link).replace(/:.*/, '')),
  ]);
  return context.services.filter(
    (target) =>
      target !== service &&
      target.kind !== 'Job' &&
      context.project.portsOf(target).length > 0 &&
      (said.has(target.name) ||
        (service.kind !== 'StatefulSet' &&
          context.project.others.isNaming(service.name, target.names) &&
          shareNetwork(service, target))),
  );
}

function shareNetwork(one: Service, other: Service): boolean {
  const networks = Object.keys(mappingOf(other.spec.networks));
  return Object.keys(mappingOf(one.spec.networks)).some((name) => networks.includes(name));
}

/** The endpoints of a service: one for each port. The main one is open to whoever waits for it. */
function endpointsOf(target: Service, context: Context, isAwaited: boolean): Connection[] {
  const variable = context.names.service(target.objectName);
  const ports = context.project.portsOf(target);
  const all = context.project.databaseOf(target) === undefined ? ports : ports.slice(0, 1);
  const isOpen = isAwaited && hasMainPort(target, context);
  return all.slice(isOpen ? 1 : 0).map((port) => ({ variable, code: endpointCode(target, port, context) }));
}

/** Whether its networks lead out of the host: none of them is internal. A well-known database needs no way out. */
function mayLeave({ spec, kind }: Service, { project }: Context): boolean {
  if (kind === 'StatefulSet' || text(spec.network_mode) === 'none') return false;
  const networks = mappingOf(project.model.project?.networks);
  const own = Object.keys(mappingOf(spec.networks));
  return own.length === 0 || own.some((name) => mappingOf(networks[name]).internal !== true);
}
