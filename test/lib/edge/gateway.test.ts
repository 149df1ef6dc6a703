import { Cpu, Duration, Gateway, type GatewayProps, Size, type Stack, WebService } from '../../../lib';
import { Manifests } from '../../support/manifests';
import { testStack } from '../../support/stack';

const image = 'nginxinc/nginx-unprivileged:1.29.1-alpine';

function stackWith(props: Partial<GatewayProps> = {}): { stack: Stack; gateway: Gateway; api: WebService } {
  const stack = testStack();
  const api = new WebService(stack, 'api', { image: 'api:1', port: 8000 });
  const gateway = new Gateway(stack, 'nginx', { image, routes: { '/': api }, ...props });
  return { stack, gateway, api };
}

function confOf(props: Partial<GatewayProps> = {}): string {
  const data = Manifests.of(stackWith(props).stack).at('ConfigMap/nginx-files', 'data');
  return (data as Record<string, string>)['etc_nginx_templates_nginx.conf.template'] ?? '';
}

/** The block `upstream NAME { … }`. */
function upstream(conf: string, name: string): string {
  return conf.split(`upstream ${name} {`)[1]?.split('\n  }')[0] ?? '';
}

/** The block `location MATCH { … }`. */
function location(conf: string, match: string): string {
  return conf.split(`location ${match} {`)[1]?.split('\n    }')[0] ?? '';
}

