import { StatefulService, WebService, Worker, type WorkerProps } from '../../../lib';
import { Manifests } from '../../support/manifests';
import { testStack } from '../../support/stack';

function manifestsOf(props: Partial<WorkerProps>): Manifests {
  const stack = testStack();
  new Worker(stack, 'mailer', { image: 'mailer:1', ...props });
  return Manifests.of(stack);
}

describe('the names that pods know', () => {
  test('are listed by their address, of which each has one entry', () => {
    const hostAliases = {
      'a.example.com': '10.0.0.1',
      b: '10.0.0.2',
      'c.example.com': '10.0.0.1',
      d: 'fd00::1',
    };

    expect(manifestsOf({ hostAliases }).pod('Deployment/mailer', 'hostAliases')).toEqual([
      { ip: '10.0.0.1', hostnames: ['a.example.com', 'c.example.com'] },
      { ip: '10.0.0.2', hostnames: ['b'] },
      { ip: 'fd00::1', hostnames: ['d'] },
    ]);
  });

  test('may come from other DNS servers, which the workload may ask', () => {
    const dns = { nameservers: ['10.0.0.53', 'fd00::53'] };
    const manifests = manifestsOf({ dns });

    expect(manifests.pod('Deployment/mailer', 'dnsConfig')).toEqual(dns);
    expect(manifests.pod('Deployment/mailer', 'dnsPolicy')).toBeUndefined();
    const ports = [
      { port: 53, protocol: 'UDP' },
      { port: 53, protocol: 'TCP' },
    ];
    expect(manifests.at('NetworkPolicy/mailer', 'spec.egress')).toEqual([
      expect.anything(),
      { to: [{ ipBlock: { cidr: '10.0.0.53/32' } }], ports },
      { to: [{ ipBlock: { cidr: 'fd00::53/128' } }], ports },
    ]);
  });

  test('may come from these servers only', () => {
    const dns = { nameservers: ['10.0.0.53'], policy: 'None' as const };

    expect(manifestsOf({ dns }).pod('Deployment/mailer', 'dnsPolicy')).toBe('None');
  });

  test.each<[Partial<WorkerProps>, string]>([
    [
      { hostname: 'mail.example.com' },
      `'hostname' of 'mailer' must be lower-case letters, digits and hyphens, at most 63, without a domain, such as 'mail', got 'mail.example.com'`,
    ],
    [
      { hostAliases: { Erp_1: '10.0.0.1' } },
      `'hostAliases' of 'mailer' must name hosts by lower-case letters, digits, hyphens and dots, such as 'erp.example.com', got 'Erp_1'`,
    ],
    [
      { hostAliases: { 'host.docker.internal': 'host-gateway' } },
      `'hostAliases['host.docker.internal']' of 'mailer' must be an IP address such as '10.0.0.7', got 'host-gateway': a pod has no name for its node`,
    ],
    [
      { dns: { nameservers: ['dns.example.com'] } },
      `'dns.nameservers' of 'mailer' must be IP addresses such as '10.0.0.53', got 'dns.example.com'`,
    ],
    [
      { dns: { nameservers: ['10.0.0.1', '10.0.0.2', '10.0.0.3'] } },
      `'dns.nameservers' of 'mailer' must be at most 2 beside that of the cluster, such as ['10.0.0.53'], got 3`,
    ],
    [
      { dns: { policy: 'None' } },
      `'dns.nameservers' of 'mailer' must be set with the policy 'None', such as ['10.0.0.53'], got none`,
    ],
    [
      { dns: { searches: ['Corp'] } },
      `'dns.searches' of 'mailer' must be domains such as 'corp.example.com', got 'Corp'`,
    ],
  ])('fail on %j', (props, message) => {
    expect(() => manifestsOf(props)).toThrow(message);
  });
});

describe('a StatefulService', () => {
  test('has the host name of its pod, and no other', () => {
    const make = (hostname: string) =>
      new StatefulService(testStack(), 'store', { image: 'store:1', dataPath: '/data', hostname });

    expect(() => make('db')).toThrow(
      `'hostname' of 'store' must be 'store-0', which a StatefulSet gives its pod, got 'db': a WebService or Worker with a volume of its own can have another`,
    );
    expect(() => make('store-0')).not.toThrow();
  });
});

describe('aliases', () => {
  function aliases(...names: string[]): WebService {
    return new WebService(testStack(), 'api', { image: 'api:1', port: 80, aliases: names });
  }

  test.each([
    ['my_db', 'my-db'],
    ['api.example.com', 'api-example-com'],
    ['1st', 'st'],
    ['__', 'database'],
  ])('fail on %s, which no Service can have, and show one that it can', (alias, good) => {
    expect(() => aliases(alias)).toThrow(
      `'aliases' of 'api' must be names that a Service can have: lower-case letters, digits and hyphens, at most 63, from a letter on, such as '${good}', got '${alias}'; clients must use that name`,
    );
  });

  test.each([['api'], ['web', 'web']])('fail on a name that is there already: %j', (...names) => {
    expect(() => aliases(...names)).toThrow(
      `'aliases' of 'api' must name each host once, beside 'api', got '${names.at(-1) ?? ''}' twice`,
    );
  });

  test('fail without a port', () => {
    expect(() => manifestsOf({ aliases: ['mail'] })).toThrow(
      `'aliases' of 'mailer' must not be set for a workload without ports, got 'mail': nothing can connect to it`,
    );
  });

  test('fail if another workload has the name', () => {
    const stack = testStack();
    new WebService(stack, 'web', { image: 'web:1', port: 80 });
    new WebService(stack, 'api', { image: 'api:1', port: 80, aliases: ['web'] });

    expect(() => Manifests.of(stack)).toThrow('Service/web is defined twice');
  });
});
