import type { Container, Probe } from 'kubernetes-types/core/v1';
import { type ImportedFile, importOf } from '../../support/imports';

let file: ImportedFile;

beforeAll(async () => {
  file = await importOf(`name: pulses
services:
  url:
    image: example/url:1.0.0
    ports: ["8000:8000"]
    healthcheck:
      test: curl -fsS http://localhost:8000/alive || exit 1
      interval: 1m30s
      timeout: 10s
      retries: 4
      start_period: 40s
      start_interval: 2s
  other-port:
    image: example/other-port:1.0.0
    ports: ["8000:8000"]
    healthcheck:
      test: ["CMD", "wget", "--spider", "-q", "http://127.0.0.1:9200/up?deep=0"]
  none:
    image: example/none:1.0.0
    ports: ["8000:8000"]
    healthcheck: { test: ["NONE"] }
  disabled:
    image: example/disabled:1.0.0
    ports: ["8000:8000"]
    healthcheck: { disable: true }
  shell:
    image: example/shell:1.0.0
    healthcheck:
      test: ["CMD-SHELL", "kill -0 $$(cat /run/shell.pid) && [ -f /tmp/up ]"]
      interval: 5s
  of-image:
    image: example/of-image:1.0.0
    ports: ["8000:8000"]
    healthcheck: { interval: 10s }
`);
});

const containerOf = (service: string): Container =>
  (file.objects.pod(`Deployment/${service}`, 'containers') as [Container])[0];
const lasts = ({ periodSeconds = 0, failureThreshold = 0 }: Probe = {}): number =>
  periodSeconds * failureThreshold;

describe('forms of a health check', () => {
  test('a URL of the container is asked by HTTP, with the times of the file', () => {
    const { readinessProbe, startupProbe } = containerOf('url');

    expect(readinessProbe).toMatchObject({
      httpGet: { path: '/alive', port: 8000 },
      periodSeconds: 90,
      timeoutSeconds: 10,
      failureThreshold: 4,
    });
    expect(startupProbe).toMatchObject({ httpGet: { path: '/alive' }, periodSeconds: 2 });
    expect(lasts(startupProbe)).toBeGreaterThanOrEqual(40);
  });

  test('a URL of another port is asked by the command, without a shell', () => {
    const { readinessProbe, startupProbe } = containerOf('other-port');
    const exec = { command: ['wget', '--spider', '-q', 'http://127.0.0.1:9200/up?deep=0'] };

    expect(readinessProbe?.exec).toEqual(exec);
    expect(startupProbe?.exec).toEqual(exec);
  });

  test.each([
    ['none', 'healthcheck.test[0]'],
    ['disabled', 'healthcheck.disable'],
  ])('without a check (%s) the ledger says what slipway adds', (service, path) => {
    const { readinessProbe, startupProbe, livenessProbe } = containerOf(service);

    for (const probe of [readinessProbe, startupProbe, livenessProbe])
      expect(probe?.exec ?? probe?.httpGet).toBeUndefined();
    expect(file.entry(`services.${service}.${path}`).why).toContain('slipway adds probes that only connect');
  });

  test('a text is run by a shell, unchanged', () => {
    expect(containerOf('shell').readinessProbe?.exec?.command).toEqual([
      '/bin/sh',
      '-c',
      'kill -0 $(cat /run/shell.pid) && [ -f /tmp/up ]',
    ]);
    expect(file.objects.names).not.toContain('Service/shell');
  });

  test('one of the image is not asked, as the ledger says', () => {
    const { readinessProbe, startupProbe } = containerOf('of-image');

    expect(readinessProbe?.exec ?? startupProbe?.exec).toBeUndefined();
    expect(file.entry('services.of-image.healthcheck.interval')).toMatchObject({
      fate: 'refused',
      why: 'The test is in the image, where slipway does not look.',
    });
  });

  test('a check that fails restarts nobody later than at the start, which the ledger says', () => {
    for (const service of ['url', 'other-port', 'shell']) {
      const { livenessProbe } = containerOf(service);
      expect(livenessProbe?.exec ?? livenessProbe?.httpGet).toBeUndefined();
      expect(file.entry(`services.${service}.healthcheck.test[1]`).why).toMatch(
        /ten minutes after the start/i,
      );
    }
  });

  test('times that are left out are those of Docker', () => {
    expect(containerOf('other-port').readinessProbe).toMatchObject({
      periodSeconds: 30,
      timeoutSeconds: 30,
      failureThreshold: 3,
    });
  });
});
