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

/** The block `location MATCH { … }`. */
function location(conf: string, match: string): string {
  return conf.split(`location ${match} {`)[1]?.split('\n    }')[0] ?? '';
}

describe('Gateway', () => {
  test('looks names up when a request comes, by the resolvers of the pod', () => {
    const conf = confOf();

    expect(conf).toContain('resolver ${NGINX_LOCAL_RESOLVERS} valid=10s');
    expect(location(conf, '/')).toContain('set $upstream api.shop.svc.cluster.local:8000;');
    expect(location(conf, '/')).toContain('proxy_pass http://$upstream;');
    expect(conf).not.toContain('upstream {');
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

    expect(location(conf, '= /api')).toContain('api.shop.svc');
    expect(location(conf, '/api/')).toContain('api.shop.svc');
    expect(location(conf, '/')).toContain('web.shop.svc');
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
    const conf = confOf({ rateLimit: { requestsPerSecond: 10 } });

    expect(conf).toContain('limit_req_zone $binary_remote_addr zone=clients:10m rate=10r/s;');
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
      rateLimit: { requestsPerSecond: 30 },
    });

    expect(conf.match(/limit_req_zone .*/g)).toEqual([
      'limit_req_zone $binary_remote_addr zone=clients:10m rate=30r/s;',
      'limit_req_zone $binary_remote_addr zone=clients/api:10m rate=10r/s;',
      'limit_req_zone $binary_remote_addr zone=clients/api/login:10m rate=5r/s;',
    ]);
    expect(location(conf, '/docs/')).toContain('limit_req zone=clients burst=600 nodelay;');
    expect(location(conf, '= /api')).toContain('limit_req zone=clients/api burst=20 nodelay;');
    expect(location(conf, '/api/')).toContain('limit_req zone=clients/api burst=20 nodelay;');
    expect(location(conf, '= /api/login')).toContain('limit_req zone=clients/api/login burst=0 nodelay;');
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
    expect(conf).toContain('add_header X-Robots-Tag "noindex" always;');
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
