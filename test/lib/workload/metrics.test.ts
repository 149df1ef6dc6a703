import { Metrics, type Signals, WebService } from '../../../lib';
import { syntaxErrors } from '../../support/promql';
import { testStack } from '../../support/stack';

function serviceWith(metrics: Metrics): WebService {
  return new WebService(testStack(), 'api', { image: 'api:1', port: 8000, metrics });
}

function signalsOf(metrics: Metrics): Signals {
  return serviceWith(metrics).signals();
}

function pathOf(metrics: Metrics): string | undefined {
  return serviceWith(metrics).addScrapeTarget().path;
}

function asked({ panels, alerts }: Signals): string[] {
  return [...panels.flatMap(({ queries }) => Object.values(queries)), ...alerts.map(({ expr }) => expr)];
}

describe('Metrics', () => {
  test('are where their library has them, unless told otherwise', () => {
    expect(pathOf(Metrics.fromPrometheusClient())).toBe('/metrics');
    expect(pathOf(Metrics.fromMicrometer())).toBe('/actuator/prometheus');
    expect(pathOf(Metrics.fromPrometheusClient('/numbers'))).toBe('/numbers');
  });

  test.each([
    ['Prometheus clients', Metrics.fromPrometheusClient(), 'http_requests_total{job="api",status=~"5.."}'],
    [
      'Micrometer',
      Metrics.fromMicrometer(),
      'http_server_requests_seconds_count{job="api",uri!~"/actuator.*",status=~"5.."}',
    ],
  ])('have the names of %s, in PromQL', (_, metrics, failed) => {
    const expressions = asked(signalsOf(metrics));

    expect(expressions.flatMap(syntaxErrors)).toEqual([]);
    expect(expressions.join('\n')).toContain(failed);
  });

  test('never report a failure without traffic', () => {
    const failing = signalsOf(Metrics.fromPrometheusClient()).alerts.find(
      ({ name }) => name === 'RequestsFail',
    );

    expect(failing?.expr).toMatch(/or vector\(0\)\) \/ sum\(rate\(.*\)\) > 0\.05$/);
    expect(failing?.for.toMinutes()).toBe(2); // as long as the window: what was over never fires
  });
});
