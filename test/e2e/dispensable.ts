// Other stacks are watched in development where that is asked for.
const watching = process.env.SLIPWAY_MONITORING === '1' ? ['grafana'] : [];

const ofStacks: Readonly<Record<string, readonly string[]>> = {
  'fastapi-mongo': ['grafana', 'pgadmin', 'mongo-express', 'mongodb-exporter'],
};

/** What SLIPWAY_E2E_WITHOUT names. */
export const absent: readonly string[] = (process.env.SLIPWAY_E2E_WITHOUT ?? '').split(',').filter(Boolean);

/** Workloads of a stack without which its tests go on, as their image can't be had. */
export function leftOutOf(stack: string): readonly string[] {
  return (ofStacks[stack] ?? watching).filter((workload) => absent.includes(workload));
}
