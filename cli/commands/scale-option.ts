import { InvalidArgumentError } from 'commander';
import type { Scale } from '../../engine/stack/scale';

/** Reads `grafana=0`, as `docker compose up --scale` takes it, and adds it to those before. */
export function parseScale(text: string, before: Scale): Scale {
  const [, name, replicas] = /^([\w-]+)=(\d+)$/.exec(text) ?? [];
  if (name === undefined) throw new InvalidArgumentError(`It must be like 'grafana=0'.`);
  return { ...before, [name]: Number(replicas) };
}
