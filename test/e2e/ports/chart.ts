import type { Construct } from 'constructs';
import { type Environment, Probe, PublishedPorts, Stack, WebService, Worker } from '../../../lib';

const config = `pid /tmp/nginx.pid;
error_log /dev/stderr;
events {}
stream {
  server { listen 5353; return "$protocol from $remote_addr\\n"; }
  server { listen 5353 udp; return "$protocol from $remote_addr\\n"; }
}
http {
  access_log off;
  client_body_temp_path /tmp/body;
  proxy_temp_path /tmp/proxy;
  fastcgi_temp_path /tmp/fastcgi;
  uwsgi_temp_path /tmp/uwsgi;
  scgi_temp_path /tmp/scgi;
  server { listen 8080; location / { return 200 "http\\n"; } }
}
`;

/** A server that answers by UDP and TCP on one port, as a name server does, and by HTTP on another; and two clients of it. */
class Ports extends Stack {
  constructor(scope: Construct, environment: Environment) {
    super(scope, 'ports', { environment });

    const dns = new WebService(this, 'dns', {
      image: 'nginxinc/nginx-unprivileged:1.29.1-alpine',
      command: ['nginx', '-c', '/etc/dns/nginx.conf', '-g', 'daemon off;'],
      user: 101,
      files: { '/etc/dns/nginx.conf': config },
      ports: { http: 8080, dns: { port: 5353, protocol: 'UDP' }, 'dns-tcp': 5353 },
      readiness: Probe.fromHttpGet('/', { port: 'http' }),
      liveness: Probe.fromTcpSocket({ port: 'dns-tcp' }),
    });
    new PublishedPorts(this, 'dns-public', { ports: { 53: [dns.at('dns'), dns.at('dns-tcp')] } });

    const client = {
      image: 'redis:7.4.5-alpine',
      command: ['sh', '-c', 'trap exit TERM; sleep infinity & wait'],
      replicas: 1,
    };
    new Worker(this, 'resolver', { ...client, connectsTo: [dns.at('dns'), dns.at('dns-tcp')] });
    new Worker(this, 'browser', { ...client, connectsTo: [dns] });
  }
}

export const stacks = { ports: Ports };
