import type { Size } from 'cdk8s';
import { Construct } from 'constructs';
import { checkWholeNumber } from '../../core/check';
import { checkProps } from '../../core/check-props';
import type { Connections } from '../../core/connections';
import type { Endpoint, Waitable, WaitCheck } from '../../core/endpoint';
import { freeId } from '../../core/free-id';
import type { Resources } from '../../core/resources';
import type { Monitored, ScrapeConfig, Signals } from '../../core/signals';
import { Stack } from '../../core/stack';
import { defaultImages } from '../../images';
import { exporter } from '../../workload/exporter';
import { WebService } from '../../workload/web-service';
import { memcachedSignals } from './signals';

/** Props for `Memcached`. */
export interface MemcachedProps {
  /** Image of the server: the official image, with an exact tag or a digest. */
  readonly image: string;

  /**
   * Largest size of an item (`--max-item-size`).
   *
   * @default - 1 MiB, the default of the server
   */
  readonly maxItemSize?: Size;

  /**
   * Number of connections at a time (`--conn-limit`).
   *
   * @default 1024
   */
  readonly maxConnections?: number;

  /**
   * Resource requests and limits of the server. Items get 75 % of the memory limit (`--memory-limit`).
   *
   * @default - `Environment.service`
   */
  readonly resources?: Resources;

  /**
   * Image of the exporter that `addExporter` adds.
   *
   * @default defaultImages.memcachedExporter
   */
  readonly exporterImage?: string;
}

/**
 * One Memcached server: a cache without a volume.
 *
 * Defines the same objects as a `WebService` that is a `singleton`: two pods would be two caches with different contents.
 * Only workloads that name the server in `connectsTo` or `startsAfter` can connect. It asks its clients for no password.
 *
 * It is empty after each start: an update or a node drain stops it for some seconds, and its items are lost.
 *
 * @throws if `maxConnections` is not a whole number from 1
 * @see https://github.com/memcached/memcached/wiki/ConfiguringServer
 */
export class Memcached extends Construct implements Endpoint, Monitored, Waitable {
  public readonly host: string;
  public readonly port = 11211;
  public readonly connections: Connections;
  public readonly readyCheck: WaitCheck;
  private readonly exporterImage: string;
  private exporter: Endpoint | undefined;

  constructor(scope: Construct, id: string, props: MemcachedProps) {
    super(scope, freeId(scope, Memcached, id));
    checkProps(this, Memcached, props);
    const { image, maxItemSize, maxConnections = 1024 } = props;
    const resources = props.resources ?? Stack.of(this).environment.service;
    checkWholeNumber(id, 'maxConnections', maxConnections, 1, 1024);
    this.exporterImage = props.exporterImage ?? defaultImages.memcachedExporter;
    const server = new WebService(this, id, {
      image,
      port: this.port,
      user,
      args: [
        `--memory-limit=${Math.floor(resources.memory.limit.toMebibytes() * 0.75)}`,
        `--conn-limit=${maxConnections}`,
        ...(maxItemSize ? [`--max-item-size=${maxItemSize.toKibibytes()}k`] : []),
      ],
      resources,
      singleton: true,
    });
    this.host = server.host;
    this.connections = server.connections;
    this.readyCheck = { ...server.readyCheck, connectsTo: [this] };
  }

  /** Adds an exporter, the `WebService` `<id>-exporter`, and returns it. Further calls return the same one. */
  public addExporter(): Endpoint {
    this.exporter ??= exporter(this, `${this.host}-exporter`, {
      image: this.exporterImage,
      port: 9150,
      user: 65534, // the user `nobody` of the image
      args: [`--memcached.address=${this.host}:${this.port}`],
      server: this,
    });
    return this.exporter;
  }

  public addScrapeTarget(): ScrapeConfig {
    return { to: this.addExporter() };
  }

  public signals(): Signals {
    return memcachedSignals(this.host);
  }
}

/** Id of the user `memcache` in the official images, on Debian and on Alpine Linux. */
const user = 11211;
