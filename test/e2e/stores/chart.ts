import type { Construct } from 'constructs';
import { Backups, type Environment, Memcached, MySql, RabbitMq, Stack, Worker } from '../../../lib';

/** What the file at `definitionsPath` has to be. */
export const definitions = { queues: [{ name: 'jobs', vhost: 'shop', durable: true, arguments: {} }] };

export const definitionsPath = 'apps/stores/definitions.json';

/** MySQL, MariaDB, RabbitMQ and Memcached, a client of each, and one that none of them knows. */
class Stores extends Stack {
  constructor(scope: Construct, environment: Environment) {
    super(scope, 'stores', { environment });

    const database = 'my-Shop_db';
    const mysql = new MySql(this, 'mysql', { image: 'mysql:8.4.6', database, username: 'web' });
    const mariadb = new MySql(this, 'mariadb', { image: 'mariadb:11.8.3', database, username: 'web' });
    const rabbitmq = new RabbitMq(this, 'rabbitmq', {
      image: 'rabbitmq:4.1.4',
      vhost: 'shop',
      definitions: definitionsPath,
    });
    const memcached = new Memcached(this, 'memcached', { image: 'memcached:1.6.39' });
    new Backups(this, 'backups', { of: [mysql, mariadb] });

    const idle = {
      user: 999,
      command: ['bash', '-c', 'trap exit TERM; sleep infinity & wait'],
      replicas: 1,
    };
    new Worker(this, 'client', {
      ...idle,
      image: 'mysql:8.4.6',
      env: { MYSQL_PWD: mysql.secret('password'), BROKER_PASSWORD: rabbitmq.secret('password') },
      startsAfter: [mysql, mariadb, rabbitmq, memcached],
      connectsTo: [rabbitmq.at('management')],
    });
    new Worker(this, 'stranger', { ...idle, image: 'mysql:8.4.6' });
  }
}

export const stacks = { stores: Stores };
