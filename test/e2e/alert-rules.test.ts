import { alertsOf } from '../support/monitoring';
import { cases } from './alert-rules/cases';
import { verdicts } from './alert-rules/promtool';
import { watchedStack } from './alert-rules/stack';

// Needs Docker with the image of Prometheus, and no cluster.
describe('the alert rules of a stack that has each kind of part', () => {
  const stack = watchedStack();
  const alerts = alertsOf(stack).map(({ alert, labels }) => `${labels.part} ${alert}`);
  let said: ReadonlyMap<string, string>;

  beforeAll(() => {
    const image = stack.container('StatefulSet/prometheus', 'image') as string;
    const files = stack.at('ConfigMap/prometheus-files', 'data') as Readonly<Record<string, string>>;
    said = verdicts(image, files['etc_prometheus_alerts.yml'] ?? '', cases);
  });

  test('are those that are tested here', () => {
    expect(cases.map(({ alert }) => alert).sort()).toEqual([...alerts].sort());
  });

  test.each(alerts)('%s fires beyond its threshold once that has lasted, and not before it', (alert) => {
    expect(said.get(alert)).toBe('SUCCESS');
  });
});
