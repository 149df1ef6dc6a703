import { parse } from 'yaml';
import { importOf } from '../../support/imports';

/** A service of each construct. */
const kinds: Readonly<Record<string, string>> = {
  WebService: '{ image: example/web:1.2.0, expose: [8080] }',
  Worker: '{ image: example/worker:1.2.0 }',
  Task: '{ image: example/task:1.2.0, restart: on-failure }',
  StatefulService: '{ image: mariadb:11.8.2, command: [--a], entrypoint: [/b] }',
  Postgres:
    "{ image: postgres:17.2, environment: { POSTGRES_PASSWORD: pg-secret }, volumes: ['data:/var/lib/postgresql/data'] }",
  MySql:
    "{ image: mysql:8.4.6, environment: { MYSQL_DATABASE: a, MYSQL_USER: b, MYSQL_PASSWORD: my-secret, MYSQL_ROOT_PASSWORD: root-secret }, volumes: ['data:/var/lib/mysql'] }",
  Redis: "{ image: redis:7.4.5, volumes: ['data:/data'] }",
};

/** What a service may say beside, each alone. */
const parts: readonly string[] = [
  'annotations: { a: b }',
  'attach: false',
  'blkio_config: { weight: 300 }',
  'build: { context: . }',
  'cap_add: [NET_ADMIN]',
  'cap_add: [NET_BIND_SERVICE]',
  'cap_drop: [ALL]',
  'cgroup: private',
  'command: [run, fast]',
  'configs: [text]',
  'configs: [{ source: text, target: /etc/text, mode: 0o755, uid: "5" }]',
  'container_name: other',
  'cpu_shares: 512',
  'cpus: 0.5',
  'cpuset: "0"',
  'depends_on: [helper]',
  'depends_on: { helper: { condition: service_healthy, required: false } }',
  'depends_on: { once: { condition: service_completed_successfully } }',
  'deploy: { mode: global }',
  'deploy: { mode: replicated-job }',
  'deploy: { replicas: 1 }',
  'deploy: { replicas: 3 }',
  'deploy: { placement: { constraints: [node.labels.a == b], max_replicas_per_node: 1 } }',
  'deploy: { restart_policy: { condition: any } }',
  'deploy: { restart_policy: { condition: on-failure, max_attempts: 4, delay: 5s } }',
  'deploy: { update_config: { order: start-first } }',
  'deploy: { update_config: { order: stop-first, parallelism: 1 } }',
  'deploy: { resources: { limits: { cpus: "0.5", memory: 512m }, reservations: { cpus: "0.1", memory: 256m } } }',
  'deploy: { resources: { reservations: { devices: [{ capabilities: [gpu] }] } } }',
  'devices: [/dev/ttyUSB0]',
  'dns: [192.0.2.53]',
  'dns_search: [example.com]',
  'domainname: example.com',
  'entrypoint: [/bin/run]',
  'environment: { A: b, TZ: UTC, C_PASSWORD: c-secret, D_URL: "http://u:d-secret@e", LEFT_OUT: }',
  'expose: ["9000", "53/udp"]',
  'external_links: [other]',
  'extra_hosts: ["a=192.0.2.7"]',
  'gpus: all',
  'group_add: ["44"]',
  'healthcheck: { test: [CMD, "true"], interval: 5s, timeout: 2s, retries: 7, start_period: 9s, start_interval: 1s }',
  'healthcheck: { test: curl -f http://localhost:8080/ }',
  'healthcheck: { disable: true }',
  'healthcheck: { interval: 7s }',
  'hostname: host',
  'hostname: host.example.com',
  'init: true',
  'ipc: host',
  'labels: { a: b }',
  'links: [helper]',
  'logging: { driver: json-file }',
  'mac_address: 02:42:ac:11:65:43',
  'mem_limit: 512m',
  'mem_reservation: 300m',
  'memswap_limit: 1g',
  'network_mode: host',
  'network_mode: none',
  'networks: { inside: { aliases: [also], ipv4_address: 10.5.0.5 } }',
  'oom_score_adj: 5',
  'pid: host',
  'pids_limit: 10',
  'platform: linux/arm64',
  'ports: ["8081:8080", "53:53/udp", "5432:5432", "127.0.0.1:99:99"]',
  'ports: ["443:443"]',
  'ports: [{ target: 80, published: "8000-8010", name: page, app_protocol: http }]',
  'post_start: [{ command: warm }]',
  'pre_stop: [{ command: drain }]',
  'privileged: true',
  'pull_policy: always',
  'read_only: true',
  'restart: always',
  'restart: "no"',
  'restart: on-failure:3',
  'scale: 1',
  'scale: 2',
  'secrets: [token]',
  'secrets: [{ source: token, target: other, mode: 0o400 }]',
  'secrets: [known]',
  'security_opt: [no-new-privileges:true]',
  'shm_size: 256m',
  'stdin_open: true',
  'stop_grace_period: 50s',
  'stop_signal: SIGINT',
  'stop_signal: SIGTERM',
  'storage_opt: { size: 1g }',
  'sysctls: { net.core.somaxconn: 1024 }',
  'tmpfs: [/run/a, "/run/b:size=8m"]',
  'tmpfs: [/tmp, "/run/b:size=8m"]',
  'tty: true',
  'ulimits: { nofile: 1024 }',
  'umask: 0o027',
  'user: "1001"',
  'user: "1001:1002"',
  'user: root',
  'user: name',
  'userns_mode: host',
  'volumes: [own:/own]',
  'volumes: [shared:/shared:ro]',
  'volumes: [/anonymous]',
  'volumes: ["./none:/folder", "./none.conf:/etc/none.conf:ro"]',
  'volumes: ["/proc:/host/proc:ro", "/var/run/docker.sock:/var/run/docker.sock"]',
  'volumes: ["/etc/localtime:/etc/localtime:ro"]',
  'volumes: [{ type: tmpfs, target: /memory, tmpfs: { size: 1048576 } }]',
  'volumes: [{ type: volume, source: shared, target: /part, volume: { subpath: part, nocopy: true } }]',
  'volumes: [{ type: image, source: "a:1.0.0", target: /image }]',
  'volumes_from: [helper]',
  'working_dir: /srv',
];

