import { leftOutOf, placesOf, readFiles, readText } from '../../support/compose-files';

const places = async (text: string, options = {}) => placesOf(await readText(text, options));
const inService = (lines: string) => `services:\n  web:\n    image: web\n${lines}`;

describe('a leaf', () => {
  test('is where its value is written', async () => {
    const found = await places(
      `name: shop\n${inService('    deploy:\n      resources: { limits: { memory: 512M } }\n')}`,
    );

    expect(found).toMatchObject({
      name: 'compose.yaml:1:7 file',
      'services.web.image': 'compose.yaml:4:12 file',
      'services.web.deploy.resources.limits.memory': 'compose.yaml:6:38 file',
    });
  });

  test('that Compose adds is at the nearest value around it', async () => {
    expect(
      await places(inService('volumes:\n  data:\n'.replace(/^/, '    volumes: ["data:/data"]\n'))),
    ).toMatchObject({
      name: 'compose.yaml:1:1 default',
      'networks.default.name': 'compose.yaml:1:1 default',
      'services.web.networks.default': 'compose.yaml:2:3 default',
      'volumes.data.name': 'compose.yaml:6:3 default',
    });
  });

  test('of disabled services and unused volumes is found, too', async () => {
    const text = 'services:\n  web: { image: a, profiles: [x] }\nvolumes:\n  old: { driver: d }\n';

    expect(await places(text)).toMatchObject({
      'services.web.image': 'compose.yaml:2:17 file',
      'services.web.profiles[0]': 'compose.yaml:2:31 file',
      'volumes.old.driver': 'compose.yaml:4:18 file',
    });
  });

  test('has a quoted key where that has dots', async () => {
    expect(
      await places(inService('    labels:\n      a.b: x\n      - c\n'.replace('      - c\n', ''))),
    ).toHaveProperty(['services.web.labels["a.b"]'], 'compose.yaml:5:12 file');
  });

  test('of a job is found', async () => {
    const text = 'services: {}\njobs:\n  a:\n    image: b\n    triggers: { manual: true }\n';

    expect(await places(text)).toMatchObject({ 'jobs.a.image': 'compose.yaml:4:12 file' });
  });
});

describe('short syntax', () => {
  test('of ports: each leaf is at its text, and what the text does not say is a default', async () => {
    const lines =
      '    ports:\n      - "8080:80"\n      - 53:53/udp\n      - target: 90\n        published: "91"\n';

    expect(await places(inService(lines))).toMatchObject({
      'services.web.ports[0].target': 'compose.yaml:5:9 file',
      'services.web.ports[0].published': 'compose.yaml:5:9 file',
      'services.web.ports[0].protocol': 'compose.yaml:5:9 default',
      'services.web.ports[0].mode': 'compose.yaml:5:9 default',
      'services.web.ports[1].protocol': 'compose.yaml:6:9 file',
      'services.web.ports[2].target': 'compose.yaml:7:17 file',
      'services.web.ports[2].published': 'compose.yaml:8:20 file',
    });
  });

  test('of a range of ports: each port is at it', async () => {
    expect(await places(inService('    ports: ["3000-3002:3000-3002", "80:80"]\n'))).toMatchObject({
      'services.web.ports[0].target': 'compose.yaml:4:13 file',
      'services.web.ports[2].target': 'compose.yaml:4:13 file',
      'services.web.ports[3].target': 'compose.yaml:4:36 file',
    });
  });

  test('of volumes, build, commands and health checks', async () => {
    const lines = `    build: app
    command: sh -c "echo 'a b'"
    healthcheck: { test: curl -f localhost }
    volumes:
      - ./data:/var/lib/data:ro
      - cache:/cache
    tmpfs: /tmp
`;

    expect(await places(inService(`${lines}volumes: { cache: }\n`))).toMatchObject({
      'services.web.build.context': 'compose.yaml:4:12 file',
      'services.web.build.dockerfile': 'compose.yaml:4:12 default',
      'services.web.command[0]': 'compose.yaml:5:14 file',
      'services.web.command[2]': 'compose.yaml:5:14 file',
      'services.web.healthcheck.test[0]': 'compose.yaml:6:26 default',
      'services.web.healthcheck.test[1]': 'compose.yaml:6:26 file',
      'services.web.volumes[0].source': 'compose.yaml:8:9 file',
      'services.web.volumes[0].target': 'compose.yaml:8:9 file',
      'services.web.volumes[1].source': 'compose.yaml:9:9 file',
      'services.web.tmpfs[0]': 'compose.yaml:10:12 file',
    });
  });

  test('of lists that become mappings', async () => {
    const lines = `    environment:
      - A=1
      - B=x=y
      - C=
    depends_on: [db]
    networks:
      - front
    extra_hosts: { a: 10.0.0.1 }
    ulimits: { nofile: 5 }
  db: { image: db }
networks: { front: }
`;

    expect(await places(inService(lines))).toMatchObject({
      'services.web.environment.A': 'compose.yaml:5:9 file',
      'services.web.environment.B': 'compose.yaml:6:9 file',
      'services.web.environment.C': 'compose.yaml:7:9 file',
      'services.web.depends_on.db.condition': 'compose.yaml:8:18 default',
      'services.web.networks.front': 'compose.yaml:10:9 file',
      'services.web.extra_hosts[0]': 'compose.yaml:11:23 file',
      'services.web.ulimits.nofile': 'compose.yaml:12:24 file',
    });
  });
});

