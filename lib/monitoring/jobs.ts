import type { Endpoint } from '../core/endpoint';
import { checkName } from '../core/check';
import type { ScrapeConfig } from '../core/signals';

/** @internal A scrape with its job. */
export interface Job extends Required<ScrapeConfig> {
  readonly name: string;
}

/**
 * @internal The scrapes as a list.
 * @throws if one has a name that Prometheus or Kubernetes would not take
 */
export function jobs(scrapeConfigs: Readonly<Record<string, Endpoint | ScrapeConfig>>): Job[] {
  return Object.entries(scrapeConfigs).map(([name, target]) => {
    if (name === 'prometheus') {
      throw new Error(`'scrapeConfigs' must not name the job 'prometheus': it scrapes itself without being told`);
    }
    const scrape = 'to' in target ? target : { to: target };
    const checked = checkName(`the name of a job in 'scrapeConfigs'`, name, nameLimit);
    return { path: '/metrics', readiness: false, ...scrape, name: checked };
  });
}

const nameLimit = {
  most: 55,
  why: `its pods are found by the Service '<name>-metrics', and the name of a Service has at most 63`,
};
