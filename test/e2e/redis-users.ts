import type { DeployedStack } from './deployed-stack';

/** A user of Redis, and what it says to commands of that user. */
interface RedisUser {
  readonly name: string;

  /** Variable of the server with the password. */
  readonly variable: string;

  /** The first line of the answer to each command that the user may send. Words, as a shell splits them. */
  readonly may: Readonly<Record<string, string | RegExp>>;

  readonly mustNot: readonly string[];
}

// Should a rule be missing, these change nothing, up to the last one.
const administrative = [
  ...['CONFIG GET dir', 'CONFIG SET appendonly yes', 'REPLICAOF NO ONE', 'SLAVEOF NO ONE', 'FAILOVER ABORT'],
  ...['DEBUG SLEEP 0', 'MODULE LOAD /none', 'ACL LIST', 'ACL SETUSER default', 'MONITOR', 'CLIENT KILL ID 0'],
  ...['SAVE', 'BGSAVE', 'BGREWRITEAOF', 'MIGRATE 127.0.0.1 1 none 0 1', 'CLUSTER RESET', 'SHUTDOWN ABORT'],
];

const onData = [
  'GET e2e',
  'SET e2e 1',
  'DEL e2e',
  'SCAN 0',
  'KEYS e2e',
  'DUMP e2e',
  'EVAL return(1) 0',
  'PUBLISH e2e 1',
];

const users: readonly RedisUser[] = [
  {
    name: 'default',
    variable: 'REDISCLI_AUTH',
    may: {
      ...{ PING: 'PONG', 'SET e2e 1': 'OK', 'GET e2e': '1', 'KEYS e2e': 'e2e', 'DEL e2e': '1' },
      ...{ '-n 15 FLUSHDB': 'OK', 'EVAL return(1) 0': '1', 'CLIENT SETNAME e2e': 'OK', 'PUBLISH e2e 1': '0' },
      ...{ 'INFO server': '# Server', 'CLIENT LIST': /^id=/, 'MODULE LIST': /^(name)?$/ },
    },
    mustNot: ['RESTORE e2e 0 none', 'SYNC', 'SLOWLOG GET', ...administrative],
  },
  {
    name: 'exporter',
    variable: 'EXPORTER_PASSWORD',
    may: {
      PING: 'PONG',
      'INFO all': '# Server',
      'CONFIG GET maxmemory': 'maxmemory',
      'SLOWLOG LEN': /^\d+$/,
    },
    mustNot: [...onData, 'FLUSHALL ASYNC', 'SYNC', ...administrative.slice(1)],
  },
  {
    name: 'backup',
    variable: 'BACKUP_PASSWORD',
    may: {
      PING: 'PONG',
      'RESTORE e2e 0 none': /^ERR DUMP payload/,
      'FUNCTION RESTORE none': /^ERR DUMP payload/,
    },
    mustNot: [...onData, 'INFO', 'SLOWLOG GET', ...administrative],
  },
];

/** Tests that each user of the Redis `redis` of a stack can send the commands that it needs, and no others. */
export function usersOfRedis(stack: DeployedStack): void {
  describe.each(users)('the user $name of Redis', ({ name, variable, may, mustNot }) => {
    const answers = async (commands: readonly string[]): Promise<readonly string[]> => {
      const script = `export REDISCLI_AUTH="$${variable}"
        for command in "$@"; do timeout 5 redis-cli --user ${name} $command 2>&1 | head -n 1; done`;
      const { stdout } = await stack.kubectl('exec', 'redis-0', '--', 'sh', '-c', script, 'sh', ...commands);
      return stdout.split(/ *\r?\n/).slice(0, -1);
    };

    test('may send the commands that it needs', async () => {
      const found = await answers(Object.keys(may));

      expect(found).toEqual(
        Object.values(may).map((answer) =>
          typeof answer === 'string' ? answer : (expect.stringMatching(answer) as unknown),
        ),
      );
    });

    test('may not send others', async () => {
      const found = await answers(mustNot);

      // Redis refuses some to everybody, unless it is configured to run them.
      const refusal = /NOPERM|^ERR (DEBUG|MODULE) command not allowed/;
      expect(mustNot.filter((_, index) => !refusal.test(found[index] ?? ''))).toEqual([]);
    });
  });

  test('Redis refuses who has no password, and a user with the password of another', async () => {
    const script =
      'redis-cli --user backup PING; redis-cli --user exporter PING; unset REDISCLI_AUTH; redis-cli PING';
    const { stdout, stderr } = await stack.kubectl('exec', 'redis-0', '--', 'sh', '-c', script);

    expect(stdout.match(/^NOAUTH/gm)).toHaveLength(3);
    expect(stderr.match(/WRONGPASS/g)).toHaveLength(2);
  });
}
