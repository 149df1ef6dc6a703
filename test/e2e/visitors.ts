import { setTimeout as sleep } from 'node:timers/promises';
import type { Site } from './site';

/** Light traffic: each path is asked for about once a second. */
export class Visitors {
  private stay = false;
  private visit = Promise.resolve();

  constructor(
    private readonly site: Site,
    private readonly paths: readonly string[],
  ) {}

  public come(): void {
    this.stay = true;
    this.visit = this.ask();
  }

  public async leave(): Promise<void> {
    this.stay = false;
    await this.visit;
  }

  private async ask(): Promise<void> {
    while (this.stay) {
      // What they are answered is seen in Prometheus.
      await Promise.allSettled(this.paths.map((path) => this.site.ask(path)));
      await sleep(1000);
    }
  }
}
