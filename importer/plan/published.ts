import { type Code, object } from '../code/code';
import { type Publication, publicationOf } from '../project/publication';
import type { Service } from '../project/service';
import { listOf, mappingOf, text } from '../project/values';
import type { Context } from './context';
import { endpointCode } from './endpoints';
import type { Planned } from './planned';

/** A published port of a service. */
interface Published {
  readonly service: Service;
  readonly target: number;
  readonly protocol: string;
  readonly published: number;
  readonly publication: Publication;
}

/** The Ingresses and PublishedPorts of a service. The default host of the stack leads to its main page. */
export function publishedConstructs(service: Service, context: Context): Planned[] {
  const ports = publishedOf(service);
  const pages = ports.filter(({ publication }) => isPage(publication));
  const streams = ports.filter(({ publication }) => publication === 'stream');
  const isMain = service === context.main;
  return [
    ...pages.map((port) => ingress(port, port.publication === 'page' && isMain, context)),
    ...(streams.length === 0 ? [] : [publishedPorts(service, streams, context)]),
  ];
}

function isPage(publication: Publication): boolean {
  return publication === 'page' || publication === 'further page';
}

/** The ports of a service that are open to more than this machine, each once. */
function publishedOf(service: Service): Published[] {
  if (service.kind === 'Job') return [];
  const ports = listOf(service.spec.ports)
    .map(mappingOf)
    .map((port) => ({
      service,
      target: Number(port.target),
      protocol: text(port.protocol).toUpperCase(),
      published: Number((text(port.published) || text(port.target)).replace(/-.*/, '')),
      publication: publicationOf(port, service),
    }));
  const byKey = ports.map((port) => {
    const { publication, published, protocol, target } = port;
    return [
      publication === 'stream' ? `${published}/${protocol}` : `${publication} ${target}`,
      port,
    ] as const;
  });
  return [...new Map([...byKey].reverse()).values()].reverse();
}

/** The service with the main page: the one with port 80 or 443, else the first that no other depends on, else the first. */
export function mainEntry(services: readonly Service[]): Service | undefined {
  const pages = services.filter((service) =>
    publishedOf(service).some(({ publication }) => isPage(publication)),
  );
  const needed = new Set(services.flatMap(({ spec }) => Object.keys(mappingOf(spec.depends_on))));
  return (
    pages.find((service) =>
      publishedOf(service).some(({ published }) => published === 80 || published === 443),
    ) ??
    pages.find(({ name }) => !needed.has(name)) ??
    pages[0]
  );
}

/** The port of a service at which its main page is. */
export function pagePort(service: Service): number | undefined {
  return publishedOf(service).find(({ publication }) => publication === 'page')?.target;
}

function ingress({ service, target, publication }: Published, isMain: boolean, context: Context): Planned {
  const { objectName } = service;
  const id = `${objectName}${publication === 'page' ? '' : `-${target}`}-ingress`;
  const { code, variable } = endpoint(service, { port: target, protocol: 'TCP' }, context);
  const host = isMain ? [] : [{ key: 'host', code: `\`${id}.\${this.namespace}.\${environment.domain}\`` }];
  return {
    construct: 'Ingress',
    id,
    variable: '',
    props: [{ key: 'to', code }, ...host],
    uses: [variable],
  };
}

function publishedPorts(service: Service, ports: readonly Published[], context: Context): Planned {
  const numbers = [...new Set(ports.map(({ published }) => published))];
  const variables = new Set<string>();
  const entries = numbers.map((number) => {
    const endpoints = ports
      .filter(({ published }) => published === number)
      .map(({ target, protocol }) => endpoint(service, { port: target, protocol }, context));
    for (const { variable } of endpoints) variables.add(variable);
    const codes = endpoints.map(({ code }) => code);
    return { key: String(number), code: codes.length === 1 ? (codes[0] ?? '') : `[${codes.join(', ')}]` };
  });
  return {
    construct: 'PublishedPorts',
    id: `${service.objectName}-published`,
    variable: '',
    props: [{ key: 'ports', code: object(entries.map(({ key, code }) => ({ key, code }))) }],
    uses: [...variables],
  };
}

function endpoint(
  service: Service,
  { port, protocol }: { readonly port: number; readonly protocol: string },
  context: Context,
): { readonly code: Code; readonly variable: string } {
  const ports = context.project.portsOf(service);
  const found = ports.find((each) => each.port === port && each.protocol === protocol);
  return {
    variable: context.names.service(service.objectName),
    code: endpointCode(service, found, context),
  };
}
