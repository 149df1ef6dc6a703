import { Duration } from 'cdk8s';
import type { Signals } from '../../core/signals';
import { databaseDown } from '../database-signals';

/**
 * @internal Panels and alerts of a RabbitMQ server, by the metrics of its plugin rabbitmq_prometheus.
 * @see https://github.com/rabbitmq/rabbitmq-server/blob/v4.1.4/deps/rabbitmq_prometheus/metrics.md
 */
export function rabbitMqSignals(host: string): Signals {
  const job = `{job="${host}"}`;
  const perSecond = (counter: string) => `sum(rate(rabbitmq_${counter}${job}[$__rate_interval]))`;
  const memory = `rabbitmq_process_resident_memory_bytes${job} / rabbitmq_resident_memory_limit_bytes${job}`;
  return {
    panels: [
      {
        title: 'Messages',
        unit: 'ops',
        queries: {
          published: perSecond('global_messages_received_total'),
          delivered: perSecond('global_messages_delivered_total'),
        },
      },
      {
        title: 'Errors',
        unit: 'ops',
        queries: {
          'messages without a queue': perSecond('global_messages_unroutable_dropped_total'),
          'messages delivered again': perSecond('global_messages_redelivered_total'),
        },
      },
      {
        title: 'Backlog',
        unit: 'short',
        queries: {
          'ready for delivery': `rabbitmq_queue_messages_ready${job}`,
          'not acknowledged': `rabbitmq_queue_messages_unacked${job}`,
        },
      },
      { title: 'Saturation', unit: 'percentunit', queries: { 'memory up to the watermark': memory } },
      { title: 'Clients', unit: 'short', queries: { connections: `rabbitmq_connections${job}` } },
    ],
    alerts: [
      databaseDown(host, 'up'),
      {
        name: 'PublishersBlocked',
        expr: `max(rabbitmq_alarms_memory_used_watermark${job}) > 0 or max(rabbitmq_alarms_free_disk_space_watermark${job}) > 0`,
        for: Duration.minutes(1),
        severity: 'critical',
        summary: `${host} takes no more messages, as its memory or its disk is full: see why the queues are not emptied, or make 'resources' or 'storage' larger`,
      },
    ],
  };
}
