import { backupOf, FileCluster } from '../../engine/backup/cluster';
import { documentedJson } from '../../support/documented-json';

// Each starts a process of its own, which takes a while on a busy machine.
jest.setTimeout(60_000);

const damaged = { ...backupOf('redis', '2'), damage: 'the manifest is damaged' };

describe('slipway backups --output json', () => {
  test('prints the manifests of the backups, and ends with 1 where one is damaged', async () => {
    const cluster = new FileCluster({}, [], ['redis'], [backupOf('redis', '1'), damaged]);
    const { status, stdout } = await cluster.slipway('backups', '--output', 'json');

    expect(JSON.parse(stdout)).toEqual({
      stack: 'flask-nginx',
      context: 'staging',
      backups: [backupOf('redis', '1'), damaged],
    });
    expect(status).toBe(1);
  });

  test('is documented with every field that slipway reads of a manifest', () => {
    const [example = {}] = (documentedJson('backups') as { readonly backups: readonly object[] }).backups;

    expect(Object.keys(example)).toEqual(expect.arrayContaining(Object.keys(backupOf('redis', '1'))));
  });

  test('has taken the place of --json', async () => {
    const { status, stderr } = await new FileCluster().slipway('backups', '--json');

    expect(stderr).toContain("unknown option '--json'");
    expect(status).toBe(2);
  });
});
