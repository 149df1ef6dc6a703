import { renamed } from '../../../importer/project/host-names';
import { imageOf, movingTags } from '../../../importer/project/image';
import { legalName } from '../../../importer/project/service';
import { projectOf, serviceOf } from '../../support/projects';

describe('the image of a service', () => {
  test('has the name that Compose gives if it is built', async () => {
    const project = await projectOf('name: shop\nservices: { web: { build: . }, db: { image: "a:1.0.0" } }');

    expect(imageOf(serviceOf(project, 'web'), 'shop')).toBe('shop-web:latest');
    expect(movingTags(project.all(), 'shop')).toEqual(['shop-web:latest']);
  });
});

describe('the services', () => {
  test('have the order of the files', async () => {
    const project = await projectOf('services: { z: { image: a }, a: { image: a }, m: { image: a } }');

    expect(project.all().map(({ name }) => name)).toEqual(['z', 'a', 'm']);
  });

  test.each([
    ['{ image: a, restart: "no" }', 'Job'],
    ['{ image: a, restart: "no", ports: ["80:80"] }', 'Deployment'],
    ['{ image: postgres:17.2, restart: "no" }', 'StatefulSet'],
    ['{ image: a, deploy: { mode: replicated-job }, ports: ["80:80"] }', 'Job'],
    ['{ image: bitnami/redis:7.4.0 }', 'StatefulSet'],
    ['{ image: redis:7.4.5, tmpfs: [/data] }', 'Deployment'],
    ['{ image: a }', 'Deployment'],
  ])('%s is a %s', async (spec, kind) => {
    expect(serviceOf(await projectOf(`services: { web: ${spec} }`), 'web').kind).toBe(kind);
  });
});

test.each([
  ['My_Shop', 'my-shop'],
  ['-a.b-', 'a-b'],
  ['1st', 'x-1st'],
  ['a'.repeat(60), 'a'.repeat(52)],
])('%s becomes the name %s', (name, expected) => {
  expect(legalName(name)).toBe(expected);
});

describe('hosts', () => {
  test.each([
    ['http://Db_Main:5432/Db_Main', '', 'http://db-main:5432/Db_Main'],
    ['user@Db_Main', '', 'user@db-main'],
    ['Db_Main', '', 'db-main'],
    ['Db_Main:5432', '', 'db-main:5432'],
    ['ask Db_Main first', '', 'ask Db_Main first'],
    ['myDb_Main:5432', '', 'myDb_Main:5432'],
    ['Other_Name', 'DB_HOST', 'db-main'],
    ['Other_Name', 'TITLE', 'Other_Name'],
    ['tcp://Other_Name:1', 'TITLE', 'tcp://db-main:1'],
  ])('%s (%s) is written as %s', async (value, variable, expected) => {
    const project = await projectOf(`services:
  Db_Main: { image: "a:1.0.0", container_name: Other_Name, expose: ["1"] }
  web: { image: "a:1.0.0", command: [Db_Main, Other_Name] }`);

    expect(renamed(value, project, variable)).toBe(expected);
  });
});
