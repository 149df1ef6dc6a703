import { errorsOf, readFiles, readText } from '../../support/compose-files';

/** The service `web` of some files, of which the first `count` are Compose files. */
async function webOf(files: Readonly<Record<string, string>>, count = 1): Promise<unknown> {
  const model = await readFiles(files, { files: Object.keys(files).slice(0, count) });
  expect(errorsOf(model)).toEqual([]);
  return (model.project?.services as Readonly<Record<string, unknown>>).web;
}

const base = `services:
  web:
    image: web
    command: [a]
    ports: ["80", "81"]
    environment: { A: 1, B: 1 }
    labels: { keep: me }
`;

describe('several files', () => {
  test('a later one replaces values, adds to lists, and merges mappings', async () => {
    const over = 'services: { web: { command: [b], ports: ["82"], environment: ["B=2", "C=2"] } }\n';

    expect(await webOf({ 'compose.yaml': base, 'over.yaml': over }, 2)).toMatchObject({
      image: 'web',
      command: ['b'],
      ports: [{ target: 80 }, { target: 81 }, { target: 82 }],
      environment: { A: '1', B: '2', C: '2' },
    });
  });

  test('!override replaces a list or a mapping', async () => {
    const over = 'services:\n  web:\n    ports: !override ["82"]\n    environment: !override { C: 2 }\n';
    const web = await webOf({ 'compose.yaml': base, 'over.yaml': over }, 2);

    expect(web).toMatchObject({ ports: [{ target: 82 }] });
    expect(web).toHaveProperty('environment', { C: '2' });
  });

  test('!reset drops a value', async () => {
    const over =
      'services:\n  web:\n    ports: !reset []\n    command: !reset null\n    environment: { A: !reset null }\n';
    const web = await webOf({ 'compose.yaml': base, 'over.yaml': over }, 2);

    expect(web).not.toHaveProperty('ports');
    expect(web).toMatchObject({ command: null, environment: { B: '1' } });
    expect(web).not.toHaveProperty('environment.A');
  });
});

describe('extends', () => {
  const extending = (text: string) => `services:\n  web:\n    extends: ${text}\n    command: [b]\n`;

  test('takes a service of the same file', async () => {
    const text = `${extending('base')}  base:\n    image: base\n    command: [a]\n`;

    expect(await webOf({ 'compose.yaml': text })).toMatchObject({ image: 'base', command: ['b'] });
  });

  test('takes a service of another file, whose paths start there', async () => {
    const files = {
      'compose.yaml': extending('{ file: common/base.yaml, service: base }'),
      'common/base.yaml': 'services: { base: { image: base, volumes: ["./data:/data"] } }\n',
    };
    const model = await readFiles(files);

    expect(model.project).toMatchObject({
      services: { web: { image: 'base', volumes: [{ source: '/shop/common/data' }] } },
    });
    expect(model.references).toEqual([
      { kind: 'extends', data: { file: 'common/base.yaml', service: 'base' } },
    ]);
    expect(Object.keys(model.sources)).toContain('/shop/common/base.yaml');
  });

  test('of each other is refused', async () => {
    const text = `${extending('other')}  other:\n    extends: web\n`;

    expect(errorsOf(await readText(text))).toEqual([expect.stringContaining('Circular reference:')]);
  });

  test('of a service that does not exist is refused at its place', async () => {
    expect(errorsOf(await readText(extending('none')))).toEqual([
      'compose.yaml:3:14 cannot extend service "web" in /shop/compose.yaml: service "none" not found',
    ]);
  });
});

