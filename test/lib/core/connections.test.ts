import { Postgres, WebService, Worker } from '../../../lib';
import { Manifests } from '../../support/manifests';
import { testStack } from '../../support/stack';

const dns = {
  to: [
    {
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
      podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
    },
  ],
  ports: [
    { port: 53, protocol: 'UDP' },
    { port: 53, protocol: 'TCP' },
  ],
};

function pods(name: string) {
  return { podSelector: { matchLabels: { 'app.kubernetes.io/name': name } } };
}

describe('Connections', () => {
  test('open both ends of an edge, to the one port, and nothing else', () => {
    const stack = testStack();
    const db = new Postgres(stack, 'db', { image: 'postgres:16.10', database: 'shop' });
    new WebService(stack, 'api', { image: 'api:1', port: 80, connectsTo: [db] });
    const manifests = Manifests.of(stack);

    expect(manifests.at('NetworkPolicy/db', 'spec.ingress')).toEqual([
      { from: [pods('api')], ports: [{ port: 5432, protocol: 'TCP' }] },
    ]);
    expect(manifests.at('NetworkPolicy/api', 'spec.egress')).toEqual([
      dns,
      { to: [pods('db')], ports: [{ port: 5432, protocol: 'TCP' }] },
    ]);
    expect(manifests.at('NetworkPolicy/api', 'spec.ingress')).toBeUndefined();
  });

  test('allow a workload without peers only DNS', () => {
    const stack = testStack();
    new Worker(stack, 'mailer', { image: 'mailer:1' });

    expect(Manifests.of(stack).at('NetworkPolicy/mailer', 'spec')).toEqual({
      podSelector: { matchLabels: { 'app.kubernetes.io/name': 'mailer' } },
      policyTypes: ['Ingress', 'Egress'],
      egress: [dns],
    });
  });

  test('can be opened after both ends exist, also in a circle', () => {
    const stack = testStack();
    const a = new WebService(stack, 'a', { image: 'a:1', port: 1001 });
    const b = new WebService(stack, 'b', { image: 'b:1', port: 1002, connectsTo: [a] });
    a.connections.allowTo(b);

    expect(a.connections.accepted).toEqual(['b']);
    expect(b.connections.accepted).toEqual(['a']);
  });

  test('fail on what is no peer, with the workload, the value and a good one', () => {
    const api = new WebService(testStack(), 'api', { image: 'api:1', port: 80 });

    expect(() => {
      api.connections.allowTo('redis' as never);
    }).toThrow(
      /^'peer' of allowTo\(\) of the connections of 'api' must be one of .*, WebService such as db, got the string 'redis'$/,
    );
  });

  test.each([
    ['http://db.example.com', 80],
    ['https://s3.example.com/bucket', 443],
    ['smtp://mail.example.com:587', 587],
    ['wss://example.com:443', 443],
  ])('lead to the port of %s', (url, port) => {
    const stack = testStack();
    new Worker(stack, 'mailer', { image: 'mailer:1' }).connections.allowToUrl(url);

    expect(Manifests.of(stack).at('NetworkPolicy/mailer', 'spec.egress.1')).toEqual({
      ports: [{ port, protocol: 'TCP' }],
    });
  });

  test.each(['mail.example.com:587', 'smtp://mail.example.com', 'https:///bucket', 'mail', ''])(
    'fail on the URL %j, whose port nobody knows',
    (url) => {
      const mailer = new Worker(testStack(), 'mailer', { image: 'mailer:1' });

      expect(() => {
        mailer.connections.allowToUrl(url);
      }).toThrow(
        `'url' of allowToUrl() of the connections of 'mailer' must be a URL such as 'https://api.example.com' or 'smtp://mail.example.com:587', got '${url}'`,
      );
    },
  );

  test('are opened once for a peer that is both connected to and waited for', () => {
    const stack = testStack();
    const db = new Postgres(stack, 'db', { image: 'postgres:16.10', database: 'shop' });
    new WebService(stack, 'api', { image: 'api:1', port: 80, connectsTo: [db], startsAfter: [db] });

    expect(db.connections.accepted).toEqual(['api']);
  });

  test('admit the pods of another namespace by its name', () => {
    const stack = testStack();
    const web = new WebService(stack, 'web', { image: 'web:1', port: 80 });
    web.connections.allowFromNamespace('monitoring', 80);

    expect(web.connections.accepted).toEqual(['namespace/monitoring']);
    expect(Manifests.of(stack).at('NetworkPolicy/web', 'spec.ingress.0.from')).toEqual([
      { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } } },
    ]);
  });
});
