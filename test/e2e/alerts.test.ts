import { panelsOf } from '../support/monitoring';
import { testDev } from '../support/stack';
import { manifestsOf } from '../support/stacks';
import { DeployedStack } from './deployed-stack';
import { eventually } from './patience';
import { type AlertState, StackPrometheus } from './prometheus';
import { Site } from './site';
import { Visitors } from './visitors';

// A drill of some minutes, of a stack that is launched as watched: docs/operations.md has what came of it.
const describeDrill = process.env.SLIPWAY_MONITORING === '1' ? describe : describe.skip;

const stack = new DeployedStack('flask-nginx');
const site = new Site('flask-nginx.localhost');
const prometheus = new StackPrometheus(stack);
const visitors = new Visitors(site, ['/', '/notes?limit=1']);

describeDrill('a watched stack (skipped without SLIPWAY_MONITORING=1)', () => {
  jest.setTimeout(900_000);

  beforeAll(async () => {
    await stack.install();
    visitors.come();
    await eventually(async () => {
      expect((await prometheus.targets()).filter(({ health }) => health !== 'up')).toEqual([]);
    });
  }, 900_000);

  afterAll(() => visitors.leave());

  test('has a configuration and rules that promtool has nothing to say against', async () => {
    await expect(prometheus.check()).resolves.toBeUndefined();
  });

  test('has an answer to every question of its dashboard', async () => {
    const panels = panelsOf(manifestsOf('flask-nginx', { ...testDev, monitoring: true }));
    const questions = panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr));

    for (const question of questions) {
      await eventually(async () => {
        const values = await prometheus.query(question.replaceAll('$__rate_interval', '2m'));
        expect([question, values]).toEqual([question, [expect.any(Number), ...values.slice(1)]]);
      });
    }
  });

  test('fires no alert while all is well', async () => {
    await eventually(async () => {
      expect(firing(await prometheus.alerts())).toEqual([]);
    });
  });

  test.each([
    ['postgres', ['postgres DatabaseDown', 'app NothingReady']],
    ['redis', ['redis DatabaseDown']],
  ])('tells that %s is away, and that it is back', async (database, expected) => {
    const clock = new Stopwatch();
    await stack.without(database, async () => {
      clock.start();
      await reach(clock, 'pending', expected);
      await reach(clock, 'firing', expected);
      clock.start();
    });
    await reach(clock, undefined, expected);

    process.stdout.write(`    ${database}: ${clock.laps.join(', ')}\n`);
    expect(firing(await prometheus.alerts())).not.toEqual(expect.arrayContaining(expected));
  });
});

/** Waits until each of the alerts is in the state, and notes the seconds of each. */
async function reach(
  clock: Stopwatch,
  state: AlertState | undefined,
  alerts: readonly string[],
): Promise<void> {
  const open = new Set(alerts);
  // Longer than any of the alerts lasts before it fires.
  for (let attempt = 0; attempt < 2 && open.size > 0; attempt++) {
    await eventually(async () => {
      const states = await prometheus.alerts();
      for (const alert of open) {
        const now = states.get(alert);
        if (now !== state && !(state === 'pending' && now === 'firing')) continue;
        open.delete(alert);
        clock.lap(`${alert} ${state ?? 'resolved'}`);
      }
      if (open.size > 0) throw new Error(`${[...open].join(', ')} not ${state ?? 'resolved'}`);
    }).catch((error: unknown) => {
      if (attempt > 0) throw error;
    });
  }
}

function firing(alerts: ReadonlyMap<string, AlertState>): string[] {
  return [...alerts].filter(([, state]) => state === 'firing').map(([name]) => name);
}

/** Seconds since something happened. */
class Stopwatch {
  public readonly laps: string[] = [];
  private begin = Date.now();

  public start(): void {
    this.begin = Date.now();
  }

  public lap(event: string): void {
    this.laps.push(`${event} after ${((Date.now() - this.begin) / 1000).toFixed(0)} s`);
  }
}
