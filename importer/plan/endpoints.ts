import { type Code, text as literal } from '../code/code';
import type { ServicePort } from '../project/ports';
import type { Service } from '../project/service';
import type { Context } from './context';

/** Whether the construct of a service is an endpoint itself, at its first port. */
export function hasMainPort(service: Service, { project }: Context): boolean {
  const ports = project.portsOf(service);
  return project.databaseOf(service) !== undefined || ports.some(({ protocol }) => protocol === 'TCP');
}

/** The endpoint at a port of a service: the construct, or `construct.at('name')`. A database has one port. */
export function endpointCode(service: Service, port: ServicePort | undefined, context: Context): Code {
  const variable = context.names.service(service.objectName);
  const isMain = port === context.project.portsOf(service)[0] && hasMainPort(service, context);
  const isOnly = port === undefined || context.project.databaseOf(service) !== undefined;
  return isMain || isOnly ? variable : `${variable}.at(${literal(port.name)})`;
}
