import { formatPort } from '../contract';
import { suggestion } from '../nearest';
import { checkPort } from './check';
import type { Connections } from './connections';
import type { Endpoint } from './endpoint';
import type { NamedPort, Port, PortProps } from './port';

/**
 * @internal The ports of the workload `of`, the main one first.
 *
 * @throws if it has both `port` and `ports`
 * @throws if a port is not a whole number from 1 to 65535, or is there twice with one protocol
 * @throws if a name is not a service name of IANA, or `appProtocol` not a name that Kubernetes accepts
 */
export class Ports {
  public readonly all: readonly NamedPort[];
  private readonly endpoints = new Map<string, Endpoint>();

  constructor(
    private readonly of: string,
    { port, ports }: PortProps,
  ) {
    if (port !== undefined && ports !== undefined) {
      throw new Error(
        `'ports' of '${of}' must have all ports, the main one first, such as { http: ${port}, metrics: 9090 }, got 'port' too`,
      );
    }
    const named = Object.entries(ports ?? {}).map(([name, each]) => namedPort(of, name, each));
    this.all = port === undefined ? named : [{ port: checkPort(of, port), protocol: 'TCP' }];
    checkDistinct(of, named);
  }

  /**
   * The port that clients of the workload connect to unless they name another one.
   *
   * @throws if there is none
   */
  public get main(): NamedPort {
    const [first] = this.all;
    if (first) return first;
    throw new Error(
      `'port' of '${this.of}' must be the port that it listens on, such as 8080, or 'ports' several, such as { http: 8080, metrics: 9090 }, got none`,
    );
  }

  /**
   * The endpoint of one port.
   *
   * @throws if no port has the name
   */
  public at(name: string, connections: Connections): Endpoint {
    const { port, protocol } = this.named('at()', name);
    const endpoint = this.endpoints.get(name) ?? { host: this.of, port, protocol, connections };
    this.endpoints.set(name, endpoint);
    return endpoint;
  }

  /**
   * The TCP port that the prop `prop` asks: that of the name, by default the first one.
   *
   * @param fix what to write if there is no TCP port, and what was given, for the error
   * @throws if there is none
   */
  public tcp(prop: string, name: string | undefined, fix: string): number {
    const first = this.all.find(({ protocol }) => protocol === 'TCP');
    const found = name === undefined ? first : this.named(`'${prop}'`, name);
    if (found?.protocol === 'TCP') return found.port;
    const none = `'${prop}' of '${this.of}', which has no${this.all.length > 0 ? ' TCP' : ''} port, ${fix}`;
    if (!found || !first) throw new Error(none);
    throw new Error(
      `'${prop}' of '${this.of}' must name a TCP port, such as '${first.name ?? ''}', got '${name ?? ''}', which is ${formatPort(found.port, found.protocol)}`,
    );
  }

  private named(what: string, name: string): NamedPort {
    const found = this.all.find((each) => each.name === name);
    if (found) return found;
    const names = this.all.flatMap((each) => each.name ?? []);
    const good = names[0] === undefined ? `one of 'ports' such as { ${name}: 9090 }` : `'${names[0]}'`;
    throw new Error(
      `${what} of '${this.of}' must name a port of it, such as ${good}, got '${name}'${suggestion(name, names) || others(names)}`,
    );
  }
}

function others(names: readonly string[]): string {
  return names.length === 0 ? '; its ports have no names' : `; there are ${names.join(', ')}`;
}

function namedPort(of: string, name: string, given: number | Port): NamedPort {
  const { port, protocol = 'TCP', appProtocol } = typeof given === 'number' ? { port: given } : given;
  checkPortName(of, name);
  checkPort(of, port, `ports.${name}`);
  if (appProtocol !== undefined && !appProtocolPattern.test(appProtocol)) {
    throw new Error(
      `'ports.${name}.appProtocol' of '${of}' must be a service name of IANA or one with a domain, such as 'https' or 'kubernetes.io/h2c', got '${appProtocol}'`,
    );
  }
  return { name, port, protocol, ...(appProtocol !== undefined && { appProtocol }) };
}

/** @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set */
const appProtocolPattern =
  /^([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?\/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;

/** @see https://www.rfc-editor.org/rfc/rfc6335#section-5.1 */
function checkPortName(of: string, name: string): void {
  const isName = /^[a-z0-9]([a-z0-9]|-(?!-)){0,13}[a-z0-9]$|^[a-z]$/.test(name) && /[a-z]/.test(name);
  if (isName) return;
  throw new Error(
    `'ports' of '${of}' must have names of at most 15 lower-case letters, digits and single hyphens, with a letter, such as 'http' or 'dns-tcp', got '${name}'`,
  );
}

function checkDistinct(of: string, ports: readonly NamedPort[]): void {
  const seen = new Map<string, string>();
  for (const each of ports) {
    const { name = '', port, protocol } = each;
    const key = `${port}/${protocol}`;
    const other = seen.get(key);
    if (other !== undefined) {
      throw new Error(
        `'ports.${name}' of '${of}' must have another number or protocol than 'ports.${other}', such as { port: ${port}, protocol: '${protocol === 'TCP' ? 'UDP' : 'TCP'}' }, got ${formatPort(port, protocol)}`,
      );
    }
    seen.set(key, name);
  }
}
