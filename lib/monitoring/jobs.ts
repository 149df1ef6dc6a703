import { checkName } from '../core/check';
import type { Endpoint } from '../core/endpoint';
import { checkTcp } from '../core/port';
import type { ScrapeConfig } from '../core/signals';

/** @internal A Prometheus job. */
export interface Job extends Required<ScrapeConfig> {
  readonly name: string;
}

/**
 * @internal The jobs of the scrape configurations of the Prometheus `id`.
 * @throws if an endpoint is not at a TCP port
 * @throws if the name of a job is not a lower-case DNS label of at most 55 characters, or is `prometheus`
 */
export function jobs(id: string, scrapeConfigs: Readonly<Record<string, Endpoint | ScrapeConfig>>): Job[] {
  return Object.entries(scrapeConfigs).map(([name, target]) => {
    if (name === 'prometheus') {
      throw new Error(
        `'scrapeConfigs' of '${id}' must have other jobs than 'prometheus', which is always there, such as 'api', got 'prometheus'`,
      );
    }
    const scrape = 'to' in target ? target : { to: target };
    checkTcp(`'scrapeConfigs.${name}' of '${id}'`, scrape.to);
    const checked = checkName(`the name of a job in 'scrapeConfigs' of '${id}'`, name, nameLimit);
    return { path: '/metrics', readiness: false, ...scrape, name: checked };
  });
}

const nameLimit = {
  most: 55,
  why: `its targets are in the Service '<name>-metrics', and the name of a Service has at most 63`,
};