describe('include', () => {
  const files = {
    'compose.yaml': 'include: [db/compose.yaml]\nservices: { web: { image: web, depends_on: [db] } }\n',
    'db/compose.yaml': 'services: { db: { image: "db:$TAG", env_file: db.env } }\n',
    'db/.env': 'TAG=9\n',
    'db/db.env': 'A=1\n',
  };

  test('adds the services of another file, with its own .env and paths', async () => {
    const model = await readFiles(files);

    expect(model.project).toMatchObject({ services: { db: { image: 'db:9', environment: { A: '1' } } } });
    expect(model.references).toEqual([
      { kind: 'include', data: { path: ['db/compose.yaml'], workingdir: '/shop' } },
    ]);
    expect(Object.keys(model.sources).sort()).toEqual(
      Object.keys(files)
        .map((path) => `/shop/${path}`)
        .sort(),
    );
  });

  test('of a file that does not exist is refused', async () => {
    expect(errorsOf(await readText('include: [none.yaml]\nservices: {}\n'))).toEqual([
      expect.stringContaining('/shop/none.yaml'),
    ]);
  });

  test('of each other is refused', async () => {
    const circle = { 'a.yaml': 'include: [b.yaml]\n', 'b.yaml': 'include: [a.yaml]\nservices: {}\n' };

    expect(errorsOf(await readFiles(circle))).toEqual([expect.stringContaining('include cycle detected')]);
  });
});

describe('profiles', () => {
  const text = 'services:\n  web: { image: web }\n  debug: { image: debug, profiles: [dev] }\n';

  test('keep services apart that are not active', async () => {
    const { project, disabled } = await readText(text);

    expect(Object.keys(project?.services ?? {})).toEqual(['web']);
    expect(disabled).toMatchObject({ debug: { image: 'debug', profiles: ['dev'] } });
  });

  test.each([{ profiles: ['dev'] }, { profiles: ['*'] }, { env: { COMPOSE_PROFILES: 'x,dev' } }])(
    'are active with %j',
    async (options) => {
      const { project, disabled } = await readText(text, options);

      expect(Object.keys(project?.services ?? {})).toEqual(['debug', 'web']);
      expect(disabled).toEqual({});
    },
  );

  test('without any active service leave an empty project', async () => {
    const { project, problems } = await readText('services: { a: { image: a, profiles: [x] } }\n');

    expect(project).toMatchObject({ services: {} });
    expect(problems).toEqual([]);
  });
});

describe('anchors', () => {
  test('are followed, and merged by <<', async () => {
    const text = `x-common: &common
  restart: always
  environment: &env { A: 1 }
services:
  web:
    <<: *common
    image: web
    environment: { <<: *env, B: 2 }
`;

    expect(await webOf({ 'compose.yaml': text })).toMatchObject({
      restart: 'always',
      environment: { A: '1', B: '2' },
    });
  });
});

describe('env_file', () => {
  test('is part of environment, which has precedence', async () => {
    const files = {
      'compose.yaml': `services:
  web:
    image: web
    env_file: [a.env, { path: b.env }, { path: none.env, required: false }]
    environment: { C: own }
`,
      'a.env': 'A=a\nB=a\nC=a\n',
      'b.env': 'B=\'$A b\'\nexport D="line"\n',
    };

    expect(await webOf(files)).toMatchObject({ environment: { A: 'a', B: '$A b', C: 'own', D: 'line' } });
  });

  test('that does not exist is an error', async () => {
    const [error] = errorsOf(await readText('services: { web: { image: web, env_file: none.env } }\n'));

    expect(error).toContain('env file /shop/none.env not found');
  });
});

describe('jobs', () => {
  test('are read with their triggers', async () => {
    const text = `services: { web: { image: web } }
jobs:
  report:
    image: web
    command: [report]
    triggers:
      manual: true
      schedule: [{ cron: "0 3 * * *", timezone: UTC, concurrency: forbid }]
`;
    const { project } = await readText(text);

    expect(project).toMatchObject({
      jobs: {
        report: {
          command: ['report'],
          triggers: {
            manual: true,
            schedule: [{ cron: '0 3 * * *', timezone: 'UTC', concurrency: 'forbid' }],
          },
        },
      },
    });
  });
});
