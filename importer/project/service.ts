import { factsOf } from '../know/images';
import type { ComposeMapping, ComposeValue } from '../read/compose-model';
import { listOf, mappingOf, text, withoutSlash } from './values';

export type WorkloadKind = 'Deployment' | 'StatefulSet' | 'Job';

/** A service of the model, with what several rules ask of it. */
export class Service {
  /** The kind of its workload, by what it says itself and what the others say of it. */
  public readonly kind: WorkloadKind;
  public readonly mounts: readonly ComposeMapping[];

  /** The name of its objects: the name of the service, or a legal one that is like it. */
  public readonly objectName: string;

  /** The names at which other services find it under Compose. */
  public readonly names: readonly string[];

  constructor(
    public readonly name: string,
    public readonly spec: ComposeMapping,
    private readonly others: Others,
  ) {
    this.mounts = listOf(spec.volumes).map(mappingOf);
    const isKept = isStore(text(spec.image)) && !this.isInMemory();
    this.kind = this.runsOnce() ? 'Job' : isKept ? 'StatefulSet' : 'Deployment';
    this.objectName = legalName(name);
    this.names = [...new Set([name, ...otherNames(spec)])].filter((each) => each !== '');
  }

  /** Whether it has a volume that no other service mounts. */
  public get hasOwnVolume(): boolean {
    return this.mounts.some(
      ({ type, source }) => type === 'volume' && source !== undefined && !this.shares(source),
    );
  }

  /** Whether another service mounts a source too, or this one twice: a volume, or a folder. */
  public shares(source: ComposeValue | undefined): boolean {
    return (this.others.mounting.get(text(source))?.length ?? 0) > 1;
  }

  /** Whether the data of a database are in memory only, as for tests. */
  private isInMemory(): boolean {
    const { tmpfs, image } = this.spec;
    const [data = '/data'] = factsOf(text(image)).data ?? [];
    const inMemory = [
      ...listOf(tmpfs).map((each) => text(each).replace(/:.*/, '')),
      ...this.mounts.filter(({ type }) => type === 'tmpfs').map(({ target }) => text(target)),
    ];
    return inMemory.some((path) => withoutSlash(path) === data);
  }

  /**
   * Others wait until it has completed, it is deployed as a job, or it says that it does not start again and has nothing that
   * others would connect to.
   */
  private runsOnce(): boolean {
    const { deploy, restart, ports, expose, healthcheck } = this.spec;
    const { mode, restart_policy: policy } = mappingOf(deploy);
    if (mode === 'replicated-job' || this.others.awaitedToComplete.has(this.name)) return true;
    const condition = text(mappingOf(policy).condition ?? restart);
    const isServer = ports !== undefined || expose !== undefined || isStore(text(this.spec.image));
    return /^(no|none|on-failure(:\d+)?)$/.test(condition) && !isServer && !healthcheck;
  }
}

function otherNames({ container_name: container, hostname, networks }: ComposeMapping): string[] {
  const aliases = Object.values(mappingOf(networks)).flatMap((network) =>
    listOf(mappingOf(network).aliases).map(text),
  );
  return [text(container), text(hostname), ...aliases];
}

/** What the services say of each other. */
export class Others {
  /** The services that mount a source, for each mount: the name of a volume, or a path. */
  public readonly mounting = new Map<string, string[]>();

  /** The services for which another one waits until they have completed. */
  public readonly awaitedToComplete = new Set<string>();

  /** The words of each service's environment and commands, such as `db` and `db.example.com` in URLs. */
  private readonly words = new Map<string, Set<string>>();

  /** The ports in texts such as `db:5432`, by host. */
  private readonly ports = new Map<string, Set<number>>();

  /** @param filesOf the texts of the configuration of a service, in which hosts with a port count */
  constructor(specs: ComposeMapping, filesOf: (spec: ComposeMapping) => string) {
    for (const [name, value] of Object.entries(specs)) {
      const { volumes, depends_on: dependencies, environment, command, entrypoint } = mappingOf(value);
      for (const { source } of listOf(volumes).map(mappingOf)) this.noteMount(text(source), name);
      for (const [other, dependency] of Object.entries(mappingOf(dependencies))) {
        if (mappingOf(dependency).condition === 'service_completed_successfully')
          this.awaitedToComplete.add(other);
      }
      const written = JSON.stringify([environment ?? null, command ?? null, entrypoint ?? null]);
      const files = filesOf(mappingOf(value));
      const hosts = [...this.notePorts(written), ...this.notePorts(files)];
      this.words.set(name, new Set([...(written.match(/[\w.-]+/g) ?? []), ...hosts]));
    }
  }

  /** Whether a service other than `name` has a host in its environment or commands. */
  public name(host: string, name: string): boolean {
    return [...this.words].some(([other, words]) => other !== name && words.has(host));
  }

  /** The ports in `host:port` in the environment, the commands and the files of services, for one of the hosts, sorted. */
  public portsAt(hosts: readonly string[]): readonly number[] {
    return [...new Set(hosts.flatMap((host) => [...(this.ports.get(host) ?? [])]))].sort((a, b) => a - b);
  }

  /** The services that name one of the hosts in their environment or commands. */
  public naming(hosts: readonly string[]): readonly string[] {
    return [...this.words.keys()].filter((name) => this.isNaming(name, hosts));
  }

  /** Whether a service names one of the hosts in its environment or commands. */
  public isNaming(name: string, hosts: readonly string[]): boolean {
    const words = this.words.get(name);
    return words !== undefined && hosts.some((host) => words.has(host));
  }

  /** Returns the hosts that have a port in the text. */
  private notePorts(written: string): string[] {
    const found = [...written.matchAll(/(?<![\w.-])([A-Za-z][\w.-]*):(\d{2,5})(?![\w.:])/g)];
    return found.map(([, host = '', port]) => {
      this.ports.set(host, (this.ports.get(host) ?? new Set()).add(Number(port)));
      return host;
    });
  }

  private noteMount(source: string, name: string): void {
    if (source === '') return;
    this.mounting.set(source, [...(this.mounting.get(source) ?? []), name]);
  }
}

const stores =
  /(^|\/)(postgres|postgresql|postgis|pgvector|mysql|mysql-server|mariadb|percona|mongo|mongodb|redis|valkey|minio|rabbitmq|kafka|cp-kafka|zookeeper|elasticsearch|opensearch|clickhouse|clickhouse-server|cassandra|couchdb|couchbase|influxdb|neo4j|cockroach|etcd|nats)([:@]|$)/;

/** Whether an image is a database, a broker or the like: each of its pods has an identity. */
function isStore(image: string): boolean {
  return stores.test(image);
}

/**
 * A name that Kubernetes and slipway allow: lower case, with `-` for other characters, a letter first, and at most 52
 * characters, as the Services and the Pods of a StatefulSet add to it.
 */
export function legalName(name: string): string {
  const legal = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9-]+/g, '-')
    .replaceAll(/^-+/g, '');
  const withLetter = /^[a-z]/.test(legal) ? legal : `x-${legal}`;
  return withLetter.slice(0, 52).replaceAll(/-+$/g, '');
}