describe('variables', () => {
  test('make a leaf one of a variable', async () => {
    const lines = '    hostname: ${HOST:-a}\n    ports: ["${PORT}:80"]\n    command: echo $$HOME\n';

    expect(await places(inService(lines), { env: { PORT: '8080' } })).toMatchObject({
      'services.web.hostname': 'compose.yaml:4:15 variable',
      'services.web.ports[0].published': 'compose.yaml:5:13 variable',
      'services.web.command[1]': 'compose.yaml:6:14 file',
    });
  });

  test('without a value in the file come from the environment', async () => {
    const lines =
      '    environment:\n      - A\n      - B=1\n  two:\n    image: x\n    environment:\n      A:\n';

    expect(await places(inService(lines), { env: { A: 'secret' } })).toMatchObject({
      'services.web.environment.A': 'compose.yaml:5:9 variable',
      'services.web.environment.B': 'compose.yaml:6:9 file',
      'services.two.environment.A': 'compose.yaml:10:7 variable',
    });
  });

  test('of an env_file are at its line, the last file first', async () => {
    const files = {
      'compose.yaml': inService('    env_file: [a.env, { path: b.env }]\n    environment: { C: 1 }\n'),
      'a.env': '# A=0\nA=1\nB=1\nC=2\n',
      'b.env': '\nexport B=2\n',
    };

    expect(placesOf(await readFiles(files))).toMatchObject({
      'services.web.environment.A': 'a.env:2:1 env_file',
      'services.web.environment.B': 'b.env:2:8 env_file',
      'services.web.environment.C': 'compose.yaml:5:23 file',
    });
  });
});

describe('anchors', () => {
  test('lead to the place where the value is written', async () => {
    const text = `x-env: &env
  A: 1
  B: 1
services:
  web:
    image: web
    environment:
      <<: *env
      B: 2
  two:
    image: two
    environment: *env
`;

    expect(await places(text)).toMatchObject({
      'services.web.environment.A': 'compose.yaml:2:6 file',
      'services.web.environment.B': 'compose.yaml:9:10 file',
      'services.two.environment.B': 'compose.yaml:3:6 file',
      'x-env.A': 'compose.yaml:2:6 file',
    });
  });
});

test('extensions of a service, env_file and the version are left out', async () => {
  const files = {
    'compose.yaml': `version: '3'\n${inService('    x-team: { size: 3 }\n    env_file: a.env\n')}`,
    'a.env': 'A=1\n',
  };

  expect(leftOutOf(await readFiles(files))).toEqual([
    'compose.yaml:1:10 version 3',
    'compose.yaml:5:21 services.web.x-team.size 3',
    'compose.yaml:6:15 services.web.env_file a.env',
  ]);
});

test('an empty mapping to which Compose adds something is not left out', async () => {
  const text = `${inService('    volumes: ["a:/a", "b:/b"]\n    labels: {}\n')}volumes: { a: {}, b: }\n`;

  expect(leftOutOf(await readText(text))).toEqual(['compose.yaml:5:13 services.web.labels ']);
});

test('files that Compose refuses have no places', async () => {
  expect(await places('services: 5\n')).toEqual({});
});
