import { createHash } from 'node:crypto';
import { context } from './cluster';
import { slipway } from './command';
import { DeployedStack } from './deployed-stack';
import { Site } from './site';
import { signedIn } from './spring-react-account';
import { asSuperuser } from './spring-react-database';

const stack = new DeployedStack('spring-react');
const site = new Site('spring-react.localhost');

const psql = (sql: string): Promise<string> => asSuperuser(stack, 'postgres-0', sql);

const own = `n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'`;

/** Privileges in a fixed order, because their order has no meaning. */
const sorted = (acl: string): string => `(SELECT array_agg(a::text ORDER BY a::text) FROM unnest(${acl}) a)`;

/** Whether an object belongs to an extension, which creates it again. */
const isExtensions = (oid: string): string =>
  `EXISTS (SELECT FROM pg_depend d WHERE d.objid = ${oid} AND d.deptype = 'e')`;

/** The objects of the database without its rows: a line of text for each object. */
const objects = {
  schemas: `SELECT n.nspname, n.nspowner::regrole, ${sorted('n.nspacl')} FROM pg_namespace n WHERE ${own} ORDER BY 1`,
  extensions: `SELECT extname, extversion FROM pg_extension ORDER BY 1`,
  roles: `SELECT rolname, rolsuper, rolbypassrls, rolcanlogin FROM pg_roles WHERE rolname !~ '^pg_' ORDER BY 1`,
  tables: `SELECT n.nspname, c.relname, c.relkind, c.relowner::regrole, ${sorted('c.relacl')}, c.relrowsecurity, c.relforcerowsecurity
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE ${own} AND NOT ${isExtensions('c.oid')} ORDER BY 1, 2`,
  policies: `SELECT schemaname, tablename, policyname, permissive, roles, cmd, qual, with_check FROM pg_policies ORDER BY 1, 2, 3`,
  triggers: `SELECT t.tgrelid::regclass, t.tgname, pg_get_triggerdef(t.oid) FROM pg_trigger t WHERE NOT t.tgisinternal ORDER BY 1, 2`,
  functions: `SELECT n.nspname, p.proname, md5(p.prosrc), p.proowner::regrole, ${sorted('p.proacl')} FROM pg_proc p
    JOIN pg_namespace n ON n.oid = p.pronamespace WHERE ${own} AND NOT ${isExtensions('p.oid')} ORDER BY 1, 2, 3`,
};

async function facts(): Promise<Readonly<Record<string, string>>> {
  const found: Record<string, string> = {};
  for (const [name, sql] of Object.entries(objects)) found[name] = await psql(sql);
  found.rows = await psql(`SELECT n.nspname || '.' || c.relname || ' ' || md5(query_to_xml(
      format('SELECT * FROM %I.%I t ORDER BY t::text', n.nspname, c.relname), true, true, '')::text)
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE ${own} AND c.relkind IN ('r', 'p') ORDER BY 1`);
  return found;
}

/** Codes of the units that an account sees, with its password. */
async function units(name: string): Promise<string[]> {
  const question = await signedIn(name, stack, site);
  const { items } = await site.json<{ items: { code: string }[] }>('/api/v1/units', question);
  return items.map(({ code }) => code).sort();
}

const digest = (all: Readonly<Record<string, string>>): string =>
  createHash('sha256').update(JSON.stringify(all)).digest('hex');

// A drill that drops the data of a stack which other tests use: it runs alone, where that is asked for.
const describeDrill = process.env.SLIPWAY_E2E_RESTORE === '1' ? describe : describe.skip;

describeDrill('the data of spring-react (skipped without SLIPWAY_E2E_RESTORE=1)', () => {
  let before: Readonly<Record<string, string>>;
  let seen: readonly string[][];

  beforeAll(async () => {
    await stack.install();
    seen = [await units('lima'), await units('bogota')];
    before = await facts(); // after the sign-ins, because each adds a row
  }, 900_000);

  test('have schemas, policies and tables under row-level security to lose', () => {
    expect((before.schemas ?? '').split('\n').length).toBeGreaterThanOrEqual(8);
    expect(before.policies).not.toBe('');
    expect(before.tables).toMatch(/\|t\|[tf]$/m);
    expect(seen).toEqual([['lima'], ['bogota']]);
  });

  test('come back from a backup after every schema is dropped: rows, roles, owners, privileges and policies', async () => {
    await slipway('backup', stack.name, '--context', context);
    await psql(`DO $$ DECLARE s name; BEGIN
      FOR s IN SELECT n.nspname FROM pg_namespace n WHERE ${own} AND n.nspname <> 'public'
      LOOP EXECUTE format('DROP SCHEMA %I CASCADE', s); END LOOP; END $$`);
    expect(digest(await facts())).not.toBe(digest(before));

    // Without a safety backup: no data is left to back up.
    await slipway(
      'restore',
      stack.name,
      '--from',
      'latest',
      '--yes',
      '--no-safety-backup',
      '--context',
      context,
    );

    expect(await facts()).toEqual(before);
  }, 900_000);

  test('are still separated by unit after a new sign-in', async () => {
    expect([await units('lima'), await units('bogota')]).toEqual(seen);
  });
});
