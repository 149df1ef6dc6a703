import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { Failure } from '../base/failure';

/** A port of this machine that leads to a kind cluster. */
export interface HostPort {
  readonly address: string;
  readonly port: number;
  readonly protocol: 'TCP' | 'UDP' | 'SCTP';
}

/** The part of a kind configuration that slipway needs. */
export interface KindConfig {
  readonly file: string;
  readonly name: string;
  readonly hostPorts: readonly HostPort[];

  /** Ports of the nodes that ports of this machine lead to, such as `30022/TCP`. */
  readonly nodePorts: readonly string[];
}

interface ConfigFile {
  readonly name?: string;
  readonly nodes?: readonly {
    readonly extraPortMappings?: readonly {
      readonly containerPort: number;
      readonly hostPort?: number;
      readonly listenAddress?: string;
      readonly protocol?: HostPort['protocol'];
    }[];
  }[];
}

/** Reads a kind configuration, with the defaults of kind. */
export function readKindConfig(file: string): KindConfig {
  if (!existsSync(file)) {
    throw new Failure(
      `there is no kind configuration ${file}`,
      `Restore it from git, or run 'npx slipway init', which writes one.`,
    );
  }
  const config = parse(readFileSync(file, 'utf8')) as ConfigFile | null;
  const mappings = config?.nodes?.flatMap(({ extraPortMappings = [] }) => extraPortMappings) ?? [];
  return {
    file,
    name: config?.name ?? 'kind',
    hostPorts: mappings.flatMap(({ hostPort = 0, listenAddress = '0.0.0.0', protocol = 'TCP' }) =>
      // 0 and -1 mean that Docker chooses a free port.
      hostPort > 0 ? [{ address: listenAddress, port: hostPort, protocol }] : [],
    ),
    nodePorts: mappings.map(({ containerPort, protocol = 'TCP' }) => `${containerPort}/${protocol}`),
  };
}
