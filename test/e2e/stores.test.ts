import { context, kubectl } from './cluster';
import { DeployedStack } from './deployed-stack';
import { Project } from './project';
import { definitions, definitionsPath } from './stores/chart';

const database = 'my-Shop_db';

/** The command-line client of each server. */
const servers = [
  ['mysql', 'mysql'],
  ['mariadb', 'mariadb'],
] as const;

describe('MySQL, MariaDB, RabbitMQ and Memcached', () => {
  const project = Project.withStacksOf('stores');
  const stack = new DeployedStack('stores');
  const slipway = (command: string, ...args: string[]) =>
    project.slipway(command, stack.name, '--context', context, ...args);

  /** Runs a script of bash in a workload, and gives what it prints. */
  const inside = async (workload: string, script: string): Promise<string> =>
    (await stack.kubectl('exec', workload, '--', 'bash', '-c', script)).stdout.trim();

  /** Runs statements on a server, as the user of the app. */
  const sql = (server: string, client: string, statements: string): Promise<string> =>
    inside(
      `statefulset/${server}`,
      `MYSQL_PWD="$MYSQL_PASSWORD" ${client} --host=127.0.0.1 --user=web --batch --skip-column-names ${database} <<'SQL'\n${statements}\nSQL`,
    );

  const checksums = (server: string, client: string): Promise<string> =>
    sql(
      server,
      client,
      `CHECKSUM TABLE notes, prices; SELECT count(*) FROM names;
       SELECT trigger_name, action_statement, definer FROM information_schema.triggers WHERE event_object_table = 'notes';`,
    );

  beforeAll(async () => {
    project.write(definitionsPath, JSON.stringify(definitions));
    await slipway('up', '--timeout', '10m');
    for (const [server, client] of servers) {
      await sql(
        server,
        client,
        `CREATE TABLE notes (id int AUTO_INCREMENT PRIMARY KEY, text text, photo blob);
         CREATE TABLE prices (id int PRIMARY KEY, price decimal(20, 4));
         INSERT INTO notes (text, photo) VALUES ('it''s (one); \\\\ "quoted"', x'00ff270a'), (NULL, NULL);
         INSERT INTO prices VALUES (1, 12345678901234.5678);
         CREATE VIEW names AS SELECT text FROM notes;
         CREATE TRIGGER stamped BEFORE INSERT ON notes FOR EACH ROW SET NEW.text = upper(NEW.text);`,
      );
    }
  }, 900_000);

  afterAll(async () => {
    project.remove();
    await kubectl('delete', 'namespace', stack.name, '--ignore-not-found', '--wait=false');
  });

  test.each(servers)('%s keeps its data when its pod is replaced', async (server, client) => {
    const before = await checksums(server, client);

    await stack.replacePod(server);

    expect(await checksums(server, client)).toBe(before);
  });

  test('after the databases are lost, a restore brings all of them back', async () => {
    const before = await Promise.all(servers.map(([server, client]) => checksums(server, client)));
    await slipway('backup');
    for (const [server, client] of servers) {
      await sql(server, client, 'DROP TABLE notes, prices; DROP VIEW names; CREATE TABLE intruder (id int);');
    }

    await slipway('restore', '--from', 'latest', '--yes');

    expect(await Promise.all(servers.map(([server, client]) => checksums(server, client)))).toEqual(before);
    for (const [server, client] of servers) {
      expect(await sql(server, client, 'SHOW TABLES LIKE "intruder";')).toBe('');
    }
  }, 600_000);

  test.each(servers)('%s gives the user of the app its own database only', async (server, client) => {
    await expect(sql(server, client, 'SELECT User FROM mysql.user;')).rejects.toThrow(/denied/);
  });

  test.each([
    ['mysql', 3306],
    ['mariadb', 3306],
    ['rabbitmq', 5672],
    ['memcached', 11211],
  ])('%s lets in those that name it, and nobody else', async (server, port) => {
    const connect = `timeout 5 bash -c ': < /dev/tcp/${server}/${port}' 2> /dev/null && echo in || echo out`;

    expect(await inside('deployment/client', connect)).toBe('in');
    expect(await inside('deployment/stranger', connect)).toBe('out');
  });

  /** Asks the management API of RabbitMQ, and gives the status and the body. */
  const broker = (method: string, path: string, body = ''): Promise<string> =>
    inside(
      'deployment/client',
      `exec 3<> /dev/tcp/rabbitmq/15672
       auth=$(printf 'app:%s' "$BROKER_PASSWORD" | base64 -w 0)
       printf '${method} ${path} HTTP/1.0\\r\\nAuthorization: Basic %s\\r\\nContent-Length: ${body.length}\\r\\n\\r\\n%s' "$auth" '${body}' >&3
       cat <&3`,
    );

  test('RabbitMQ has the queues of its definitions, and keeps messages when its pod is replaced', async () => {
    const message = JSON.stringify({
      properties: { delivery_mode: 2 },
      routing_key: 'jobs',
      payload: 'hello',
      payload_encoding: 'string',
    });
    expect(await broker('POST', '/api/exchanges/shop/amq.default/publish', message)).toContain(
      '"routed":true',
    );

    await stack.replacePod('rabbitmq');

    expect(await inside('statefulset/rabbitmq', 'rabbitmqctl -q list_queues -p shop name messages')).toMatch(
      /^jobs\t1$/m,
    );
  });

  test('RabbitMQ lets the app use its vhost, and administer nothing', async () => {
    expect(await broker('GET', '/api/queues/shop')).toMatch(/^HTTP\/1.[01] 200 /);
    expect(await broker('GET', '/api/users')).toMatch(/^HTTP\/1.[01] 401 /);
  });

  test('Memcached keeps what a client has put there', async () => {
    const script = `exec 3<> /dev/tcp/memcached/11211
      printf 'set greeting 0 0 5\\r\\nhello\\r\\nget greeting\\r\\nquit\\r\\n' >&3
      cat <&3`;

    expect(await inside('deployment/client', script)).toMatch(/^STORED\r\nVALUE greeting 0 5\r\nhello\r\n/);
  });
});
