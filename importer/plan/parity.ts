import { localUrl } from '../project/health-check';
import type { Service } from '../project/service';
import { listOf, mappingOf, text } from '../project/values';
import type { Context } from './context';
import type { ParityFacts, ParityService } from './planned';
import { pagePort } from './published';

/** Undefined if the stack has no page that is published: there is nowhere to send requests to. */
export function parityFacts(context: Context): ParityFacts | undefined {
  const { main } = context;
  const port = main && pagePort(main);
  if (!main || port === undefined) return undefined;
  const needed = new Set(context.services.flatMap(({ spec }) => Object.keys(mappingOf(spec.depends_on))));
  const servers = context.services.flatMap((service) => serverOf(service, context));
  return {
    entry: { service: main.name, port },
    services: servers,
    dependencies: servers.map(({ name }) => name).filter((name) => needed.has(name)),
  };
}

function serverOf(service: Service, { project }: Context): ParityService[] {
  const port =
    service.kind === 'Job' ? undefined : project.portsOf(service).find(({ protocol }) => protocol === 'TCP');
  if (!port) return [];
  const url = localUrl(listOf(mappingOf(service.spec.healthcheck).test).map(text));
  const health = url?.port === port.port && project.databaseOf(service) === undefined ? url.path : undefined;
  return [{ name: service.name, port: port.port, ...(health !== undefined && { health }) }];
}
