import { Duration } from 'cdk8s';
import type { Endpoint } from '../core/endpoint';
import { isImageBefore } from '../core/image-version';

type Address = Pick<Endpoint, 'host' | 'port'>;

/** Maximum number of idle connections that each worker of nginx keeps to an endpoint. */
const idleConnections = 32;

/**
 * Time after which nginx closes an idle connection. The service must not be the first to close one: a request that is on its
 * way at that moment is lost, unless nginx may send it again. The shortest default of the common servers is that of gunicorn,
 * 2 s; uvicorn and Node.js have 5 s, Tomcat 60 s, nginx 75 s, Go no limit.
 *
 * @see https://docs.gunicorn.org/en/stable/settings.html#keepalive
 * @see https://www.uvicorn.org/settings/#timeouts
 * @see https://nodejs.org/docs/latest-v22.x/api/http.html#serverkeepalivetimeout
 * @see https://tomcat.apache.org/tomcat-10.1-doc/config/http.html
 */
const idleTime = Duration.seconds(1);

/**
 * Time after which nginx closes a connection with the end of its request. The address is that of a Service, which chooses a pod
 * per connection: a shorter life spreads requests over pods that were added. With `idleTime` it ends before a terminating pod,
 * which the Service has stopped to choose, gets its SIGTERM (`preStop.sleep` of `WebService`, 10 s).
 */
const lifetime = Duration.seconds(5);

/**
 * @internal Checks that an image of nginx-unprivileged knows `resolve`. A tag without a version is taken for a new one.
 * @throws if the tag names a version before 1.27.3
 */
export function checkImage(gateway: string, image: string): string {
  if (isImageBefore(image, /nginx-unprivileged/, [1, 27, 3])) {
    throw new Error(
      `'image' of '${gateway}' must be nginx 1.27.3 or newer, which looks names up again and keeps connections, such as 'nginxinc/nginx-unprivileged:1.29.1-alpine', got '${image}'`,
    );
  }
  return image;
}

/** @internal The name of the upstream of an endpoint. */
export function upstreamName({ host, port }: Address): string {
  return `${host}-${port}`;
}

/**
 * @internal The blocks `upstream`, one for each endpoint. `resolve`, of nginx 1.27.3, looks names up at run time and needs
 * `zone`. Whether a pod can serve is decided by the Service, not counted by nginx: hence `max_fails=0`.
 *
 * @see https://nginx.org/en/docs/http/ngx_http_upstream_module.html#resolve
 */
export function upstreams(endpoints: readonly Address[], namespace: string): string {
  const blocks = endpoints.map((endpoint) => {
    const name = upstreamName(endpoint);
    return `  upstream ${name} {
    zone ${name} 64k;
    server ${endpoint.host}.${namespace}.svc.cluster.local:${endpoint.port} resolve max_fails=0;
    keepalive ${idleConnections};
    keepalive_timeout ${idleTime.toSeconds()}s;
    keepalive_time ${lifetime.toSeconds()}s;
  }
`;
  });
  return [...new Set(blocks)].join('');
}
