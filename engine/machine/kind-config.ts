import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { Failure } from '../base/failure';

/** A port of this machine that a kind cluster answers on. */
export interface HostPort {
  readonly address: string;
  readonly port: number;
}

/** What the command line has to know of a kind configuration. */
export interface KindConfig {
  readonly file: string;
  readonly name: string;
  readonly hostPorts: readonly HostPort[];
}

interface ConfigFile {
  readonly name?: string;
  readonly nodes?: readonly {
    readonly extraPortMappings?: readonly { readonly hostPort?: number; readonly listenAddress?: string }[];
  }[];
}

/** Reads a kind configuration; what is not given has kind's own defaults. */
export function readKindConfig(file: string): KindConfig {
  if (!existsSync(file)) {
    throw new Failure(`there is no kind configuration ${file}`, 'Restore it from git.');
  }
  const config = parse(readFileSync(file, 'utf8')) as ConfigFile | null;
  const mappings = config?.nodes?.flatMap(({ extraPortMappings = [] }) => extraPortMappings) ?? [];
  return {
    file,
    name: config?.name ?? 'kind',
    hostPorts: mappings.flatMap(({ hostPort = 0, listenAddress = '0.0.0.0' }) =>
      // 0 and -1 mean that Docker picks a free one.
      hostPort > 0 ? [{ address: listenAddress, port: hostPort }] : [],
    ),
  };
}
