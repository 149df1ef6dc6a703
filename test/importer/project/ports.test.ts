import { join } from 'node:path';
import { kindOnDisk } from '../../../importer/project/disk';
import { Project } from '../../../importer/project/project';
import { readCompose } from '../../../importer/read/read-compose';
import { newFolder } from '../../support/project-folder';
import { projectOf, serviceOf } from '../../support/projects';

/** The ports of the service `web`, as `name 80/TCP`. */
async function portsOf(spec: string, others = ''): Promise<string[]> {
  const project = await projectOf(`services:\n  web: ${spec}\n${others}`);
  return listed(project);
}

function listed(project: Project): string[] {
  const ports = project.portsOf(serviceOf(project, 'web'));
  return ports.map(({ name, port, protocol }) => `${name} ${port}/${protocol}`);
}

describe('the ports of a service', () => {
  test.each([
    ['{ image: a, ports: ["80:8080"] }', ['http 8080/TCP']],
    ['{ image: a, expose: ["8080", "53/udp"] }', ['http 8080/TCP', 'udp-53 53/UDP']],
    ['{ image: a, ports: ["80:8080"], expose: ["8080", "9100"] }', ['http 8080/TCP', 'tcp-9100 9100/TCP']],
    ['{ image: a, ports: ["53:53", "53:53/udp"] }', ['dns 53/TCP', 'udp-53 53/UDP']],
    ['{ image: a, ports: [{ target: 70, name: A long name of a port }] }', ['a-long-name-of 70/TCP']],
    ['{ image: a, ports: [{ target: 70, name: "1" }] }', ['http 70/TCP']],
    ['{ image: a, expose: ["3000-3005"] }', []],
    ['{ image: a, healthcheck: { test: curl -f http://localhost:4000/ } }', ['http 4000/TCP']],
    ['{ image: postgres:17.2 }', ['postgresql 5432/TCP']],
    ['{ image: nats:2.12.0, expose: ["53/udp"] }', ['udp-53 53/UDP', 'tcp-4222 4222/TCP']],
    [
      '{ image: a, build: { context: ., dockerfile_inline: "FROM b\\nEXPOSE 7000 53/udp $PORT\\n" } }',
      ['http 7000/TCP', 'udp-53 53/UDP'],
    ],
    ['{ image: a }', []],
  ])('of %s are %j', async (spec, expected) => {
    expect(await portsOf(spec)).toEqual(expected);
  });

  test('are those at which other services name it, in variables and commands', async () => {
    const others =
      '  other: { image: b, environment: { URL: "http://web:7000/" }, command: [--to, "web:7001"] }';

    expect(await portsOf('{ image: a }', others)).toEqual(['http 7000/TCP', 'tcp-7001 7001/TCP']);
  });

  test('are those in the files of others, and in its Dockerfile', async () => {
    const folder = newFolder({
      'compose.yaml':
        'services: { web: { build: ./web }, api: { build: ./api }, proxy: { image: b, volumes: ["./conf:/etc/nginx/conf.d:ro"] } }',
      'conf/default.conf': 'server { location / { proxy_pass http://web:8123/; } }',
      'api/Dockerfile': 'FROM scratch\nEXPOSE 9000\n',
    });
    const model = await readCompose({ files: [join(folder, 'compose.yaml')] });
    const project = new Project(model, kindOnDisk);

    expect(listed(project)).toEqual(['http 8123/TCP']);
    expect(project.portsOf(serviceOf(project, 'api')).map(({ port }) => port)).toEqual([9000]);
    expect(project.others.naming(['web'])).toContain('proxy');
  });
});
