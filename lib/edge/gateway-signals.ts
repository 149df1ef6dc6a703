import { Duration } from 'cdk8s';
import type { Signals } from '../core/signals';
import { nothingReady, podsPanel } from '../workload/pods-signals';
import { connectionsOfNginx } from './nginx-conf';

/**
 * @internal Panels and alerts of a gateway, by the metrics of nginx-prometheus-exporter: requests and connections. The open
 * source nginx counts neither statuses nor durations.
 *
 * @see https://github.com/nginx/nginx-prometheus-exporter
 */
export function gatewaySignals(host: string): Signals {
  const job = `{job="${host}"}`;
  const used = `nginx_connections_active${job} / ${connectionsOfNginx}`;
  return {
    panels: [
      {
        title: 'Traffic',
        unit: 'reqps',
        queries: { 'requests, {{instance}}': `rate(nginx_http_requests_total${job}[$__rate_interval])` },
      },
      {
        title: 'Errors',
        unit: 'ops',
        queries: {
          'connections dropped':
            `sum(rate(nginx_connections_accepted${job}[$__rate_interval])) - ` +
            `sum(rate(nginx_connections_handled${job}[$__rate_interval]))`,
        },
      },
      {
        title: 'Connections',
        unit: 'short',
        queries: {
          active: `sum(nginx_connections_active${job})`,
          'waiting for an answer': `sum(nginx_connections_writing${job})`,
        },
      },
      { title: 'Saturation', unit: 'percentunit', queries: { 'connections of limit, {{instance}}': used } },
      podsPanel(host),
    ],
    alerts: [
      nothingReady(host),
      {
        name: 'ConnectionsNearLimit',
        expr: `${used} > 0.8`,
        for: Duration.minutes(2),
        severity: 'warning',
        summary: `${host} at {{ $labels.instance }} has {{ $value | humanizePercentage }} of its connections in use: see which service behind it is slow, or give it more pods`,
      },
    ],
  };
}
