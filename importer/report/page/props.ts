/**
 * The props that a key of a service becomes, of whichever construct it is. The longest key that a path starts with holds. Of
 * several props, a chart has those that the construct knows and the file needs.
 */
const propsByKey: Readonly<Record<string, readonly string[]>> = {
  image: ['image'],
  build: ['image'],
  platform: ['nodeSelector'],
  entrypoint: ['command'],
  command: ['args', 'settings', 'maxmemoryPolicy', 'password'],
  environment: ['env'],
  'environment.POSTGRES_DB': ['env', 'database'],
  'environment.POSTGRES_USER': ['env', 'role'],
  'environment.MYSQL_DATABASE': ['env', 'database'],
  'environment.MARIADB_DATABASE': ['env', 'database'],
  'environment.MYSQL_USER': ['env', 'username'],
  'environment.MARIADB_USER': ['env', 'username'],
  ports: ['port', 'ports'],
  expose: ['port', 'ports'],
  volumes: ['volumes', 'files', 'emptyDirs', 'exempt', 'initScripts'],
  configs: ['files'],
  secrets: ['files'],
  tmpfs: ['emptyDirs'],
  shm_size: ['emptyDirs'],
  healthcheck: ['startup', 'readiness', 'liveness'],
  depends_on: ['startsAfter', 'connectsTo'],
  links: ['connectsTo'],
  networks: ['connectsTo', 'egress'],
  user: ['user', 'exempt'],
  group_add: ['user'],
  cap_add: ['exempt'],
  privileged: ['exempt'],
  read_only: ['exempt'],
  cpus: ['resources'],
  cpu_count: ['resources'],
  mem_limit: ['resources'],
  mem_reservation: ['resources'],
  'deploy.resources': ['resources'],
  'deploy.replicas': ['replicas', 'singleton'],
  'deploy.restart_policy': ['retries'],
  'deploy.update_config': ['singleton'],
  scale: ['replicas', 'singleton'],
  restart: ['retries'],
  stop_grace_period: ['stopGracePeriod'],
  stop_signal: ['stopSignal'],
  post_start: ['postStart'],
  pre_stop: ['preStop'],
  working_dir: ['workingDir'],
  hostname: ['hostname', 'aliases'],
  container_name: ['aliases'],
  'networks.*.aliases': ['aliases'],
  extra_hosts: ['hostAliases'],
  dns: ['dns'],
  dns_opt: ['dns'],
  dns_search: ['dns'],
  tty: ['tty'],
  stdin_open: ['stdin'],
  gpus: ['resources'],
  'deploy.placement': ['nodeSelector'],
};

/** Props whose properties are each of one value: a variable, a path in the container, or an exemption. */
const keyedProps = ['env', 'files', 'volumes', 'emptyDirs', 'settings', 'exempt'];

/** The property that a key becomes in such a prop, if that has another name. */
const propertiesByKey: Readonly<Record<string, string>> = {
  user: 'root',
  cap_add: 'capabilities',
  read_only: 'writableRoot',
  shm_size: '/dev/shm',
};

/** @param path the keys below the service */
export function propsOf(path: readonly (string | number)[]): readonly string[] {
  const [first = '', second = '', third = ''] = path;
  return propsByKey[`${first}.*.${third}`] ?? propsByKey[`${first}.${second}`] ?? propsByKey[first] ?? [];
}

/** @param key the first key below the service */
export function propertyOf(key: string | number): string {
  return propertiesByKey[key] ?? String(key);
}

/** Whether a value becomes one property of a prop, and not the whole prop. */
export function isKeyed(prop: string): boolean {
  return keyedProps.includes(prop);
}
