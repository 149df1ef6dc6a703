import { FileCluster } from '../../engine/backup/cluster';
import { madeSecret } from '../../engine/deploy/tls-objects';

// Each starts a process of its own, which takes a while on a busy machine.
jest.setTimeout(60_000);

const ingressClass = { kind: 'IngressClass', metadata: { name: 'nginx' } };

describe('slipway diff of production', () => {
  const differences = async (cluster: FileCluster): Promise<readonly string[]> => {
    const { stdout, stderr } = await cluster.slipway(
      'diff',
      '--env',
      'prod',
      '--skip-images',
      '--no-typecheck',
    );
    expect(stderr).toBe('');
    return stdout.split('\n');
  };

  test('shows the certificates that a launch would make, without their keys', async () => {
    const lines = await differences(new FileCluster({}, [ingressClass]));

    expect(lines).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/Secret\/postgres-tls/),
        expect.stringMatching(/Secret\/redis-tls/),
        expect.stringContaining('slipway.dev/ca-hash'),
      ]),
    );
    const values = /BEGIN (CERTIFICATE|PRIVATE KEY)|LS0tLS1CRUdJTi/; // the latter in base64
    expect(lines.filter((line) => values.test(line))).toEqual([]);
  });

  test('warns of a URL with which clients do not verify a database', async () => {
    const uri = Buffer.from('postgresql://notes:secret@postgres:5432/notes').toString('base64');
    const secret = { ...madeSecret(), metadata: { name: 'postgres-app' }, data: { uri } };
    const lines = await differences(new FileCluster({}, [ingressClass, secret]));

    expect(lines).toContainEqual(
      expect.stringContaining("The clients that read 'uri' in Secret/postgres-app do not verify the server"),
    );
  });
});
