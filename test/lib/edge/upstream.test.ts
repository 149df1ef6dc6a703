import { Duration } from '../../../lib';
import { confOf, location, stackWith, upstream } from '../../support/gateway';
import { Manifests } from '../../support/manifests';

describe('the connections of a gateway to its services', () => {
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

  test.each(['nginxinc/nginx-unprivileged:1.26.3-alpine', 'nginxinc/nginx-unprivileged:1.27.2'])(
    'refuses %s, which can not look up the names of its upstreams again',
    (old) => {
      expect(() => stackWith({ image: old })).toThrow(
        `'image' of 'nginx' must be nginx 1.27.3 or newer, which looks names up again and keeps connections, such as 'nginxinc/nginx-unprivileged:1.29.1-alpine', got '${old}'`,
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
});
