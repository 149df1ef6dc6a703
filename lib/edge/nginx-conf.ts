import { Duration, type Size } from 'cdk8s';
import { connectTimeout, type EdgeSettings } from './edge-settings';
import { limitOf, limitRequests, limitZones, type RateLimit } from './rate-limit';
import { checkPath, type RouteEntry } from './route';
import { upstreamName, upstreams } from './upstream';

/** Options of an `nginx.conf`. */
interface NginxConfOptions {
  /** Id of the gateway, for errors. */
  readonly gateway: string;
  readonly port: number;
  readonly namespace: string;
  readonly routes: readonly RouteEntry[];

  /** Path that nginx answers with 200 itself. */
  readonly healthPath: string;

  /** Port of the module `stub_status`, on the loopback interface: only containers of the pod can connect. */
  readonly statsPort: number;
  readonly hidden: readonly string[];
  readonly edge: EdgeSettings;

  /** Number of pods with this configuration, which share the rate limits. */
  readonly pods: number;
  readonly rateLimit?: RateLimit;
  readonly headers: Readonly<Record<string, string>>;
}

const workers = 2;
const connectionsOfWorker = 4096;

/** @internal Maximum number of connections of one nginx, those to the upstreams included. */
export const connectionsOfNginx = workers * connectionsOfWorker;

/**
 * @internal A template of an `nginx.conf`. The entrypoint of the image replaces ${NGINX_LOCAL_RESOLVERS} by the resolvers of
 * /etc/resolv.conf, which nginx does not read itself.
 */
export function nginxConf(options: NginxConfOptions): string {
  const { gateway, port, edge, pods, rateLimit, healthPath, statsPort } = options;
  const headers = responseHeaders(gateway, options.headers);
  return `# Left to itself, nginx would start one for each processor of the node.
worker_processes ${workers};
pid /tmp/nginx.pid;
error_log /dev/stderr warn;
worker_shutdown_timeout 30s;

events {
  worker_connections ${connectionsOfWorker};
}

http {
  include /etc/nginx/mime.types;
  default_type application/octet-stream;
  server_tokens off;
  sendfile on;
  tcp_nopush on;

  client_body_temp_path /tmp/client_body;
  proxy_temp_path /tmp/proxy;
  fastcgi_temp_path /tmp/fastcgi;
  uwsgi_temp_path /tmp/uwsgi;
  scgi_temp_path /tmp/scgi;

  log_format json escape=json '{"time":"$time_iso8601","client":"$remote_addr","method":"$request_method",'
    '"uri":"$request_uri","status":$status,"bytes":$body_bytes_sent,"seconds":$request_time,'
    '"upstream_seconds":"$upstream_response_time","request_id":"$client_request_id"}';
  access_log /dev/stdout json;

  gzip on;
  gzip_vary on;
  gzip_proxied any;
  gzip_min_length 1024;
  gzip_types text/plain text/css text/javascript application/javascript application/json application/xml image/svg+xml;

  # Only who is in front can connect, by the NetworkPolicy: what it says of the client is true.
  set_real_ip_from 0.0.0.0/0;
  set_real_ip_from ::/0;
  real_ip_header X-Forwarded-For;

  map $http_x_forwarded_proto $client_scheme {
    default $http_x_forwarded_proto;
    '' $scheme;
  }
  # A request keeps the id it came with, if it looks like one.
  map $http_x_request_id $client_request_id {
    "~^[\\w.-]{1,128}$" $http_x_request_id;
    default $request_id;
  }
  # Only on a 429 or a 503 of nginx itself: a service sends its own.
  map "$status $upstream_http_retry_after" $retry_after {
    '429 ' 1;
    '503 ' 5;
    default '';
  }

  map $http_upgrade $connection_upgrade {
    '' '';
    default upgrade;
  }

  # Names are looked up at run time and again every 10 s, so that nginx starts, and stays up, without the services.
  resolver \${NGINX_LOCAL_RESOLVERS} valid=10s ipv6=off;
  resolver_timeout 2s;

  # Connections are kept, but shorter than any service keeps them, and shorter than a pod takes to terminate.
${upstreams(
  options.routes.map(({ to }) => to),
  options.namespace,
)}${limitZones(options.routes.flatMap((route) => limitOf(gateway, route, pods, rateLimit) ?? []))}
  server {
    listen ${port};
    client_max_body_size ${edge.maxBodySize.toKibibytes()}k;
${headers.flatMap(replaceHeader).map(indented).join('')}    add_header Retry-After $retry_after always;
    location = ${healthPath} {
      access_log off;
      default_type text/plain;
      return 200 "OK\\n";
    }
${options.hidden.map((path) => hiddenLocation(gateway, path)).join('')}${options.routes.map((route) => routeLocations(route, options)).join('')}
${errorPages(edge).map(errorPage).join('')}  }
${stats(statsPort)}}
`;
}

