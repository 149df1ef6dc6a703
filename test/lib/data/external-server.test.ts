import {
  adminer,
  AdminUi,
  type ExternalServerProps,
  Mongo,
  MySql,
  Postgres,
  RabbitMq,
  Redis,
  WebService,
} from '../../../lib';
import { Manifests } from '../../support/manifests';
import { testStack } from '../../support/stack';

const required: ExternalServerProps = { secret: 'rds', host: 'db.example.com' };

function egressOf(props: Partial<ExternalServerProps>): unknown {
  const stack = testStack();
  const db = Postgres.fromSecret(stack, 'db', { ...required, ...props });
  new WebService(stack, 'api', { image: 'api:1', port: 80, connectsTo: [db] });
  const rules = Manifests.of(stack).at('NetworkPolicy/api', 'spec.egress') as unknown[];
  return rules.slice(1);
}

function tcp(port: number): object {
  return { ports: [{ port, protocol: 'TCP' }] };
}

describe('a server outside of the stack', () => {
  test('is named by its clients as one in the stack, and defines nothing', () => {
    const stack = testStack();
    const db = Postgres.fromSecret(stack, 'db', required);
    new WebService(stack, 'api', {
      image: 'api:1',
      port: 80,
      env: { DATABASE_URL: db.secret('uri') },
      connectsTo: [db],
    });
    const manifests = Manifests.of(stack);

    expect(manifests.container('Deployment/api', 'env')).toEqual([
      { name: 'DATABASE_URL', valueFrom: { secretKeyRef: { name: 'rds', key: 'uri' } } },
    ]);
    expect(manifests.names.filter((name) => /\/(db|rds)/.test(name))).toEqual([]);
    expect(db).toMatchObject({ host: 'db.example.com', port: 5432 });
  });

  test('has the usual port of its kind', () => {
    const stack = testStack();
    const servers = [Postgres, MySql, Mongo, Redis, RabbitMq].map((kind) =>
      kind.fromSecret(stack, kind.name, required),
    );

    expect(servers.map(({ port }) => port)).toEqual([5432, 3306, 27017, 6379, 5672]);
  });

  test('is reached at its port, at every address', () => {
    expect(egressOf({})).toEqual([tcp(5432)]);
    expect(egressOf({ port: 6432 })).toEqual([tcp(6432)]);
    expect(egressOf({ host: 'fd00::1' })).toEqual([tcp(5432)]);
  });

  test('is reached at its addresses only, where they are known', () => {
    expect(egressOf({ addresses: ['10.20.0.0/16', 'fd00::1'] })).toEqual([
      { to: [{ ipBlock: { cidr: '10.20.0.0/16' } }], ...tcp(5432) },
      { to: [{ ipBlock: { cidr: 'fd00::1/128' } }], ...tcp(5432) },
    ]);
  });

  test('may have a Secret with keys of other names', () => {
    const props = { ...required, keys: { password: 'DB_PASSWORD' } };
    const db = MySql.fromSecret(testStack(), 'db', props);

    expect(db.secret('password')).toEqual({ secret: 'rds', key: 'DB_PASSWORD' });
    expect(db.secret('username')).toEqual({ secret: 'rds', key: 'username' });
  });

  test('can be administered', () => {
    const stack = testStack();
    new AdminUi(stack, 'adminer', adminer('adminer:5.4.0', MySql.fromSecret(stack, 'db', required)));

    expect(Manifests.of(stack).at('NetworkPolicy/adminer', 'spec.egress.1')).toEqual(tcp(3306));
  });

  test('takes all props together', () => {
    const all: Required<ExternalServerProps> = {
      ...required,
      port: 5433,
      addresses: ['192.0.2.1'],
      keys: { uri: 'url' },
    };

    expect(egressOf(all)).toEqual([{ to: [{ ipBlock: { cidr: '192.0.2.1/32' } }], ...tcp(5433) }]);
  });

  test.each(['', 'https://db.example.com', 'db.example.com:5432', 'db_1.example.com'])(
    'fails on the host %j, and shows a good one',
    (host) => {
      expect(() => egressOf({ host })).toThrow(
        `'host' of 'db' must be a host name or an address, such as 'db.example.com', got '${host}'`,
      );
    },
  );

  test.each(['db.example.com', '10.20.0.0/33', '10.20.0.0/16/8', 'fd00::/129'])(
    'fails on the addresses %j, and shows good ones',
    (block) => {
      expect(() => egressOf({ addresses: [block] })).toThrow(
        `'addresses' of 'db' must be addresses or blocks of them, such as '10.20.0.0/16', got '${block}'`,
      );
    },
  );

  test('fails on an unknown prop, and without a host', () => {
    const of = (props: object) => () => Redis.fromSecret(testStack(), 'cache', props as ExternalServerProps);

    expect(of({ ...required, hosts: [] })).toThrow("unknown prop 'hosts' of ExternalServer 'cache'");
    expect(of({ secret: 'elasticache' })).toThrow("ExternalServer 'cache' needs 'host'");
  });

  test('fails without an address, and on a port that is none', () => {
    expect(() => egressOf({ addresses: [] })).toThrow(
      "'addresses' of 'db' must have at least one, such as '10.20.0.0/16', got none",
    );
    expect(() => egressOf({ port: 0 })).toThrow(/'port' of 'db' must be a whole number from 1 to 65535/);
  });
});
