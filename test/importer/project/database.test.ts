import { projectOf, serviceOf } from '../../support/projects';

async function constructOf(spec: string, others = ''): Promise<string | undefined> {
  const project = await projectOf(`services:\n  db: ${spec}\n${others}volumes: { data: }`);
  return project.databaseOf(serviceOf(project, 'db'))?.construct;
}

const postgres = (rest = '', environment = ''): string =>
  `{ image: postgres:17.2, environment: { POSTGRES_PASSWORD: a-secret, ${environment} }, volumes: ['data:/var/lib/postgresql/data'], ${rest} }`;
const redis = (rest = ''): string => `{ image: redis:7.4.5, ${rest} }`;

describe('a service becomes a database of slipway', () => {
  test.each([
    ['Postgres', postgres()],
    ['Postgres', postgres('command: [postgres, -c, work_mem=8MB]')],
    ['Postgres', postgres('ports: ["5432:5432"], expose: ["5432/tcp"], restart: "no", stop_signal: SIGINT')],
    ['Postgres', postgres('tmpfs: [/tmp, /var/run/postgresql], user: "999:999", read_only: true')],
    ['Redis', redis()],
    ['Redis', redis('command: redis-server --requirepass a-secret --maxmemory-policy allkeys-lru')],
  ])('%s: %s', async (construct, spec) => {
    expect(await constructOf(spec)).toBe(construct);
  });

  test.each([
    ['another program', postgres('entrypoint: [/other]')],
    ['another command', postgres('command: [postgres, --single]')],
    ['a variable that the construct does not know', postgres('', 'POSTGRES_HOST_AUTH_METHOD: trust')],
    ['no volume', '{ image: postgres:17.2, environment: { POSTGRES_PASSWORD: a-secret } }'],
    ['no password', "{ image: postgres:17.2, volumes: ['data:/var/lib/postgresql/data'] }"],
    ['another port', postgres('ports: ["5433:5433"]')],
    ['a port of another name', postgres('ports: [{ target: 5432, name: sql }]')],
    ['rights', postgres('cap_add: [SYS_NICE]')],
    ['a secret as a file', postgres('secrets: [token]').replace(/$/, '')],
    ['another folder in memory', postgres('tmpfs: [/other]')],
    ['a wait', postgres('depends_on: { web: { condition: service_healthy } }')],
    ['a job', postgres('deploy: { mode: replicated-job }')],
    ['an old version', '{ image: redis:6.2.0 }'],
    ['a configuration', redis('command: [redis-server, /etc/redis.conf]')],
    ['data in memory', redis('tmpfs: [/data]')],
  ])('unless it says what the construct does not do: %s', async (_, spec) => {
    const others = '  web: { image: "a:1.0.0" }\nsecrets: { token: { environment: TOKEN } }\n';
    expect(await constructOf(spec, others)).toBeUndefined();
  });
});
