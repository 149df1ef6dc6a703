import { createSocket } from 'node:dgram';
import { connect } from 'node:net';
import { context, kubectl } from './cluster';
import { run } from './command';
import { DeployedStack } from './deployed-stack';
import { eventually } from './patience';
import { Project } from './project';

type Protocol = 'TCP' | 'UDP';

/** Where test/e2e/kind-config.yaml maps port 30053 of the nodes, by both protocols. */
const published = { host: '127.0.0.1', port: 8153 };

function askByTcp(): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(published);
    socket.setTimeout(3_000, () => socket.destroy(new Error('no answer by TCP')));
    socket.once('error', reject).once('data', (data) => {
      resolve(data.toString());
      socket.destroy();
    });
  });
}

function askByUdp(): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = createSocket('udp4');
    const timer = setTimeout(() => {
      socket.close();
      reject(new Error('no answer by UDP'));
    }, 3_000);
    socket.once('error', reject).once('message', (data) => {
      clearTimeout(timer);
      socket.close();
      resolve(data.toString());
    });
    socket.send('?', published.port, published.host);
  });
}

describe('a stack with several ports', () => {
  const project = Project.withStacksOf('ports');
  const stack = new DeployedStack('ports');
  const up = () => project.slipway('up', stack.name, '--context', context);
  let firstLaunch = '';

  /** What a shell command in a workload prints. */
  const inside = async (workload: string, command: string): Promise<string> =>
    (await stack.kubectl('exec', `deployment/${workload}`, '--', 'sh', '-c', `${command} || true`)).stdout;

  beforeAll(async () => {
    const { stdout } = await run('docker', ['port', `${context.replace(/^kind-/, '')}-control-plane`]);
    if (!stdout.includes(`30053/udp -> ${published.host}:${published.port}`))
      throw new Error(`no port leads to 30053/udp: create the cluster again, from test/e2e/kind-config.yaml`);
    firstLaunch = (await up()).stdout;
  }, 900_000);

  afterAll(async () => {
    project.remove();
    await kubectl('delete', 'namespace', stack.name, '--ignore-not-found', '--wait=false');
  });

  test.each<[Protocol, () => Promise<string>]>([
    ['TCP', askByTcp],
    ['UDP', askByUdp],
  ])('answers by %s from outside of the cluster', async (protocol, ask) => {
    await eventually(async () => {
      expect(await ask()).toMatch(new RegExp(`^${protocol} from `));
    });
  });

  test('is published at the addresses that slipway up prints', () => {
    expect(firstLaunch).toContain(`${published.host}:${published.port}     port 53 of Service/dns-public`);
    expect(firstLaunch).toContain(
      `${published.host}:${published.port}     port 53/UDP of Service/dns-public`,
    );
  });

  test('lets a client in at the ports that it names, by both protocols, and at no other', async () => {
    await eventually(async () => {
      expect(await inside('resolver', 'nc -w 3 dns 5353 < /dev/null')).toMatch(/^TCP from /);
      expect(await inside('resolver', 'echo | nc -u -w 3 dns 5353')).toMatch(/^UDP from /);
    });
    expect(await inside('resolver', 'wget -q -T 3 -O - http://dns:8080/')).toBe('');
  });

  test('lets a client in at the main port if it names none, and at no other', async () => {
    await eventually(async () => {
      expect(await inside('browser', 'wget -q -T 3 -O - http://dns:8080/')).toBe('http\n');
    });
    expect(await inside('browser', 'nc -w 3 dns 5353 < /dev/null')).toBe('');
  });

  test('keeps both protocols of one number when it is launched again', async () => {
    const ports = async (service: string) =>
      (
        await stack.kubectl(
          ...['get', 'service', service],
          '--output=jsonpath={range .spec.ports[*]}{.port}/{.protocol} {end}',
        )
      ).stdout.trim();
    expect((await up()).stdout).toContain('ports is up, unchanged');

    expect(await ports('dns')).toBe('8080/TCP 5353/UDP 5353/TCP');
    expect(await ports('dns-public')).toBe('53/UDP 53/TCP');
  });
});
