import type { Construct } from 'constructs';
import * as slipway from '../../../lib';
import { Manifests } from '../../support/manifests';
import { testDev, testStack } from '../../support/stack';

const { Backups, Gateway, Probe, Redis, Stack, Task, WebService, Worker } = slipway;

/** As a chart in plain JavaScript gives it, where no compiler refuses anything. */
function untyped(value: object): never {
  return value as never;
}

function web(props: object): slipway.WebService {
  return new WebService(testStack(), 'web', untyped({ image: 'web:1', port: 80, ...props }));
}

function gateway(routes: object): slipway.Gateway {
  return new Gateway(testStack(), 'gate', untyped({ image: 'nginx:1', routes }));
}

describe('an unknown prop', () => {
  test('is refused with the nearest known one', () => {
    expect(() => web({ connectTo: [] })).toThrow(
      `unknown prop 'connectTo' of WebService 'web': did you mean 'connectsTo'?`,
    );
  });

  test('is refused with all known names if no name is near', () => {
    expect(() => new slipway.Ingress(testStack(), 'door', untyped({ volumes: [] }))).toThrow(
      `unknown prop 'volumes' of Ingress 'door'; there are host, to`,
    );
  });

  test.each([
    [
      { autoscale: { maxReplica: 3 } },
      `'autoscale.maxReplica' of WebService 'web': did you mean 'maxReplicas'?`,
    ],
    [{ resources: { memroy: 1 } }, `'resources.memroy' of WebService 'web': did you mean 'memory'?`],
    [
      { resources: { cpu: { limits: 1 } } },
      `'resources.cpu.limits' of WebService 'web': did you mean 'limit'?`,
    ],
    [
      { env: { KEY: { secrt: 'a', key: 'b' } } },
      `'env.KEY.secrt' of WebService 'web': did you mean 'secret'?`,
    ],
  ])('is found in %j', (props, message) => {
    expect(() => web(props)).toThrow(`unknown prop ${message}`);
  });

  test('is found in one of several routes', () => {
    const api = web({});

    expect(() => gateway({ '/': api, '/api': { to: api, websocket: true } })).toThrow(
      `unknown prop 'routes['/api'].websocket' of Gateway 'gate': did you mean 'webSocket'?`,
    );
  });

  test('is found in an environment', () => {
    const environment = untyped({ ...testDev, replica: 5 });

    expect(() => testStack(environment)).toThrow(
      `unknown prop 'environment.replica' of Stack 'shop': did you mean 'replicas'?`,
    );
  });

  test('without a value is as good as absent', () => {
    expect(() => web({ connectTo: undefined })).not.toThrow();
  });
});

describe('a missing prop', () => {
  test('is named', () => {
    expect(() => new WebService(testStack(), 'web', untyped({ port: 80 }))).toThrow(
      `WebService 'web' needs 'image'`,
    );
  });

  test('is refused with the example of its docstring', () => {
    expect(() => new Gateway(testStack(), 'gate', untyped({ routes: {} }))).toThrow(
      `Gateway 'gate' needs 'image', such as 'nginxinc/nginx-unprivileged:`,
    );
  });

  test('is refused in an object in a list', () => {
    expect(() => web({ connectsTo: [{ host: 'db', port: 5432 }] })).toThrow(
      `WebService 'web' needs 'connectsTo[0].connections'`,
    );
  });

  test('is refused if there are no props at all', () => {
    expect(() => new WebService(testStack(), 'web', undefined as never)).toThrow(
      `WebService 'web' needs 'image'`,
    );
  });
});

describe('a value of another type', () => {
  test.each([
    [
      { command: 'npm start' },
      `'command' of WebService 'web' must be a list such as ['npm', 'start'], got the string 'npm start'`,
    ],
    [{ env: null }, `'env' of WebService 'web' must be an object, got null`],
    [{ env: ['A=b'] }, `'env' of WebService 'web' must be an object, got a list`],
    [
      { env: { TZ: undefined } },
      `'env.TZ' of WebService 'web' must be a string, a number, true or false, a SecretKey or a SecretText such as db.secret('password'), got undefined`,
    ],
    [
      { readiness: '/health' },
      `'readiness' of WebService 'web' must be a Probe such as Probe.fromHttpGet('/health'), got the string '/health'`,
    ],
    [{ readiness: Probe }, `got the function Probe`],
    [{ readiness: { httpGet: '/' } }, `got an object with 'httpGet'`],
    [
      { stopGracePeriod: 30 },
      `'stopGracePeriod' of WebService 'web' must be a Duration such as Duration.seconds(30), got the number 30`,
    ],
    [
      { emptyDirs: { '/tmp': '64Mi' } },
      `'emptyDirs['/tmp']' of WebService 'web' must be a Size such as Size.mebibytes(256), got the string '64Mi'`,
    ],
    [
      { port: slipway.Size.mebibytes(1) },
      `'port' of WebService 'web' must be a number such as 8080, got a Size`,
    ],
    [
      { autoscale: { maxReplicas: '3' } },
      `'autoscale.maxReplicas' of WebService 'web' must be a number, got the string '3'`,
    ],
  ])('is refused: %p', (props, message) => {
    expect(() => web(props)).toThrow(message);
  });

  test('is refused where only some words are known', () => {
    const redis = () =>
      new Redis(testStack(), 'cache', untyped({ image: 'redis:7', maxmemoryPolicy: 'lru' }));

    expect(redis).toThrow(`'maxmemoryPolicy' of Redis 'cache' must be 'noeviction', 'allkeys-lru', `);
  });

  test('is refused of the environment', () => {
    expect(() => testStack('dev' as never)).toThrow(
      `'environment' of Stack 'shop' must be an Environment such as dev(), got the string 'dev'`,
    );
  });

  test('is refused of an argument', () => {
    expect(() => Probe.fromCommand('test -f /ok' as never)).toThrow(
      `'command' of Probe.fromCommand() must be a list such as ['test', '-f', '/ok'], got the string 'test -f /ok'`,
    );
    expect(() => slipway.dev(untyped({ replicas: 3 }))).toThrow(
      `'secrets' of dev() must be one of LocalSecrets, got an object with 'replicas'`,
    );
  });
});

