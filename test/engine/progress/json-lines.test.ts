import { Interrupted } from '../../../engine/base/interrupt';
import { jsonLinesReporter, type ProgressEvent } from '../../../engine/progress/json-lines';
import type { Reporter } from '../../../engine/progress/reporter';

async function eventsOf(work: (reporter: Reporter) => Promise<unknown>): Promise<ProgressEvent[]> {
  const events: ProgressEvent[] = [];
  await work(jsonLinesReporter((event) => events.push(event))).catch(() => undefined);
  return events;
}

const seconds: unknown = expect.any(Number);

describe('JSON lines', () => {
  test('tell when a step starts, changes, prints and is done', async () => {
    const events = await eventsOf((reporter) =>
      reporter.run({
        title: 'Build',
        run: ({ title, line, done }) => {
          title('Build web');
          title('Build web');
          line('Step 1/2');
          done('Built web');
          return Promise.resolve();
        },
      }),
    );

    expect(events).toEqual([
      { event: 'step-started', step: 1, title: 'Build' },
      { event: 'step-changed', step: 1, title: 'Build web' },
      { event: 'step-output', step: 1, text: 'Step 1/2' },
      { event: 'step-done', step: 1, title: 'Built web', seconds },
    ]);
  });

  test('name the step that another is a part of', async () => {
    const events = await eventsOf((reporter) =>
      reporter.run({
        title: 'Wait',
        run: ({ parts }) => {
          parts([{ title: 'db', run: () => Promise.resolve() }]);
          return Promise.resolve();
        },
      }),
    );

    expect(events).toEqual([
      { event: 'step-started', step: 1, title: 'Wait' },
      { event: 'step-started', step: 2, parent: 1, title: 'db' },
      { event: 'step-done', step: 2, title: 'db', seconds },
      { event: 'step-done', step: 1, title: 'Wait', seconds },
    ]);
  });

  test('tell which step has failed, and go no further', async () => {
    const fails = { title: 'Load', run: () => Promise.reject(new Interrupted()) };
    const events = await eventsOf((reporter) =>
      reporter.runAll([fails, { title: 'Apply', run: () => Promise.resolve() }]),
    );

    expect(events).toEqual([
      { event: 'step-started', step: 1, title: 'Load' },
      { event: 'step-failed', step: 1, title: 'Load' },
    ]);
  });

  test('have the texts between steps', async () => {
    const events = await eventsOf((reporter) => {
      reporter.say('\nshop\n');
      reporter.warn('no room');
      return Promise.resolve();
    });

    expect(events).toEqual([
      { event: 'message', text: 'shop' },
      { event: 'warning', text: 'no room' },
    ]);
  });
});