function stats(port: number): string {
  return `
  server {
    listen 127.0.0.1:${port};
    access_log off;
    location = /stub_status {
      stub_status;
    }
    location / {
      return 404;
    }
  }
`;
}

function hiddenLocation(gateway: string, path: string): string {
  return matches(checkPath(gateway, 'hidden', path))
    .map((match) => `    location ${match} {\n      return 404;\n    }\n`)
    .join('');
}

function routeLocations(route: RouteEntry, { gateway, edge, pods, rateLimit }: NginxConfOptions): string {
  const { to, path, webSocket = false } = route;
  const limit = limitOf(gateway, route, pods, rateLimit);
  const timeout = webSocket ? Duration.hours(1) : (route.timeout ?? edge.timeout);
  return matches(path)
    .map(
      (match) => `
    location ${match} {
      proxy_pass http://${upstreamName(to)};
      proxy_http_version 1.1;
      proxy_set_header Host $http_host;
      proxy_set_header X-Real-IP $remote_addr;
      proxy_set_header X-Forwarded-For $remote_addr;
      proxy_set_header X-Forwarded-Host $http_host;
      proxy_set_header X-Forwarded-Proto $client_scheme;
      proxy_set_header X-Request-ID $client_request_id;
${untrusted.map((name) => `      proxy_set_header ${name} "";\n`).join('')}      proxy_set_header Connection ${webSocket ? '$connection_upgrade' : '""'};
${webSocket ? '      proxy_set_header Upgrade $http_upgrade;\n' : ''}      proxy_connect_timeout ${connectTimeout};
      proxy_read_timeout ${timeout.toSeconds()}s;
      proxy_send_timeout ${timeout.toSeconds()}s;
${limit ? limitRequests(limit) : ''}    }
`,
    )
    .join('');
}

/** Headers that frameworks trust, and that no proxy in front sets: only a client can have sent them. */
const untrusted = ['Forwarded', 'X-Forwarded-Port', 'X-Forwarded-Prefix', 'X-Forwarded-Ssl'];

/** Locations of a path. A prefix of nginx is not limited to whole segments: `/api` alone would match `/apis` too. */
function matches(path: string): string[] {
  return path === '/' ? ['/'] : [`= ${path}`, `${path}/`];
}

interface Header {
  readonly name: string;
  readonly value: string;
}

function responseHeaders(gateway: string, headers: Readonly<Record<string, string>>): Header[] {
  return Object.entries(headers)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => {
      if (!/^[A-Za-z][A-Za-z0-9-]*$/.test(name) || /["\\\n\r$]/.test(value)) {
        throw new Error(
          `'headers' of '${gateway}' must have names of letters, digits and '-', and values without quotes, '\\', '$' and line breaks, such as { 'X-Frame-Options': 'DENY' }, got { '${name}': '${value}' }`,
        );
      }
      return { name, value };
    });
}

/** Sets a header in the place of that of the service, as two headers of one name would contradict each other. */
function replaceHeader({ name, value }: Header): string[] {
  return [`proxy_hide_header ${name};`, `add_header ${name} "${value}" always;`];
}

function indented(directive: string): string {
  return `    ${directive}\n`;
}

interface ErrorPage {
  /** Statuses of responses that nginx generates itself. Responses of a service are not changed. */
  readonly statuses: string;

  /** Status of the response to the client. */
  readonly status: number;
  readonly error: string;
}

function errorPages({ maxBodySize }: EdgeSettings): ErrorPage[] {
  return [
    { statuses: '404', status: 404, error: 'not found' },
    { statuses: '413', status: 413, error: `the body must have at most ${readable(maxBodySize)}` },
    { statuses: '429', status: 429, error: 'too many requests' },
    { statuses: '502 504', status: 503, error: 'upstream unavailable' },
  ];
}

function errorPage({ statuses, status, error }: ErrorPage): string {
  return `
    error_page ${statuses} =${status} @error_${status};
    location @error_${status} {
      internal;
      default_type application/json;
      return ${status} '{"error":"${error}"}\\n';
    }
`;
}

function readable(size: Size): string {
  const kibibytes = size.toKibibytes();
  return kibibytes % 1024 === 0 ? `${kibibytes / 1024} MiB` : `${kibibytes} KiB`;
}
