/** Images that slipway runs where a prop does not name another one. */
export const defaultImages = {
  // renovate: datasource=docker depName=quay.io/prometheuscommunity/postgres-exporter
  postgresExporter: 'quay.io/prometheuscommunity/postgres-exporter:v0.17.1',

  // renovate: datasource=docker depName=prom/mysqld-exporter
  mysqlExporter: 'prom/mysqld-exporter:v0.17.2',

  // renovate: datasource=docker depName=percona/mongodb_exporter
  mongoExporter: 'percona/mongodb_exporter:0.47.1',

  // renovate: datasource=docker depName=oliver006/redis_exporter
  redisExporter: 'oliver006/redis_exporter:v1.74.0',

  // renovate: datasource=docker depName=quay.io/prometheus/memcached-exporter
  memcachedExporter: 'quay.io/prometheus/memcached-exporter:v0.15.3',

  // renovate: datasource=docker depName=nginx/nginx-prometheus-exporter
  nginxExporter: 'nginx/nginx-prometheus-exporter:1.4.2',

  // renovate: datasource=docker depName=prom/prometheus
  prometheus: 'prom/prometheus:v3.5.0',

  // renovate: datasource=docker depName=grafana/grafana
  grafana: 'grafana/grafana:12.1.1',

  // renovate: datasource=docker depName=nginx/nginx-ingress
  ingressController: 'nginx/nginx-ingress:5.5.4',
} as const;
