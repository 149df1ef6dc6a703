/** What the environment says. */
export interface Config {
  readonly port: number;
  readonly databaseUrl: string;
  readonly redisUrl: string;
  readonly s3: {
    readonly endpoint: string;
    readonly region: string;
    readonly bucket: string;
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
  };
}

/** By which Nest hands out the `Config`. */
export const CONFIG = Symbol('config');

type Env = Readonly<Record<string, string | undefined>>;

/** Reads the settings, and fails at once on one that is missing: waiting would not bring it. */
export function readConfig(env: Env): Config {
  return {
    port: portOf(env.PORT ?? '4000'),
    databaseUrl: databaseUrl(env),
    redisUrl: url(env, 'REDIS_URL', 'redis://:<password>@redis:6379/0', () => {
      const { host, port } = place(
        env,
        'REDIS_HOST',
        'REDIS_PORT',
        ['redis', '6379'],
        ['localhost', '12004'],
      );
      return env.REDIS_PASSWORD && `redis://:${encodeURIComponent(env.REDIS_PASSWORD)}@${host}:${port}/0`;
    }),
    s3: {
      endpoint: url(env, 'S3_ENDPOINT', 'http://minio:9000', () => {
        const { host, port } = place(
          env,
          'MINIO_ENDPOINT',
          'MINIO_PORT',
          ['minio', '9000'],
          ['localhost', '12007'],
        );
        return `http://${host}:${port}`;
      }),
      region: env.S3_REGION ?? 'us-east-1',
      bucket: env.S3_BUCKET ?? 'photos',
      accessKeyId: required(env, 'S3_ACCESS_KEY_ID', 'rausachcore'),
      secretAccessKey: required(env, 'S3_SECRET_ACCESS_KEY', 'the output of `openssl rand -hex 24`'),
    },
  };
}

/** The one setting that the migrations need. */
export function databaseUrl(env: Env): string {
  return url(env, 'DATABASE_URL', 'postgresql://rausachcore:<password>@postgres:5432/rausachcore', () => {
    const { host, port } = place(
      env,
      'POSTGRES_HOST',
      'POSTGRES_PORT',
      ['postgres', '5432'],
      ['localhost', '12003'],
    );
    const password = env.DATABASE_PASSWORD;
    return password && `postgresql://rausachcore:${encodeURIComponent(password)}@${host}:${port}/rausachcore`;
  });
}

/**
 * Where a store is when no URL says so: on Docker's network under the service's name, else at the port that
 * compose.dev.yaml opens on the developer's machine. `DOCKER_NETWORK_NAME` tells which, `DOCKER_<HOST>` and
 * `<HOST>` may name another place.
 */
function place(
  env: Env,
  host: string,
  port: string,
  inDocker: readonly [string, string],
  local: readonly [string, string],
): { host: string; port: string } {
  const docker = env.DOCKER_NETWORK_NAME !== undefined;
  const prefix = docker ? 'DOCKER_' : '';
  const [defaultHost, defaultPort] = docker ? inDocker : local;
  return { host: env[prefix + host] ?? defaultHost, port: env[prefix + port] ?? defaultPort };
}

function url(env: Env, name: string, example: string, fallback: () => string | undefined): string {
  const value = env[name] || fallback();
  if (!value) throw missing(name, example);
  // The value stays out of the message: it may hold a password.
  if (!URL.canParse(value)) throw new Error(`${name} is not a URL; a good value looks like ${example}`);
  return value;
}

function required(env: Env, name: string, example: string): string {
  const value = env[name];
  if (!value) throw missing(name, example);
  return value;
}

function missing(name: string, example: string): Error {
  return new Error(`${name} is not set; a good value looks like ${example}`);
}

function portOf(value: string): number {
  const port = Number(value);
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw new Error(`PORT must be a whole number from 1 to 65535, got '${value}'`);
  }
  return port;
}
