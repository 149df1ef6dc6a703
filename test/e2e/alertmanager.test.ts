import { Testing } from 'cdk8s';
import { dev, Duration, Probe, Prometheus, Size, Stack, WebService } from '../../lib';
import { apply, kubectl } from './cluster';
import { DeployedStack } from './deployed-stack';
import { eventually } from './patience';

const describeDrill = process.env.SLIPWAY_MONITORING === '1' ? describe : describe.skip;

const watched = new DeployedStack('alerted');
const called = new DeployedStack('alertmanager');
const environment = { ...dev(), replicas: 1 };
const port = 9093;

describeDrill('an Alertmanager elsewhere in the cluster (skipped without SLIPWAY_MONITORING=1)', () => {
  beforeAll(async () => {
    await apply([...alertmanager(), ...prometheus()]);
    await called.settled('deployment/alertmanager');
    await watched.settled('statefulset/prometheus');
  }, 300_000);

  afterAll(async () => {
    for (const { name } of [watched, called]) await kubectl('delete', 'namespace', name, '--wait=false');
  });

  test('is told of an alert, and of which stack it is', async () => {
    const ask = ['amtool', 'alert', 'query', `--alertmanager.url=http://127.0.0.1:${port}`, '--output=json'];

    await eventually(async () => {
      const { stdout } = await called.kubectl('exec', 'deployment/alertmanager', '--', ...ask);
      expect(JSON.parse(stdout)).toMatchObject([
        { labels: { alertname: 'Always', part: 'drill', severity: 'warning', namespace: watched.name } },
      ]);
    });
  });
});

function alertmanager(): object[] {
  const stack = new Stack(Testing.app(), called.name, { environment });
  const { connections } = new WebService(stack, 'alertmanager', {
    image: 'prom/alertmanager:v0.28.1',
    port,
    user: 65534,
    args: ['--config.file=/etc/alertmanager/alertmanager.yml', '--storage.path=/alertmanager'],
    files: {
      '/etc/alertmanager/alertmanager.yml': 'route: { receiver: nobody }\nreceivers: [{ name: nobody }]\n',
    },
    emptyDirs: { '/alertmanager': Size.mebibytes(16) },
    readiness: Probe.fromHttpGet('/-/ready'),
  });
  connections.allowFromNamespace(watched.name, port);
  return Testing.synth(stack) as object[];
}

function prometheus(): object[] {
  const stack = new Stack(Testing.app(), watched.name, { environment });
  new Prometheus(stack, 'prometheus', {
    image: 'prom/prometheus:v3.5.0',
    scrapeConfigs: {},
    alerts: {
      drill: [
        {
          name: 'Always',
          expr: 'vector(1)',
          for: Duration.seconds(0),
          severity: 'warning',
          summary: 'This is a drill.',
        },
      ],
    },
    alertmanager: `http://alertmanager.${called.name}:${port}`,
  });
  return Testing.synth(stack) as object[];
}