describe('Gateway', () => {
  test('looks names up at run time and again, by the resolvers of the pod', () => {
    const conf = confOf();

    expect(conf).toContain('resolver ${NGINX_LOCAL_RESOLVERS} valid=10s');
    expect(upstream(conf, 'api-8000')).toContain('zone api-8000 64k;');
    expect(upstream(conf, 'api-8000')).toContain(
      'server api.shop.svc.cluster.local:8000 resolve max_fails=0;',
    );
    expect(location(conf, '/')).toContain('proxy_pass http://api-8000;');
  });

  test('keeps connections to a service, with one upstream for all of its routes', () => {
    const { api } = stackWith();
    const conf = confOf({ routes: { '/': api, '/api': { to: api, timeout: Duration.minutes(5) } } });

    expect(conf.match(/upstream .* \{/g)).toEqual(['upstream api-8000 {']);
    expect(upstream(conf, 'api-8000')).toContain('keepalive 32;');
    expect(location(conf, '/')).toContain('proxy_http_version 1.1;');
    expect(location(conf, '/')).toContain('proxy_set_header Connection "";');
  });

  test('ends its connections before the service would, and before a pod that terminates gets SIGTERM', () => {
    const { stack } = stackWith();
    const conf = upstream(confOf(), 'api-8000');
    const seconds = (directive: string) => Number(new RegExp(`${directive} (\\d+)s;`).exec(conf)?.[1]);
    const sleep = Number(Manifests.of(stack).container('Deployment/api', 'lifecycle.preStop.sleep.seconds'));
    const gunicornKeepsIdle = 2;

    expect(seconds('keepalive_timeout')).toBeLessThan(gunicornKeepsIdle);
    // The Service chooses the pod for as long as its removal takes to reach each node: some seconds.
    expect(seconds('keepalive_time') + seconds('keepalive_timeout')).toBeLessThanOrEqual(sleep - 4);
  });

  test('sends a request again only if that can do no harm', () => {
    expect(confOf()).not.toContain('non_idempotent');
  });

  test('answers /health itself', () => {
    const { stack } = stackWith();

    expect(location(confOf(), '= /health')).toContain('return 200 "OK\\n";');
    expect(Manifests.of(stack).container('Deployment/nginx', 'readinessProbe.httpGet.path')).toBe('/health');
  });

  test('says 503 and when to come back, while a service is absent', () => {
    const conf = confOf();

    expect(conf).toContain('error_page 502 504 =503 @error_503;');
    expect(location(conf, '@error_503')).toContain(`return 503 '{"error":"upstream unavailable"}\\n';`);
    expect(conf).toContain('add_header Retry-After $retry_after always;');
  });

  test('passes on nothing that a client says of a proxy', () => {
    const conf = location(confOf(), '/');

    expect(conf).toContain('proxy_set_header X-Forwarded-For $remote_addr;');
    expect(conf).toContain('proxy_set_header Forwarded "";');
    expect(conf).toContain('proxy_set_header X-Forwarded-Prefix "";');
  });

  test('says in JSON what it refuses itself', () => {
    const conf = confOf({ maxBodySize: Size.mebibytes(8) });

    expect(location(conf, '@error_404')).toContain('{"error":"not found"}');
    expect(location(conf, '@error_413')).toContain('{"error":"the body must have at most 8 MiB"}');
  });

  test('matches whole path segments: /api is not /apis', () => {
    const stack = testStack();
    const api = new WebService(stack, 'api', { image: 'api:1', port: 8000 });
    const web = new WebService(stack, 'web', { image: 'web:1', port: 3000 });
    new Gateway(stack, 'nginx', { image, routes: { '/api': api, '/': web } });
    const data = Manifests.of(stack).at('ConfigMap/nginx-files', 'data') as Record<string, string>;
    const conf = Object.values(data)[0] ?? '';

    expect(location(conf, '= /api')).toContain('proxy_pass http://api-8000;');
    expect(location(conf, '/api/')).toContain('proxy_pass http://api-8000;');
    expect(location(conf, '/')).toContain('proxy_pass http://web-3000;');
    expect(api.connections.accepted).toEqual(['nginx']);
    expect(web.connections.accepted).toEqual(['nginx']);
  });

  test('hides paths with all below them', () => {
    const conf = confOf({ hidden: ['/metrics'] });

    expect(location(conf, '= /metrics')).toContain('return 404;');
    expect(location(conf, '/metrics/')).toContain('return 404;');
  });

  test('puts its security headers in the place of the service’s', () => {
    const conf = confOf({
      headers: { 'Content-Security-Policy': "default-src 'self'", 'X-Frame-Options': '' },
    });

    expect(conf).toContain('proxy_hide_header Content-Security-Policy;');
    expect(conf).toContain(`add_header Content-Security-Policy "default-src 'self'" always;`);
    expect(conf).toContain('add_header X-Content-Type-Options "nosniff" always;');
    expect(conf).not.toContain('X-Frame-Options');
  });

  test('limits the rate per client where it is told to', () => {
    const conf = confOf({ replicas: 1, rateLimit: { requestsPerSecond: 10 } });

    expect(conf).toContain('limit_req_zone $binary_remote_addr zone=clients:10m rate=600r/m;');
    expect(location(conf, '/')).toContain('limit_req zone=clients burst=200 nodelay;');
    expect(confOf()).not.toContain('limit_req');
  });

  test('counts a route with a limit of its own apart, and all others together', () => {
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
    expect(bursts.map((_, index) => location(conf, `/r${index}/`).match(/burst=\d+/)?.[0])).toEqual(
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

  test('sets no limit on a route but its own', () => {
    const { api } = stackWith();
    const conf = confOf({ routes: { '/': api, '/api': { to: api, rateLimit: { requestsPerSecond: 10 } } } });

    expect(conf.match(/limit_req_zone .*/g)).toHaveLength(1);
    expect(location(conf, '/')).not.toContain('limit_req');
  });

  test('counts by the address that the last proxy saw, not by what a client says of itself', () => {
    const conf = confOf({ rateLimit: { requestsPerSecond: 10 } });

    expect(conf).toContain('real_ip_header X-Forwarded-For;');
    expect(conf).not.toContain('real_ip_recursive');
  });

  test('says when to come back, to whom it refuses for the rate or while a service is absent', () => {
    expect(confOf()).toMatch(
      /map "\$status \$upstream_http_retry_after" \$retry_after \{\s+'429 ' 1;\s+'503 ' 5;/,
    );
  });

  test('upgrades connections to WebSocket where a route says so, and lets them be silent for an hour', () => {
    const { api } = stackWith();
    const conf = confOf({ routes: { '/socket': { to: api, webSocket: true } } });

    expect(conf).toMatch(/map \$http_upgrade \$connection_upgrade \{\s+'' '';\s+default upgrade;/);
    expect(location(conf, '/socket/')).toContain('proxy_set_header Connection $connection_upgrade;');
    expect(location(conf, '/socket/')).toContain('proxy_set_header Upgrade $http_upgrade;');
    expect(location(conf, '/socket/')).toContain('proxy_read_timeout 3600s;');
  });

  test('writes only to /tmp', () => {
    const { stack } = stackWith();

    expect(Manifests.of(stack).container('Deployment/nginx', 'volumeMounts')).toEqual([
      { name: 'tmp', mountPath: '/tmp' },
      {
        name: 'files',
        mountPath: '/etc/nginx/templates/nginx.conf.template',
        subPath: 'etc_nginx_templates_nginx.conf.template',
        readOnly: true,
      },
    ]);
  });

  test('takes all props together', () => {
    const { api } = stackWith();
    const all: Required<GatewayProps> = {
      image,
      routes: { '/': { to: api, timeout: Duration.minutes(5), webSocket: false } },
      hidden: ['/metrics'],
      maxBodySize: Size.mebibytes(8),
      timeout: Duration.seconds(20),
      rateLimit: { requestsPerSecond: 5, burst: 0 },
      headers: { 'X-Robots-Tag': 'noindex' },
      healthPath: '/nginx-health',
      exporterImage: 'nginx/nginx-prometheus-exporter:1.4.2',
      replicas: 4,
      resources: {
        cpu: { request: Cpu.millis(100), limit: Cpu.millis(200) },
        memory: { request: Size.mebibytes(100), limit: Size.mebibytes(200) },
      },
    };
    const conf = confOf(all);

    expect(conf).toContain('client_max_body_size 8192k;');
    expect(location(conf, '/')).toContain('proxy_read_timeout 300s;');
    expect(location(conf, '/')).toContain('limit_req zone=clients burst=0 nodelay;');
    expect(conf).toContain('rate=75r/m;');
    expect(conf).toContain('add_header X-Robots-Tag "noindex" always;');
  });

  test.each(['nginxinc/nginx-unprivileged:1.26.3-alpine', 'nginxinc/nginx-unprivileged:1.27.2'])(
    'refuses %s, which can not look up the names of its upstreams again',
    (old) => {
      expect(() => stackWith({ image: old })).toThrow(
        `'image' must be nginx 1.27.3 or newer, which looks names up again and keeps connections, such as 'nginxinc/nginx-unprivileged:1.29.1-alpine', got '${old}'`,
      );
    },
  );

  test.each([
    'nginxinc/nginx-unprivileged:1.27.3',
    'nginxinc/nginx-unprivileged:1.27-alpine',
    'nginxinc/nginx-unprivileged:2.0.0',
    'registry.example.com:5000/gateway:1.0.0',
  ])('takes %s', (good) => {
    expect(() => stackWith({ image: good })).not.toThrow();
  });

  test.each<[Partial<GatewayProps>, string]>([
    [{ routes: {} }, "'routes' must name at least one path such as { '/': app }, got {}"],
    [
      { hidden: ['metrics'] },
      "'hidden' must name plain paths without a slash at the end such as '/api', got 'metrics'",
    ],
    [
      { hidden: ['/a/'] },
      "'hidden' must name plain paths without a slash at the end such as '/api', got '/a/'",
    ],
    [
      { hidden: ['/ { }'] },
      "'hidden' must name plain paths without a slash at the end such as '/api', got '/ { }'",
    ],
    [
      { headers: { 'X-A': 'a"; deny all; #' } },
      `'headers' must have names of letters, digits and '-', and values without quotes, '\\', '$' and line breaks, such as { 'X-Frame-Options': 'DENY' }, got { 'X-A': 'a"; deny all; #' }`,
    ],
    [
      { rateLimit: { requestsPerSecond: 0 } },
      "'rateLimit.requestsPerSecond' must be a whole number from 1 such as 20, got '0'",
    ],
    [
      { rateLimit: { requestsPerSecond: 1, burst: -1 } },
      "'rateLimit.burst' must be a whole number from 0 such as 20",
    ],
  ])('fails on %j, and shows a good value', (props, message) => {
    expect(() => stackWith(props)).toThrow(message);
  });
});
