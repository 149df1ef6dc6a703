import { join } from 'node:path';
import { kindOnDisk } from '../../../importer/project/disk';
import { isMounted, isOwn, isShared } from '../../../importer/project/mount';
import { mountsOf } from '../../../importer/project/mounts';
import { Project } from '../../../importer/project/project';
import { readCompose } from '../../../importer/read/read-compose';
import { projectFolder } from '../../support/project-folder';
import { projectOf, serviceOf } from '../../support/projects';

const folder = projectFolder({
  'app.conf': 'a: b',
  'token.key': 'x',
  'open.conf': 'password = Long-Enough-1',
  'tls/server.crt': '-----BEGIN PRIVATE KEY-----',
  'conf.d/a.conf': 'a',
  'mixed/conf/b.conf': 'Long-Enough-1',
  'src/index.js': '',
  'uploads/a.png': '',
});

async function kindsOf(mounts: readonly string[], image = 'example/a:1.0.0'): Promise<string[]> {
  const file = join(folder, 'compose.yaml');
  const compose = {
    services: {
      web: { image, build: './src', volumes: mounts, environment: { A_PASSWORD: 'Long-Enough-1' } },
    },
    volumes: { own: {} },
  };
  const model = await readCompose({ files: [file], contents: { [file]: JSON.stringify(compose) } });
  const project = new Project(model, kindOnDisk);
  return mountsOf(serviceOf(project, 'web'), project).map(({ kind }) => kind);
}

describe('what a mount is for', () => {
  test.each([
    ['own:/data', 'own volume'],
    ['/cache', 'anonymous volume'],
    ['./app.conf:/etc/app.conf', 'file'],
    ['./token.key:/etc/token.key', 'secret file'],
    ['./open.conf:/etc/open.conf', 'secret file'],
    ['./tls:/etc/tls:ro', 'secret files'],
    ['./mixed/conf:/etc/conf', 'secret files'],
    ['./conf.d:/etc/web/conf.d', 'files'],
    ['./none.conf:/etc/none.conf', 'missing file'],
    ['./uploads:/uploads', 'data'],
    ['./none:/none', 'data'],
    ['./src:/app/src', 'sources'],
    ['/proc:/proc', 'machine'],
    ['/etc/localtime:/etc/localtime', 'clock'],
    ['/var/run/docker.sock:/var/run/docker.sock', 'socket'],
  ])('%s is for: %s', async (mount, kind) => {
    expect(await kindsOf([mount])).toEqual([kind]);
  });

  test('a folder of the image inside of a mounted one is hidden', async () => {
    expect(await kindsOf(['./src:/app/src', '/app/src/node_modules'])).toEqual(['sources', 'hidden folder']);
  });

  test('a volume of a database is its own, also without a name', async () => {
    expect(await kindsOf(['own:/a', '/data', './uploads:/b'], 'redis:6.2.0')).toEqual([
      'volume of a store',
      'volume of a store',
      'data of a store',
    ]);
  });
});

describe('volumes', () => {
  test('have a name of their own in a service, and are shared if two services, or two mounts, have them', async () => {
    const project = await projectOf(`services:
  web: { image: "a:1.0.0", volumes: ["./a/data:/a", "./b/data:/b", "both:/c", "twice:/d", "twice:/e", "shared:/f"] }
  shared: { image: "a:1.0.0", volumes: ["both:/c", "shared:/f"] }
volumes: { both: , twice: , shared: }`);
    const mounts = mountsOf(serviceOf(project, 'web'), project);

    expect(mounts.filter(isOwn).map(({ volume }) => volume)).toEqual(['data', 'data-2']);
    expect(mounts.filter(isShared).map(({ volume }) => volume)).toEqual([
      'both',
      'twice',
      'twice',
      'shared-volume', // a service has the name
    ]);
    expect(mounts.every(isMounted)).toBe(true);
  });

  test('have a path without a slash at the end, a subfolder and the access of the file', async () => {
    const project = await projectOf(`services:
  web:
    image: "a:1.0.0"
    volumes: [{ type: volume, source: own, target: /data/, read_only: true, volume: { subpath: part } }]
volumes: { own: }`);

    expect(mountsOf(serviceOf(project, 'web'), project)).toMatchObject([
      { target: '/data', isReadOnly: true, subPath: 'part' },
    ]);
  });
});
