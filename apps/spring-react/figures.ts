import { Cpu, type Resources, Size } from '../../lib';

/** What each service is promised and may use at most, as in compose.yaml. */
export const figures = {
  nginx: resources([250, 1000], [64, 256]),
  frontend: resources([250, 1000], [128, 512]),
  backend: resources([500, 2000], [512, 1536]),
  postgres: resources([500, 2000], [512, 2048]),
  adminer: resources([100, 500], [64, 256]),
};

/** From thousandths of a processor, and from mebibytes. */
function resources(cpu: readonly [number, number], memory: readonly [number, number]): Resources {
  return {
    cpu: { request: Cpu.millis(cpu[0]), limit: Cpu.millis(cpu[1]) },
    memory: { request: Size.mebibytes(memory[0]), limit: Size.mebibytes(memory[1]) },
  };
}
