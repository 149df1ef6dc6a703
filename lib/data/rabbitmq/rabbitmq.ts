import { Duration, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { checkProps } from '../../core/check-props';
import type { Connections } from '../../core/connections';
import type { Credentials } from '../../core/credentials';
import type { Endpoint, Waitable, WaitCheck } from '../../core/endpoint';
import type { SecretKey } from '../../core/env';
import { freeId } from '../../core/free-id';
import type { Resources } from '../../core/resources';
import type { Monitored, ScrapeConfig, Signals } from '../../core/signals';
import { Stack } from '../../core/stack';
import { Probe } from '../../workload/probe';
import { StatefulService } from '../../workload/stateful-service';
import { Volume } from '../../workload/volume';
import { ExternalServer, type ExternalServerProps } from '../external-server';
import { appCredentials, type RabbitMqKey } from './credentials';
import { definitionsFile } from './definitions';
import { enabledPlugins, rabbitMqConf, type RabbitMqSettings } from './settings';
import { rabbitMqSignals } from './signals';

/** Props for `RabbitMq`. */
export interface RabbitMqProps {
  /** Image of the server: the official image, with an exact tag or a digest. It needs no tag with `-management`. */
  readonly image: string;

  /**
   * Name of the user of the app, with all permissions in `vhost`. In Compose: `RABBITMQ_DEFAULT_USER`.
   *
   * @default 'app'
   */
  readonly username?: string;

  /**
   * Virtual host of the app. In Compose: `RABBITMQ_DEFAULT_VHOST`.
   *
   * @default '/'
   */
  readonly vhost?: string;

  /**
   * Path of a JSON file with further definitions, such as queues, exchanges, bindings and policies: what
   * `rabbitmqctl export_definitions` writes, without `users`. The server loads it at each start.
   *
   * @default - none
   * @see https://www.rabbitmq.com/docs/definitions
   */
  readonly definitions?: string;

  /**
   * Plugins beside `rabbitmq_management` and `rabbitmq_prometheus`. The image must have them.
   *
   * @default - none
   */
  readonly plugins?: readonly string[];

  /**
   * Ports of plugins by name, such as `{ mqtt: 1883 }`, beside `amqp`, `management` and `metrics`.
   *
   * @default - none
   */
  readonly ports?: Readonly<Record<string, number>>;

  /**
   * Settings of `rabbitmq.conf`. They replace computed ones of the same name.
   *
   * @default - the settings that are computed from the resources
   */
  readonly settings?: RabbitMqSettings;

  /**
   * Resource requests and limits of the server.
   *
   * @default - `Environment.database`
   */
  readonly resources?: Resources;

  /**
   * Size of the data volume. It can be increased later, but not decreased.
   *
   * @default - `Environment.storage`
   */
  readonly storage?: Size;

  /**
   * Time that the server gets to stop after SIGTERM, before SIGKILL. It writes messages first.
   *
   * @default Duration.minutes(1)
   */
  readonly stopGracePeriod?: Duration;
}

/**
 * One RabbitMQ server, with the management plugin and metrics.
 *
 * Defines the same objects as `StatefulService`, a ConfigMap with a `rabbitmq.conf` that fits the resources, and the Secret
 * `<id>-credentials`. Its ports are `amqp` (5672), `management` (15672) and `metrics` (15692); `connectsTo` opens the first,
 * and `at('management')` names another one. The user of the app may use the management API for its own vhost, and is no
 * administrator: `kubectl exec statefulset/<id> -- rabbitmqctl` is. There is no user `guest`.
 *
 * The definitions have the password of the user: it must have neither quotation marks nor backslashes, as none has that slipway
 * makes. A new one holds once the server has started again.
 *
 * It is not a cluster: an update or a node drain stops it for some seconds. Durable queues and persistent messages are kept
 * on the volume. It makes no backups.
 *
 * @throws if `definitions` is not a readable JSON file, or has users
 * @throws if `settings` or `plugins` has a name that RabbitMQ does not accept
 * @see https://github.com/docker-library/docs/blob/master/rabbitmq/README.md
 */
export class RabbitMq extends Construct implements Endpoint, Monitored, Waitable {
  public readonly host: string;
  public readonly port = 5672;
  public readonly connections: Connections;
  public readonly readyCheck: WaitCheck;
  private readonly credentials: Credentials;
  private readonly server: StatefulService;

  /** A server outside of the stack, whose credentials are in a Secret that exists. */
  public static fromSecret(
    scope: Construct,
    id: string,
    props: ExternalServerProps,
  ): ExternalServer<RabbitMqKey> {
    return new ExternalServer(scope, id, props, 5672);
  }

  constructor(scope: Construct, id: string, props: RabbitMqProps) {
    super(scope, freeId(scope, RabbitMq, id));
    checkProps(this, RabbitMq, props);
    const { image, username = 'app', vhost = '/' } = props;
    const { environment } = Stack.of(this);
    const { resources = environment.database, storage = environment.storage } = props;
    this.credentials = appCredentials(this, id, { username, vhost, host: id, port: this.port });
    const app = { username, vhost, password: this.secret('password') };
    const size = { memory: resources.memory.limit, storage };

    this.server = new StatefulService(this, id, {
      image,
      ports: { amqp: this.port, management: 15672, metrics: 15692, ...props.ports },
      user,
      env: {
        // Of the name of the host, the folder of the data would have another name after a change of the id.
        RABBITMQ_NODENAME: 'rabbit@localhost',
        // For the cookie, a secret of the node. On the volume Kubernetes could open it to the group, which Erlang refuses.
        HOME: '/tmp',
      },
      files: {
        '/etc/rabbitmq/conf.d/20-slipway.conf': rabbitMqConf(id, size, definitionsPath, props.settings),
        '/etc/rabbitmq/enabled_plugins': enabledPlugins(id, props.plugins ?? []),
        [definitionsPath]: definitionsFile(id, app, props.definitions),
      },
      volumes: { '/var/lib/rabbitmq': Volume.own({ name: 'data', size: storage }) },
      resources,
      // Not for readiness: it starts an Erlang machine, about a second of processor time. On a busy node it can exceed its timeout,
      // and the Service would lose its only endpoint.
      startup: Probe.fromCommand(['rabbitmq-diagnostics', '-q', 'check_port_connectivity'], startupTiming),
      readiness: Probe.fromTcpSocket({ port: 'amqp' }),
      liveness: Probe.fromTcpSocket({ port: 'amqp' }),
      stopGracePeriod: props.stopGracePeriod ?? Duration.minutes(1),
    });
    this.host = this.server.host;
    this.connections = this.server.connections;
    this.readyCheck = { ...this.server.readyCheck, connectsTo: [this] };
  }

  /** A reference to a key of the Secret `<id>-credentials`, for the `env` of a client. */
  public secret(key: RabbitMqKey): SecretKey {
    return this.credentials.key(key);
  }

  /**
   * One of its ports, such as `connectsTo: [broker.at('management')]` of another workload.
   *
   * @throws if no port has the name
   */
  public at(port: string): Endpoint {
    return this.server.at(port);
  }

  /** Adds nothing: the server exposes metrics itself. */
  public addScrapeTarget(): ScrapeConfig {
    return { to: this.at('metrics') };
  }

  public signals(): Signals {
    return rabbitMqSignals(this.host);
  }
}

/** Id of the user `rabbitmq` in the official images. */
const user = 999;

const definitionsPath = '/etc/rabbitmq/definitions.json';

/** Ten minutes, to load many messages. */
const startupTiming = { period: Duration.seconds(10), timeout: Duration.seconds(30), failureThreshold: 60 };
