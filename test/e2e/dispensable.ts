/** Workloads without which the tests of a stack go on, where SLIPWAY_E2E_WITHOUT names them, as their image can't be had. */
export const dispensable: Readonly<Record<string, readonly string[]>> = {
  'flask-nginx': ['grafana'],
  'fastapi-mongo': ['grafana', 'pgadmin', 'mongo-express', 'mongodb-exporter'],
};

/** What SLIPWAY_E2E_WITHOUT names. */
export const absent: readonly string[] = (process.env.SLIPWAY_E2E_WITHOUT ?? '').split(',').filter(Boolean);
