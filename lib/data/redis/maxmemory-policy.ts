/**
 * Eviction policy of Redis at its memory limit.
 *
 * @see https://redis.io/docs/latest/develop/reference/eviction/
 */
export type MaxmemoryPolicy =
  | 'noeviction'
  | 'allkeys-lru'
  | 'allkeys-lfu'
  | 'allkeys-random'
  | 'volatile-lru'
  | 'volatile-lfu'
  | 'volatile-random'
  | 'volatile-ttl';