describe('another construct', () => {
  test('that can not be waited for is refused, with those that can', () => {
    const volume = new slipway.Volume(testStack(), 'uploads');

    expect(() => web(untyped({ startsAfter: [volume] }))).toThrow(
      /^'startsAfter\[0\]' of WebService 'web' must be one of Daemon, Gateway, .*, WebService, Worker such as new Postgres\(this, 'db', \{ … \}\), got the Volume 'uploads'$/,
    );
  });

  test('that nothing connects to is refused', () => {
    const worker = new Worker(testStack(), 'mail', { image: 'mail:1' });

    expect(() => web({ connectsTo: [worker] })).toThrow(
      /^'connectsTo\[0\]' of WebService 'web' must be one of ExternalServer, Gateway, .*, WebService such as new Postgres\(this, 'db', \{ … \}\), got the Worker 'mail'$/,
    );
    expect(() => gateway({ '/': worker })).toThrow(
      `or an object with 'to' such as new Postgres(this, 'db', { … }), got the Worker 'mail'`,
    );
  });

  test('that has no backups is refused', () => {
    expect(() => new Backups(testStack(), 'backups', untyped({ of: [web({})] }))).toThrow(
      `'of[0]' of Backups 'backups' must be one of Mongo, MySql, ObjectStore, Postgres, Redis such as new Postgres(this, 'db', { … }), got the WebService 'web'`,
    );
  });

  test('that is not in a list is refused with the list', () => {
    expect(() => web({ connectsTo: web({}) })).toThrow(
      `must be a list such as [web], got the WebService 'web'`,
    );
  });

  test('of a class of your own is accepted if it has what is needed', () => {
    const task = new Task(testStack(), 'migrate', { image: 'api:1', doneCheck: 'true' });
    class Service {
      public readonly readyCheck = task.readyCheck;
      public readonly more = true;
    }

    expect(() => web({ startsAfter: [new Service()] })).not.toThrow();
  });
});

describe('a subclass', () => {
  interface TeamProps extends slipway.WebServiceProps {
    readonly team: string;
    readonly dataPath: string;
  }

  // Of the same name, as a project may well call it.
  const TeamService = class WebService extends slipway.WebService {
    public readonly team: string;

    constructor(scope: Construct, id: string, props: TeamProps) {
      super(scope, id, props);
      this.team = props.team;
    }
  };
  const props: TeamProps = { image: 'web:1', port: 80, team: 'shop', dataPath: '/data' };

  test('may have its own props', () => {
    const stack = testStack();
    const service = new TeamService(stack, 'web', props);

    expect(service.team).toBe('shop');
    expect(Manifests.of(stack).container('Deployment/web', 'volumeMounts')).toEqual([
      { name: 'tmp', mountPath: '/tmp' },
    ]);
  });

  test('of a construct that is made of another may have them, too', () => {
    class TeamUi extends slipway.AdminUi {
      public readonly team: string;

      constructor(scope: Construct, id: string, own: slipway.AdminUiProps & { readonly team: string }) {
        super(scope, id, own);
        this.team = own.team;
      }
    }
    const own = { image: 'ui:1', port: 80, connectsTo: [], team: 'shop' };

    expect(new TeamUi(testStack(), 'ui', own).team).toBe('shop');
  });

  test('has no way to props that are internal', () => {
    const stack = testStack();
    const own = { image: 'web:1', mounted: ['data:/data'], drain: 'slowly', name: 'other', port: 80 };
    class Consumer extends Worker {}
    class Site extends WebService {}
    new Consumer(stack, 'consumer', own);
    new Site(stack, 'site', own);

    for (const name of ['Deployment/consumer', 'Deployment/site']) {
      expect(Manifests.of(stack).pod(name, 'volumes')).toMatchObject([{ name: 'tmp' }]);
    }
    expect(Manifests.of(stack).pod('Deployment/consumer', 'containers.0')).not.toHaveProperty('ports');
  });

  test('has the known ones checked', () => {
    expect(() => new TeamService(testStack(), 'web', { ...props, command: 'npm start' as never })).toThrow(
      `'command' of WebService 'web' must be a list`,
    );
    expect(() => new TeamService(testStack(), 'web', { ...props, autoscale: untyped({ max: 1 }) })).toThrow(
      `unknown prop 'autoscale.max' of WebService 'web'`,
    );
  });

  test('of Stack has its own name', () => {
    class Shop extends Stack {}

    expect(() => new Shop(testStack(), 'shop', untyped({}))).toThrow(`Shop 'shop' needs 'environment'`);
  });
});