/** A project with a service of a kind for each part, so that no part hides what another one does. */
function projectOf(kind: string): string {
  const base = parse(kinds[kind] ?? '') as Record<string, unknown>;
  const services = parts.map((part, index): [string, object] => [
    `of-${index}`,
    merged(base, parse(part) as object, index),
  ]);
  return JSON.stringify({
    name: 'every-kind',
    services: {
      ...(Object.fromEntries(services) as Record<string, unknown>),
      helper: { image: 'example/helper:1.0.0', expose: ['70'], volumes: ['shared:/shared'] },
      once: { image: 'example/once:1.0.0', restart: 'no' },
    },
    volumes: {
      shared: {},
      own: {},
      data: {},
      ...Object.fromEntries(parts.map((_, index) => [`data-${index}`, {}])),
    },
    networks: { inside: { internal: true } },
    configs: { text: { content: 'a: b' } },
    secrets: { token: { environment: 'TOKEN' }, known: { external: true } },
  });
}

/** Lists and mappings of both; volumes get a name of their own for each service. */
function merged(base: object, part: object, index: number): object {
  const result: Record<string, unknown> = { ...base, ...part };
  for (const [key, value] of Object.entries(base)) {
    const other = (part as Record<string, unknown>)[key];
    if (Array.isArray(value) && key === 'volumes')
      result[key] = [
        ...value.map((each) => String(each).replace(/^data:/, `data-${index}:`)),
        ...(Array.isArray(other) ? (other as unknown[]) : []),
      ];
    else if (key === 'environment') result[key] = { ...(value as object), ...(other as object | undefined) };
  }
  return result;
}

test.each(Object.keys(kinds))(
  'each key of a service that becomes a %s has an entry, whose places are in the manifests',
  async (kind) => {
    const { missing, entries, chart } = await importOf(projectOf(kind));
    const partOf = (path: string): string => parts[Number(/of-(\d+)/.exec(path)?.[1])] ?? 'the rest';

    expect(
      missing.map(
        ({ entry, place }) => `${partOf(entry.path)}: ${entry.path} -> ${place.object} ${place.field}`,
      ),
    ).toEqual([]);
    expect(entries.filter(({ rule }) => rule === 'unknown')).toEqual([]);
    expect(chart).toContain(`new slipway.${kind}(`);
  },
  120_000,
);
