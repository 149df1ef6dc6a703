import type { Endpoint } from '../core/endpoint';
import { checkName } from '../core/names';

/** Where the numbers of a job are, if more is to be said than the endpoint. */
export interface Scrape {
  /** Endpoint of which every pod is asked. */
  readonly to: Endpoint;

  /** Path of the numbers, such as `/actuator/prometheus`. @default '/metrics' */
  readonly path?: string;
}

/** @internal A scrape with its job. */
export interface Job extends Required<Scrape> {
  readonly name: string;
}

/**
 * @internal The scrapes as a list.
 * @throws if one is absent, or has a name or a path that Prometheus or Kubernetes would not take
 */
export function jobs(scrapes: Readonly<Record<string, Endpoint | Scrape | undefined>>): Job[] {
  return Object.entries(scrapes).map(([name, target]) => {
    if (!target) {
      throw new Error(
        `'scrapes.${name}' has nothing to scrape; a database or gateway offers its exporter with 'exporterImage'`,
      );
    }
    if (name === 'prometheus') {
      throw new Error(`'scrapes' must not name the job 'prometheus': it scrapes itself without being told`);
    }
    const scrape = 'to' in target ? target : { to: target };
    return { path: '/metrics', ...scrape, name: checkName(`the name of a job in 'scrapes'`, name) };
  });
}
