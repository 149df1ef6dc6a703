import { InvalidArgumentError } from 'commander';
import type { Scale } from '../../engine/stack/scale';

/** Reads a value such as `grafana=0`, in the syntax of `docker compose up --scale`, and adds it to the earlier ones. */
export function parseScale(text: string, before: Scale): Scale {
  const [, name, replicas] = /^([\w-]+)=(\d+)$/.exec(text) ?? [];
  if (name === undefined) throw new InvalidArgumentError(`Write a workload and a number, such as grafana=0.`);
  return { ...before, [name]: Number(replicas) };
}
