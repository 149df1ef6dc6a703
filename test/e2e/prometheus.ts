import type { DeployedStack } from './deployed-stack';

/** What a Prometheus says of something that it scrapes. */
export interface Target {
  readonly job: string;

  /** `address:port` */
  readonly instance: string;

  /** `up`, or what went wrong. */
  readonly health: string;
}

/** Pending, until it has lasted for as long as its rule says; then firing. */
export type AlertState = 'pending' | 'firing';

interface Alerts {
  readonly data: {
    readonly alerts: readonly {
      readonly labels: { readonly alertname: string; readonly part?: string };
      readonly state: AlertState;
    }[];
  };
}

interface Targets {
  readonly data: {
    readonly activeTargets: readonly {
      readonly labels: { readonly job: string; readonly instance: string };
      readonly health: string;
      readonly lastError: string;
    }[];
  };
}

interface Vector {
  readonly data: { readonly result: readonly { readonly value: readonly [number, string] }[] };
}

/** The Prometheus of a stack, asked from inside its pod: no way leads there from outside. */
export class StackPrometheus {
  constructor(private readonly stack: DeployedStack) {}

  /** Everything that it scrapes, sorted by job. */
  public async targets(): Promise<readonly Target[]> {
    const { data } = await this.ask<Targets>('targets?state=active');
    return data.activeTargets
      .map(({ labels: { job, instance }, health, lastError }) => ({
        job,
        instance,
        health: health === 'up' ? health : `${health}: ${lastError}`,
      }))
      .sort((a, b) => a.job.localeCompare(b.job));
  }

  /** The values of a query at this moment. */
  public async query(query: string): Promise<readonly number[]> {
    const { data } = await this.ask<Vector>(`query?query=${encodeURIComponent(query)}`);
    return data.result.map(({ value: [, value] }) => Number(value));
  }

  /** State of each alert that has one, by the part of the stack and its name: `postgres DatabaseDown`. */
  public async alerts(): Promise<ReadonlyMap<string, AlertState>> {
    const { data } = await this.ask<Alerts>('alerts');
    return new Map(data.alerts.map(({ labels, state }) => [`${labels.part} ${labels.alertname}`, state]));
  }

  /** Has promtool check the configuration and the rules; rejects with what it finds. */
  public async check(): Promise<void> {
    await this.stack.kubectl(
      ...['exec', 'prometheus-0', '--', 'promtool', 'check', 'config', '/etc/prometheus/prometheus.yml'],
    );
  }

  private async ask<T>(question: string): Promise<T> {
    const url = `http://127.0.0.1:9090/api/v1/${question}`;
    const { stdout } = await this.stack.kubectl('exec', 'prometheus-0', '--', 'wget', '-qO-', url);
    return JSON.parse(stdout) as T;
  }
}
