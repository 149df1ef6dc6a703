import { join } from 'node:path';

/** What is watched beyond what slipway knows of each part; in every environment, as in Compose. */
export const monitoring = {
  always: true,
  rules: join(__dirname, 'prometheus/rules.yml'),
  dashboards: join(__dirname, 'grafana/dashboards'),
};
