import { FileCluster } from '../../engine/backup/cluster';

// Each starts a process of its own, which takes a while on a busy machine.
jest.setTimeout(60_000);

function ingress(name: string, host: string, ...paths: readonly string[]): object {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name, namespace: 'flask-nginx' },
    spec: { rules: [{ host, http: { paths: paths.map((path) => ({ path })) } }] },
  };
}

const entrances = [
  ingress('ingress', 'flask-nginx.localhost', '/'),
  ingress('admin', 'admin.localhost', '/users', '/'),
];

/** A cluster, and a desktop whose browser opens this URL and no other. */
function withBrowser(url: string): FileCluster {
  const cluster = new FileCluster({}, entrances);
  for (const program of ['xdg-open', 'open']) cluster.install(program, `test "$1" = ${url}`);
  return cluster;
}

describe('slipway open', () => {
  test('opens the first address of a stack, and prints all', async () => {
    const { status, stdout, stderr } = await withBrowser('http://flask-nginx.localhost').slipway('open');

    expect(stderr).toBe('');
    expect(stdout).toBe(
      'http://flask-nginx.localhost\nOther addresses: http://admin.localhost, http://admin.localhost/users\n',
    );
    expect(status).toBe(0);
  });

  test('prints the address where no browser opens it, and fails', async () => {
    const { status, stdout, stderr } = await withBrowser('http://other.localhost').slipway('open');

    expect(stdout).toContain('http://flask-nginx.localhost\n');
    expect(stderr).toMatch(
      /open' can't open a browser on this machine\. Open http:\/\/flask-nginx\.localhost yourself/,
    );
    expect(status).toBe(1);
  });

  test('only prints the addresses with --print, one a line', async () => {
    const cluster = withBrowser('http://other.localhost');
    const { status, stdout } = await cluster.slipway('open', '--print');

    expect(stdout.split('\n')).toEqual([
      'http://flask-nginx.localhost',
      'http://admin.localhost',
      'http://admin.localhost/users',
      '',
    ]);
    expect(status).toBe(0);
  });

  test('says that a stack has no Ingress, and how to get one', async () => {
    const { status, stderr } = await new FileCluster().slipway('open');

    expect(stderr).toContain("the stack 'flask-nginx' has no address on staging that a browser can open.");
    expect(stderr).toContain("Add new Ingress(this, 'ingress', { to: … }) to apps/flask-nginx/chart.ts.");
    expect(status).toBe(1);
  });

  test('says that a stack is not launched', async () => {
    const cluster = new FileCluster();
    cluster.remove('Deployment/app');
    const { status, stderr } = await cluster.slipway('open');

    expect(stderr).toContain(
      "the stack 'flask-nginx' is not launched on staging. 'npx slipway up flask-nginx --context staging' launches it.",
    );
    expect(status).toBe(1);
  });
});
