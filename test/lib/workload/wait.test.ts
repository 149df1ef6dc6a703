import {
  Gateway,
  minio,
  ObjectStore,
  Probe,
  StatefulService,
  StaticSite,
  Task,
  type Waitable,
  waitImage,
  WebService,
  type WebServiceProps,
  Worker,
  type WorkerProps,
} from '../../../lib';
import { Manifests } from '../../support/manifests';
import { testDev, testStack } from '../../support/stack';

const stack = testStack;

/** The container of a Worker 'mailer' that waits for a target, and all objects. */
function waiting(of: Waitable, shop = stack()) {
  new Worker(shop, 'mailer', { image: 'mailer:1', startsAfter: [of] });
  const manifests = Manifests.of(shop);
  return { container: manifests.pod('Deployment/mailer', 'initContainers.0'), manifests };
}

function web(shop: ReturnType<typeof stack>, props: Partial<WebServiceProps> = { port: 80 }): WebService {
  return new WebService(shop, 'api', { image: 'api:1', ...props });
}

describe('a workload that starts after another one', () => {
  test('asks its Service, which leads to ready pods only, without a shell', () => {
    const shop = stack();
    const { container } = waiting(web(shop), shop);

    expect(container).toMatchObject({
      name: 'wait-for-api',
      image: waitImage,
      args: ['tcp', 'api:80'],
      securityContext: { readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
    });
    expect(container).not.toHaveProperty('command');
  });

  test('may connect to the port that it asks, and is asked for it once', () => {
    const shop = stack();
    const api = web(shop);
    new Worker(shop, 'mailer', { image: 'mailer:1', connectsTo: [api], startsAfter: [api] });

    expect(Manifests.of(shop).at('NetworkPolicy/mailer', 'spec.egress')).toHaveLength(2); // and DNS
    expect(Manifests.of(shop).at('NetworkPolicy/api', 'spec.ingress')).toEqual([
      {
        from: [{ podSelector: { matchLabels: { 'app.kubernetes.io/name': 'mailer' } } }],
        ports: [{ port: 80, protocol: 'TCP' }],
      },
    ]);
  });

  test('asks the first TCP port of several', () => {
    const shop = stack();
    const dns = web(shop, {
      ports: { dns: { port: 53, protocol: 'UDP' }, http: 8080 },
      readiness: Probe.fromHttpGet('/ready', { port: 'http' }),
    });
    const { container, manifests } = waiting(dns, shop);

    expect(container).toMatchObject({ args: ['tcp', 'api:8080'] });
    expect(manifests.at('NetworkPolicy/api', 'spec.ingress.0.ports')).toEqual([
      { port: 8080, protocol: 'TCP' },
    ]);
  });

  test.each<[string, Partial<WorkerProps>]>([
    ['no port', {}],
    ['a UDP port only', { ports: { syslog: { port: 5514, protocol: 'UDP' } } }],
  ])('asks the DNS for the ready pods of a worker with %s', (_, props) => {
    const shop = stack();
    const queue = new Worker(shop, 'queue', {
      image: 'queue:1',
      readiness: Probe.fromCommand(['/queue', '--ready']),
      ...props,
    });
    new Worker(shop, 'other', { image: 'other:1', startsAfter: [queue] });
    const { container, manifests } = waiting(queue, shop);

    expect(container).toMatchObject({ args: ['pods', 'queue-pods'] });
    expect(manifests.at('Service/queue-pods', 'spec')).toMatchObject({
      clusterIP: 'None',
      selector: { 'app.kubernetes.io/name': 'queue' },
    });
    expect(manifests.at('Service/queue-pods', 'spec')).not.toHaveProperty('publishNotReadyAddresses');
    expect(manifests.at('NetworkPolicy/mailer', 'spec.egress')).toHaveLength(1); // DNS
  });

  test('asks a StatefulService with a port, and the DNS for one without', () => {
    const shop = stack();
    const props = { image: 'store:1', dataPath: '/data' };
    const served = new StatefulService(shop, 'served', { ...props, port: 9000 });
    const alone = new StatefulService(shop, 'alone', props);
    new Task(shop, 'seed', { image: 'seed:1', startsAfter: [served, alone] });
    const job = Manifests.of(shop).all.find(({ kind }) => kind === 'Job');

    expect(job).toMatchObject({
      spec: {
        template: {
          spec: { initContainers: [{ args: ['tcp', 'served:9000'] }, { args: ['pods', 'alone-pods'] }] },
        },
      },
    });
  });

  test.each<[string, (shop: ReturnType<typeof stack>) => Waitable, string]>([
    ['an ObjectStore', (shop) => new ObjectStore(shop, 'files', { server: minio('minio:1') }), 'files:9000'],
    [
      'a Gateway',
      (shop) => new Gateway(shop, 'nginx', { image: 'nginx:1', routes: { '/': web(shop) } }),
      'nginx:8080',
    ],
    ['a StaticSite', (shop) => new StaticSite(shop, 'site', { image: 'site:1' }), 'site:8080'],
  ])('asks %s', (_, target, address) => {
    const shop = stack();

    expect(waiting(target(shop), shop).container).toMatchObject({ args: ['tcp', address] });
  });

  test('runs the program from the registry of the environment', () => {
    const image = 'registry.example.com/slipway/wait:1.0.0';
    const shop = testStack({ ...testDev, waitImage: image });

    expect(waiting(web(shop), shop).container).toMatchObject({ image });
  });
});
