import { imageName } from './repository';

/** What is known of an image. */
export interface ImageFacts {
  /** The TCP ports that its server listens on by default, the main one first. */
  readonly ports?: readonly number[];

  /** The user that its processes run as, or can run as. */
  readonly user?: number;

  /** Why it starts as root, in words; absent if it does not, or need not. */
  readonly startsAsRoot?: string;

  /** Folders with data, each of which is a volume of its own in the image or in its documentation. */
  readonly data?: readonly string[];

  /** Further folders that it writes to, with what they hold at most in MiB. It runs with a read-only root file system then. */
  readonly writable?: Readonly<Record<string, number>>;

  /** Memory that it needs at least, in MiB. */
  readonly memory?: number;

  /** Whether it is a server without state that several pods can share the work of. */
  readonly stateless?: boolean;
}

/** Facts about well-known images, from their Dockerfiles and documentation. */
const table: readonly (readonly [repository: RegExp, facts: ImageFacts])[] = [
  [
    /^(postgres|postgis\/postgis|pgvector\/pgvector|timescale\/timescaledb(-ha)?)$/,
    {
      ports: [5432],
      user: 999,
      data: ['/var/lib/postgresql/data'],
      writable: { '/tmp': 64, '/var/run/postgresql': 16, '/dev/shm': 128 },
    },
  ],
  [
    /^(mysql|mysql\/mysql-server|container-registry\.oracle\.com\/mysql)$/,
    {
      ports: [3306],
      user: 999,
      data: ['/var/lib/mysql'],
      writable: { '/tmp': 256, '/var/run/mysqld': 16 },
      memory: 768,
    },
  ],
  [
    /^mariadb$/,
    { ports: [3306], user: 999, data: ['/var/lib/mysql'], writable: { '/tmp': 256, '/run/mysqld': 16 } },
  ],
  [/^(redis|valkey\/valkey)$/, { ports: [6379], user: 999, data: ['/data'], writable: { '/tmp': 16 } }],
  [
    /^(eqalpha\/keydb|docker\.dragonflydb\.io\/.*|dragonflydb\/dragonfly)$/,
    { ports: [6379], user: 999, data: ['/data'] },
  ],
  [
    /^mongo$/,
    {
      ports: [27017],
      user: 999,
      data: ['/data/db'],
      writable: { '/tmp': 64, '/data/configdb': 16 },
      memory: 768,
    },
  ],
  [/^rabbitmq$/, { ports: [5672], user: 999, data: ['/var/lib/rabbitmq'], memory: 512 }],
  [/^memcached$/, { ports: [11211], user: 11211, writable: {}, stateless: true }],
  [/^(minio\/minio|pgsty\/minio)$/, { ports: [9000], user: 1000, data: ['/data'], writable: { '/tmp': 64 } }],
  [/^bitnami(legacy)?\/postgresql/, { ports: [5432], user: 1001 }],
  [/^bitnami(legacy)?\/(mysql|mariadb)/, { ports: [3306], user: 1001 }],
  [/^bitnami(legacy)?\/(redis|valkey)/, { ports: [6379], user: 1001 }],
  [/^bitnami(legacy)?\/mongodb/, { ports: [27017], user: 1001 }],
  [/^bitnami(legacy)?\/rabbitmq/, { ports: [5672], user: 1001 }],
  [/^bitnami(legacy)?\/kafka/, { ports: [9092], user: 1001 }],
  [/^bitnami(legacy)?\//, { user: 1001 }],
  [/^couchdb$/, { ports: [5984], user: 5984, data: ['/opt/couchdb/data'] }],
  [/^percona(\/percona-server)?$/, { ports: [3306], user: 1001, data: ['/var/lib/mysql'] }],
  [/^cockroachdb\/cockroach$/, { ports: [26257, 8080], data: ['/cockroach/cockroach-data'] }],
  [/^(etcd-development|coreos)\/etcd$/, { ports: [2379] }],
  [
    /^(apache\/kafka|confluentinc\/cp-kafka)$/,
    { ports: [9092], user: 1000, data: ['/var/lib/kafka/data'], memory: 1024 },
  ],
  [/^(zookeeper|confluentinc\/cp-zookeeper)$/, { ports: [2181], user: 1000, data: ['/data'], memory: 512 }],
  [
    /^(elasticsearch|elasticsearch\/elasticsearch)$/,
    { ports: [9200], user: 1000, data: ['/usr/share/elasticsearch/data'], memory: 2048 },
  ],
  [
    /^opensearchproject\/opensearch$/,
    { ports: [9200], user: 1000, data: ['/usr/share/opensearch/data'], memory: 2048 },
  ],
  [
    /^clickhouse(\/clickhouse-server)?$/,
    { ports: [8123, 9000], user: 101, data: ['/var/lib/clickhouse'], memory: 1024 },
  ],
  [/^nats$/, { ports: [4222], user: 1000, data: ['/data'], writable: { '/tmp': 64 } }],
  [/^neo4j$/, { ports: [7687, 7474], user: 7474, data: ['/data'], memory: 1024 }],
  [/^influxdb$/, { ports: [8086], user: 1000, data: ['/var/lib/influxdb2'] }],
  [/^cassandra$/, { ports: [9042], user: 999, data: ['/var/lib/cassandra'], memory: 2048 }],
  [
    /^(nginxinc\/nginx-unprivileged)$/,
    { ports: [8080], user: 101, writable: { '/tmp': 64 }, stateless: true },
  ],
  [
    /^nginx$/,
    {
      ports: [80],
      user: 101,
      writable: { '/tmp': 16, '/var/cache/nginx': 64, '/var/run': 1 },
      stateless: true,
    },
  ],
  [
    /^httpd$/,
    { ports: [80], user: 33, writable: { '/tmp': 16, '/usr/local/apache2/logs': 16 }, stateless: true },
  ],
  [/^caddy$/, { ports: [80], user: 1000, writable: { '/tmp': 16, '/config': 16, '/data': 64 } }],
  [/^traefik$/, { ports: [80], user: 65532, writable: { '/tmp': 16 } }],
  [/^haproxy$/, { ports: [80], user: 99, writable: { '/tmp': 16 }, stateless: true }],
  [
    /^wordpress$/,
    {
      ports: [80],
      user: 33,
      data: ['/var/www/html'],
      writable: { '/tmp': 64, '/var/run/apache2': 1, '/var/lock': 1 },
    },
  ],
  [/^(nextcloud|drupal|joomla)$/, { ports: [80], user: 33, data: ['/var/www/html'] }],
  [/^ghost$/, { ports: [2368], user: 1000, data: ['/var/lib/ghost/content'], memory: 512 }],
  [
    /^(n8nio\/n8n|docker\.n8n\.io\/n8nio\/n8n)$/,
    { ports: [5678], user: 1000, data: ['/home/node/.n8n'], memory: 1024 },
  ],
  [/^keycloak\/keycloak$/, { ports: [8080], user: 1000, memory: 1536 }],
  [
    /^grafana\/grafana(-oss|-enterprise)?$/,
    { ports: [3000], user: 472, data: ['/var/lib/grafana'], writable: { '/tmp': 64 } },
  ],
  [/^prom\/prometheus$/, { ports: [9090], user: 65534, data: ['/prometheus'], writable: { '/tmp': 16 } }],
  [/^prom\/alertmanager$/, { ports: [9093], user: 65534, data: ['/alertmanager'], writable: { '/tmp': 16 } }],
  [/^prom\/node-exporter$/, { ports: [9100], user: 65534, writable: {} }],
  [/^grafana\/loki$/, { ports: [3100], user: 10001, data: ['/loki'], writable: { '/tmp': 16 } }],
  [/^adminer$/, { ports: [8080], user: 1000, writable: { '/tmp': 64 } }],
  [/^dpage\/pgadmin4$/, { ports: [80], user: 5050, data: ['/var/lib/pgadmin'], memory: 512 }],
  [
    /^phpmyadmin(\/phpmyadmin)?$/,
    {
      ports: [80],
      user: 33,
      writable: { '/tmp': 64, '/sessions': 16, '/var/run/apache2': 1, '/var/lock': 1 },
    },
  ],
  [/^mongo-express$/, { ports: [8081], user: 1000 }],
  [
    /^(gitea\/gitea|codeberg\.org\/forgejo\/forgejo|forgejo\/forgejo)$/,
    { ports: [3000, 22], data: ['/data'], startsAsRoot: 's6 starts as root' },
  ],
  [/^linuxserver\//, { startsAsRoot: 's6-overlay starts as root, and writes PUID to /etc' }],
  [
    /^(paperless-ngx\/paperless-ngx|home-assistant\/home-assistant|homeassistant\/home-assistant|blakeblackshear\/frigate|jc21\/nginx-proxy-manager)$/,
    { startsAsRoot: 's6-overlay starts as root' },
  ],
  [/^(pihole\/pihole|gitlab\/gitlab-[ce]e)$/, { startsAsRoot: 'its init starts as root' }],
  [/^registry$/, { ports: [5000], user: 1000, data: ['/var/lib/registry'] }],
  [/^hashicorp\/vault$/, { ports: [8200], user: 100 }],
  [/^mailhog\/mailhog$/, { ports: [1025, 8025], user: 1000, writable: { '/tmp': 16 } }],
  [/^axllent\/mailpit$/, { ports: [1025, 8025], user: 1000, writable: { '/tmp': 64 } }],
  [/^jaegertracing\/all-in-one$/, { ports: [16686, 4317, 4318], user: 10001, writable: { '/tmp': 64 } }],
  [
    /^otel\/opentelemetry-collector(-contrib)?$/,
    { ports: [4317, 4318], user: 10001, writable: { '/tmp': 16 } },
  ],
];

/** What is known of an image; nothing if it is not well known. */
export function factsOf(image: string): ImageFacts {
  const { repository, tag } = imageName(image);
  const facts = table.find(([pattern]) => pattern.test(repository))?.[1] ?? {};
  if (repository === 'postgres' && /(^|-)alpine/.test(tag)) return { ...facts, user: 70 };
  return facts;
}
