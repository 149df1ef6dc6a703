import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Redis } from 'ioredis';
import { CONFIG, type Config } from '../config.js';
import { Dependency, Unavailable } from '../dependency.js';

const KEY = 'rausachcore:views'; // a sorted set: product id, number of views

/** How often each product was looked at, in Redis. The shop works without it, and then shows no numbers. */
@Injectable()
export class Views implements OnApplicationShutdown {
  readonly server: Dependency;
  private readonly redis: Redis;
  private lastError: Error | undefined;

  constructor(@Inject(CONFIG) config: Config) {
    this.redis = new Redis(config.redisUrl, {
      connectTimeout: 2000,
      commandTimeout: 2000,
      socketTimeout: 5000, // a host that vanished without a word
      maxRetriesPerRequest: 0, // the first try may have counted
      enableOfflineQueue: false, // no connection: say so at once
      lazyConnect: true, // the pings connect, the first time and again
      retryStrategy: () => null,
    });
    this.redis.on('error', (error) => (this.lastError = error));
    this.server = new Dependency('redis', () => this.ping());
  }

  /** Counts one view, and returns how many there have been. */
  async count(product: number): Promise<number | null> {
    return this.orNull(async () => Number(await this.redis.zincrby(KEY, 1, String(product))));
  }

  /** The numbers of views of some products, in their order. */
  async of(products: readonly number[]): Promise<readonly (number | null)[]> {
    if (products.length === 0) return [];
    const scores = await this.orNull(() => this.redis.zmscore(KEY, ...products.map(String)));
    return scores ? scores.map(Number) : products.map(() => null);
  }

  async forget(product: number): Promise<void> {
    await this.orNull(() => this.redis.zrem(KEY, String(product)));
  }

  onApplicationShutdown(): void {
    this.server.stop();
    this.redis.disconnect();
  }

  private async ping(): Promise<void> {
    if (this.redis.status === 'wait' || this.redis.status === 'end') {
      this.lastError = undefined;
      // Its own error says only that the connection is closed; the event says why.
      await this.redis.connect().catch((error: unknown) => Promise.reject(this.lastError ?? error));
    }
    await this.redis.ping();
  }

  private async orNull<T>(question: () => Promise<T>): Promise<T | null> {
    try {
      return await this.server.ask(question);
    } catch (error) {
      if (error instanceof Unavailable) return null;
      throw error;
    }
  }
}
