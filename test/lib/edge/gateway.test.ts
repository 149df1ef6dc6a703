import { Cpu, Duration, Gateway, type GatewayProps, Size, WebService } from '../../../lib';
import { confOf, image, location, stackWith } from '../../support/gateway';
import { Manifests } from '../../support/manifests';
import { testStack } from '../../support/stack';

describe('Gateway', () => {
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

  test('answers errors of its own in JSON', () => {
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

  test.each<[Partial<GatewayProps>, string]>([
    [{ routes: {} }, "'routes' of 'nginx' must name at least one path such as { '/': app }, got {}"],
    [
      { hidden: ['metrics'] },
      "'hidden' of 'nginx' must name plain paths without a slash at the end such as '/api', got 'metrics'",
    ],
    [
      { hidden: ['/a/'] },
      "'hidden' of 'nginx' must name plain paths without a slash at the end such as '/api', got '/a/'",
    ],
    [
      { hidden: ['/ { }'] },
      "'hidden' of 'nginx' must name plain paths without a slash at the end such as '/api', got '/ { }'",
    ],
    [
      { headers: { 'X-A': 'a"; deny all; #' } },
      `'headers' of 'nginx' must have names of letters, digits and '-', and values without quotes, '\\', '$' and line breaks, such as { 'X-Frame-Options': 'DENY' }, got { 'X-A': 'a"; deny all; #' }`,
    ],
    [
      { rateLimit: { requestsPerSecond: 0 } },
      "'rateLimit.requestsPerSecond' of 'nginx' must be a whole number from 1 such as 20, got '0'",
    ],
    [
      { rateLimit: { requestsPerSecond: 1, burst: -1 } },
      "'rateLimit.burst' of 'nginx' must be a whole number from 0 such as 20",
    ],
  ])('fails on %j, and shows a good value', (props, message) => {
    expect(() => stackWith(props)).toThrow(message);
  });
});
