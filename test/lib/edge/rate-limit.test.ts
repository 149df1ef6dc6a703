import { confOf, location, stackWith } from '../../support/gateway';

describe('the rate limit of a gateway', () => {
  test('limits the rate per client if a limit is given', () => {
    const conf = confOf({ replicas: 1, rateLimit: { requestsPerSecond: 10 } });

    expect(conf).toContain('limit_req_zone $binary_remote_addr zone=clients:10m rate=600r/m;');
    expect(location(conf, '/')).toContain('limit_req zone=clients burst=200 nodelay;');
    expect(confOf()).not.toContain('limit_req');
  });

  test('counts a route with its own limit separately, and all others together', () => {
    const { api } = stackWith();
    const conf = confOf({
      routes: {
        '/': api,
        '/docs': api,
        '/api': { to: api, rateLimit: { requestsPerSecond: 10, burst: 20 } },
        '/api/login': { to: api, rateLimit: { requestsPerSecond: 5, burst: 0 } },
      },
      replicas: 1,
      rateLimit: { requestsPerSecond: 30 },
    });

    expect(conf.match(/limit_req_zone .*/g)).toEqual([
      'limit_req_zone $binary_remote_addr zone=clients:10m rate=1800r/m;',
      'limit_req_zone $binary_remote_addr zone=clients/api:10m rate=600r/m;',
      'limit_req_zone $binary_remote_addr zone=clients/api/login:10m rate=300r/m;',
    ]);
    expect(location(conf, '/docs/')).toContain('limit_req zone=clients burst=600 nodelay;');
    expect(location(conf, '= /api')).toContain('limit_req zone=clients/api burst=20 nodelay;');
    expect(location(conf, '/api/')).toContain('limit_req zone=clients/api burst=20 nodelay;');
    expect(location(conf, '= /api/login')).toContain('limit_req zone=clients/api/login burst=0 nodelay;');
  });

  test.each([
    [1, ['1800r/m', '600r/m', '300r/m'], [50, 20, 5]],
    [2, ['900r/m', '300r/m', '150r/m'], [25, 10, 2]],
    [3, ['600r/m', '200r/m', '100r/m'], [16, 6, 1]],
    [7, ['258r/m', '86r/m', '43r/m'], [7, 2, 0]],
  ])('shares the limits of 30, 10 and 5 requests a second among %d pods', (replicas, rates, bursts) => {
    const { api } = stackWith();
    const whole = [
      { requestsPerSecond: 30, burst: 50 },
      { requestsPerSecond: 10, burst: 20 },
      { requestsPerSecond: 5, burst: 5 },
    ];
    const routes = Object.fromEntries(
      whole.map((rateLimit, index) => [`/r${index}`, { to: api, rateLimit }]),
    );
    const conf = confOf({ replicas, routes });

    expect([...conf.matchAll(/rate=(\S+);/g)].map(([, rate]) => rate)).toEqual(rates);
    expect(bursts.map((_, index) => /burst=\d+/.exec(location(conf, `/r${index}/`))?.[0])).toEqual(
      bursts.map((burst) => `burst=${burst}`),
    );
    // One request, and the burst on top of it, of each pod: no more than the whole and what is rounded up.
    bursts.forEach((burst, index) => {
      const atOnce = replicas * (1 + burst);
      const wanted = 1 + (whole[index]?.burst ?? 0);
      expect(atOnce).toBeGreaterThanOrEqual(wanted);
      expect(atOnce).toBeLessThan(wanted + replicas);
    });
  });

  test('shares the limits among the pods of the environment, where the chart names no number', () => {
    const conf = confOf({ rateLimit: { requestsPerSecond: 30, burst: 50 } });

    expect(conf).toContain('rate=900r/m;');
  });

  test('sets only the own limit of a route', () => {
    const { api } = stackWith();
    const conf = confOf({ routes: { '/': api, '/api': { to: api, rateLimit: { requestsPerSecond: 10 } } } });

    expect(conf.match(/limit_req_zone .*/g)).toHaveLength(1);
    expect(location(conf, '/')).not.toContain('limit_req');
  });

  test('counts by the address that the last proxy saw, not by a header of the client', () => {
    const conf = confOf({ rateLimit: { requestsPerSecond: 10 } });

    expect(conf).toContain('real_ip_header X-Forwarded-For;');
    expect(conf).not.toContain('real_ip_recursive');
  });
});
