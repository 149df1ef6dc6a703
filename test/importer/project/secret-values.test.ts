import { segmentsOf } from '../../../importer/project/secret-values';
import { projectOf, serviceOf } from '../../support/projects';

describe('the segments of a variable', () => {
  test.each([
    ['MODE', 'prod', ['prod']],
    ['DB_PASSWORD', 'hunter2', [{ secret: 'hunter2' }]],
    ['DB_PASSWORD_FILE', '/run/secrets/db', ['/run/secrets/db']],
    ['URL', 'http://web:80/', ['http://web:80/']],
    ['URL', 'postgres://me:pw1@db/x', ['postgres://me:', { secret: 'pw1' }, '@db/x']],
    [
      'URLS',
      'amqp://a:p1@q amqp://b:p2@q',
      ['amqp://a:', { secret: 'p1' }, '@q amqp://b:', { secret: 'p2' }, '@q'],
    ],
    ['DATA_SOURCE', 'me:pw1@tcp(db:3306)/x', ['me:', { secret: 'pw1' }, '@tcp(db:3306)/x']],
    ['CONNECTION', 'Server=db;Password=pw1;User=sa', ['Server=db;Password=', { secret: 'pw1' }, ';User=sa']],
  ])('%s=%s are %j', (name, value, expected) => {
    expect(segmentsOf(name, value)).toEqual(expected);
  });
});

describe('where secret values are kept', () => {
  test('a value that several have is kept once, by the database first', async () => {
    const project = await projectOf(`services:
  web: { image: "a:1.0.0", environment: { PASSWORD: same-value, URL: "postgres://app:same-value@db/app" } }
  db:
    image: postgres:17.2
    environment: { POSTGRES_PASSWORD: same-value, POSTGRES_USER: app }
    volumes: ["data:/var/lib/postgresql/data"]
volumes: { data: }`);

    expect(project.secrets.placeOf('same-value')).toMatchObject({
      secret: 'db-app',
      key: 'password',
      isOfDatabase: true,
    });
    expect(project.secrets.keysOf(serviceOf(project, 'web'))).toEqual([]);
    expect(project.secrets.placeOf('another')).toBeUndefined();
  });

  test('its key is the variable that has it alone, and differs from that of another value', async () => {
    const project = await projectOf(`services:
  web: { image: "a:1.0.0", environment: { A_URL: "x://u:first@h", A_PASSWORD: first, A_URL_PASSWORD: second, B_URL: "x://u:third@h" } }`);
    const keys = project.secrets.keysOf(serviceOf(project, 'web')).map(({ key, value }) => `${key}=${value}`);

    expect(keys.sort()).toEqual(['A_PASSWORD=first', 'A_URL_PASSWORD=second', 'B_URL_PASSWORD=third']);
  });
});
