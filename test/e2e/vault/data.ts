import { createHash } from 'node:crypto';
import { DeployedStack } from '../deployed-stack';
import { S3 } from './s3';

/** The stack of the drill. */
export const vault = new DeployedStack('vault');

/** Writes into every store; again, if it is there already. */
export async function load(): Promise<void> {
  await psql(`CREATE TABLE notes AS SELECT i AS id, md5(i::text) AS text FROM generate_series(1, 20000) i;
    ALTER TABLE notes ADD PRIMARY KEY (id);
    CREATE SCHEMA other; CREATE TABLE other."With Capitals" AS SELECT E'two\\nlines' AS text;`);
  await redis(
    `for i in $(seq 1 200); do echo "SET key:$i value-$i"; done | redis-cli > /dev/null; redis-cli -n 3 RPUSH list 1 2 3`,
  );
  await mongo(`db.things.insertMany([...Array(300).keys()].map((i) => ({ _id: i, half: i / 2, at: new Date(i), in: { a: [1, 'x'] } })));
    db.things.createIndex({ half: 1 }, { name: 'by_half', unique: true }); db.createCollection('empty')`);
  await withS3(async (s3) => {
    await s3.put('photos', '');
    await s3.put('empty', '');
    for (let i = 0; i < 10; i++) await s3.put('photos', `folder/${i} é.png`, Buffer.alloc(30_000, `${i}`));
  });
}

/** Loses everything, and leaves what no backup has. */
export async function lose(): Promise<void> {
  await psql('DROP TABLE notes; DROP SCHEMA other CASCADE; CREATE TABLE intruder (id int)');
  await redis('redis-cli FLUSHALL; redis-cli SET intruder 1');
  await mongo('db.things.drop(); db.empty.drop(); db.intruder.insertOne({})');
  await withS3(async (s3) => {
    for (const key of await s3.keys('photos')) await s3.delete('photos', key);
    await s3.delete('photos', '');
    await s3.put('intruder', '');
    await s3.put('intruder', 'key', Buffer.from('x'));
  });
}

/** A checksum of each table, database, collection and bucket, asked of the stores themselves. */
export async function checksums(): Promise<Readonly<Record<string, string>>> {
  const tables = await psql(`SELECT table_schema || '.' || table_name || ' ' || md5(query_to_xml(
      format('SELECT * FROM %I.%I t ORDER BY t::text', table_schema, table_name), true, true, '')::text)
    FROM information_schema.tables WHERE table_schema NOT IN ('pg_catalog', 'information_schema') ORDER BY 1`);
  const keys = await redis(
    `for db in 0 3; do for key in $(redis-cli -n $db --scan | sort); do echo "$db $key $(redis-cli -n $db DUMP "$key" | sha256sum)"; done; done`,
  );
  const collections = await mongo(
    `print(EJSON.stringify(db.getCollectionNames().sort().map((name) => [name, db[name].find().sort({ _id: 1 }).toArray(), db[name].getIndexes().map((index) => index.name).sort()])))`,
  );
  const buckets: string[] = [];
  await withS3(async (s3) => {
    for (const bucket of await s3.buckets()) {
      for (const key of await s3.keys(bucket))
        buckets.push(`${bucket} ${key} ${hash(await s3.get(bucket, key))}`);
      buckets.push(bucket);
    }
  });
  return { tables, keys: hash(keys), collections: hash(collections), buckets: buckets.join('\n') };
}

async function psql(sql: string): Promise<string> {
  const command = ['psql', '-U', 'postgres', '-d', 'vault', '-qAtX', '-v', 'ON_ERROR_STOP=1', '-c', sql];
  return (await vault.kubectl('exec', 'postgres-0', '--', ...command)).stdout;
}

async function redis(script: string): Promise<string> {
  return (await vault.kubectl('exec', 'redis-0', '--', 'sh', '-c', script)).stdout;
}

async function mongo(script: string): Promise<string> {
  const secret = await vault.kubectl('get', 'secret', 'mongodb-app', '--output=jsonpath={.data.uri}');
  // Its own policy does not let the pod reach itself by the name of its Service.
  const uri = Buffer.from(secret.stdout, 'base64').toString().replace('@mongodb:', '@127.0.0.1:');
  return (
    await vault.kubectl('exec', 'mongodb-0', '--', 'mongosh', uri, '--quiet', '--norc', '--eval', script)
  ).stdout;
}

async function withS3(work: (s3: S3) => Promise<void>): Promise<void> {
  await S3.of(vault, 'minio', work);
}

function hash(text: string | Buffer): string {
  return createHash('sha256').update(text).digest('hex');
}
