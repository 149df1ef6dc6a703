// In dev a stack has monitoring only on request.
const watching = process.env.SLIPWAY_MONITORING === '1' ? ['grafana'] : [];

const ofStacks: Readonly<Record<string, readonly string[]>> = {
  'fastapi-mongo': ['grafana', 'pgadmin', 'mongo-express', 'mongodb-exporter'],
};

/** The workloads in SLIPWAY_E2E_WITHOUT. */
export const absent: readonly string[] = (process.env.SLIPWAY_E2E_WITHOUT ?? '').split(',').filter(Boolean);

/** Workloads that a stack is tested without, if their image is not available. */
export function leftOutOf(stack: string): readonly string[] {
  return (ofStacks[stack] ?? watching).filter((workload) => absent.includes(workload));
}
