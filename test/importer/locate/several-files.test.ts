import { leftOutOf, placesOf, readFiles } from '../../support/compose-files';

const inService = (lines: string) => `services:\n  web:\n    image: web\n${lines}`;

describe('several files', () => {
  const base = inService(
    '    command: [a]\n    ports: ["80", "81:81"]\n    environment: { A: 1, B: 1 }\n    hostname: a\n',
  );
  const of = async (over: string) => {
    const files = { 'compose.yaml': base, 'over.yaml': `services:\n  web:\n${over}` };
    return readFiles(files, { files: Object.keys(files) });
  };

  test('a value is in the last file that says it', async () => {
    const model = await of('    command: [b]\n    ports: ["82"]\n    environment: ["B=2"]\n    hostname:\n');

    expect(placesOf(model)).toMatchObject({
      'services.web.image': 'compose.yaml:3:12 file',
      'services.web.command[0]': 'over.yaml:3:15 override',
      'services.web.ports[0].target': 'compose.yaml:5:13 file',
      'services.web.ports[1].target': 'compose.yaml:5:19 file',
      'services.web.ports[2].target': 'over.yaml:4:13 override',
      'services.web.environment.A': 'compose.yaml:6:23 file',
      'services.web.environment.B': 'over.yaml:5:19 override',
      'services.web.hostname': 'compose.yaml:7:15 file',
    });
  });

  test('!override hides what earlier files say', async () => {
    expect(placesOf(await of('    ports: !override\n      - "81:81"\n'))).toMatchObject({
      'services.web.ports[0].target': 'over.yaml:4:9 override',
    });
  });

  test('!override hides a value that Compose adds again', async () => {
    const files = {
      'compose.yaml': 'services: { web: { build: { context: a, dockerfile: Dockerfile } } }\n',
      'over.yaml': 'services:\n  web:\n    build: !override\n      context: b\n',
    };
    const model = await readFiles(files, { files: Object.keys(files) });

    expect(placesOf(model)).toMatchObject({
      'services.web.build.context': 'over.yaml:4:16 override',
      'services.web.build.dockerfile': 'over.yaml:3:5 default',
    });
  });

  test('what is overridden or reset is left out', async () => {
    const model = await of('    command: [b]\n    ports: !reset []\n    environment: { B: 2 }\n');

    expect(leftOutOf(model)).toEqual([
      'over.yaml:4:19 services.web.ports ',
      'compose.yaml:4:15 services.web.command[0] a',
      'compose.yaml:5:13 services.web.ports[0] 80',
      'compose.yaml:5:19 services.web.ports[1] 81:81',
      'compose.yaml:6:29 services.web.environment.B 1',
    ]);
  });
});

describe('extends and include', () => {
  const files = {
    'compose.yaml': `include: [db/compose.yaml]
services:
  web:
    extends: { file: base.yaml, service: base }
    ports: ["81"]
  two:
    extends: web
`,
    'db/compose.yaml': 'services:\n  db:\n    image: db\n',
    'base.yaml': 'services:\n  base:\n    image: base\n    ports: ["80"]\n',
  };

  test('lead to the file in which a value is written', async () => {
    expect(placesOf(await readFiles(files))).toMatchObject({
      'services.db.image': 'db/compose.yaml:3:12 include',
      'services.web.image': 'base.yaml:3:12 extends',
      'services.web.ports[0].target': 'base.yaml:4:13 extends',
      'services.web.ports[1].target': 'compose.yaml:5:13 file',
      'services.two.image': 'base.yaml:3:12 extends',
      'services.two.ports[1].target': 'compose.yaml:5:13 extends',
    });
  });

  test('lead through several files', async () => {
    const chain = {
      'compose.yaml': 'include: [a/compose.yaml]\nservices: { web: { image: web, depends_on: [deep] } }\n',
      'over.yaml': 'services: { base: { hostname: c } }\n',
      'a/compose.yaml': `include: [../b/compose.yaml]
services:
  base: { image: base, hostname: a }
  mid: { extends: base }
`,
      'b/compose.yaml': 'services: { deep: { extends: { file: ../c.yaml, service: c } } }\n',
      'c.yaml': 'services: { c: { extends: d, command: [c] }, d: { image: d } }\n',
    };
    const model = await readFiles(chain, { files: ['compose.yaml', 'over.yaml'] });

    expect(placesOf(model)).toMatchObject({
      'services.deep.image': 'c.yaml:1:58 extends',
      'services.deep.command[0]': 'c.yaml:1:40 extends',
      'services.base.hostname': 'over.yaml:1:31 override',
      'services.mid.hostname': 'a/compose.yaml:3:34 extends',
    });
    expect(leftOutOf(model)).toContain('a/compose.yaml:1:11 include[0] ../b/compose.yaml');
  });

  test('and are left out themselves', async () => {
    expect(leftOutOf(await readFiles(files))).toEqual([
      'compose.yaml:1:11 include[0] db/compose.yaml',
      'compose.yaml:4:22 services.web.extends.file base.yaml',
      'compose.yaml:4:42 services.web.extends.service base',
      'compose.yaml:7:14 services.two.extends web',
    ]);
  });
});
