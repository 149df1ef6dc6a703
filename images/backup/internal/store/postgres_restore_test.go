package store

import (
	"bytes"
	"strings"
	"testing"
)

const databasesOfServer = "SELECT string_agg(datname, ' ' ORDER BY datname) FROM pg_database WHERE NOT datistemplate"

func TestWhatIsInNoSchemaComesBackOnce(t *testing.T) {
	shop := postgresServer(t)
	sql(t, "shop",
		"CREATE TABLE notes (id int PRIMARY KEY)",
		"CREATE PUBLICATION news FOR TABLE notes",
		"CREATE SUBSCRIPTION feed CONNECTION 'host=nowhere.invalid' PUBLICATION news WITH (connect = false, slot_name = 'feed')",
		"CREATE EXTENSION postgres_fdw",
		"CREATE FOREIGN DATA WRAPPER own",
		"CREATE SERVER other FOREIGN DATA WRAPPER own",
		"CREATE FUNCTION refuse() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'refused'; END $$",
		"CREATE EVENT TRIGGER guard ON sql_drop EXECUTE FUNCTION refuse()",
	)
	dumped := dump(t, shop)
	sql(t, "shop", "CREATE PUBLICATION later")

	restore(t, shop, dumped)

	kept := sql(t, "shop", `SELECT string_agg(name, ' ' ORDER BY name) FROM (
		SELECT pubname FROM pg_publication UNION ALL SELECT fdwname FROM pg_foreign_data_wrapper
		UNION ALL SELECT srvname FROM pg_foreign_server UNION ALL SELECT evtname FROM pg_event_trigger
		UNION ALL SELECT subname FROM pg_subscription WHERE subdbid = (SELECT oid FROM pg_database WHERE datname = 'shop')) AS all_(name)`)
	if kept != "feed guard news other own postgres_fdw" {
		t.Errorf("got %s", kept)
	}
	if left := sql(t, "postgres", databasesOfServer); left != "postgres shop" {
		t.Errorf("the server has %s", left)
	}
}

func TestAnExtensionBelongsToWhomItBelongedAndElseToTheDatabasesOwnerIfThatMayMakeIt(t *testing.T) {
	shop := postgresServer(t)
	sql(t, "shop", "CREATE EXTENSION pgcrypto", "CREATE EXTENSION postgres_fdw",
		"SET ROLE shop", "CREATE EXTENSION citext", "CREATE EXTENSION hstore", "CREATE TABLE notes (text citext)")
	dumped := dump(t, shop)
	sql(t, "shop", "DROP EXTENSION hstore", "DROP EXTENSION postgres_fdw")

	restore(t, shop, dumped)

	owners := sql(t, "shop", "SELECT string_agg(extname || ':' || extowner::regrole, ' ' ORDER BY extname) FROM pg_extension")
	if owners != "citext:shop hstore:shop pgcrypto:postgres plpgsql:postgres postgres_fdw:postgres" {
		t.Errorf("got %s", owners)
	}
	// As the server itself sees it.
	sql(t, "shop", "SET ROLE shop", "ALTER EXTENSION citext UPDATE", "DROP EXTENSION hstore")
	if depending := sql(t, "shop", "SELECT count(*) FROM pg_shdepend WHERE classid = 'pg_extension'::regclass AND refobjid = 'shop'::regrole"); depending != "1" {
		t.Errorf("the server knows of %s extensions of the role", depending)
	}
}

func TestMoreTablesAndLargeObjectsThanTheServerHasLocksForAreRestored(t *testing.T) {
	shop := postgresServer(t, "max_connections=10", "max_locks_per_transaction=10")
	for range 4 {
		// By a hundred: more would be too many for one transaction here too.
		sql(t, "shop", `SELECT format('CREATE TABLE t%s (id int PRIMARY KEY, text text)', to_hex((random() * 1e9)::int)) FROM generate_series(1, 100)
			\gexec
			SELECT count(lo_from_bytea(0, 'x')) FROM generate_series(1, 1000)`)
	}
	dumped := dump(t, shop)

	restore(t, shop, dumped)

	if counted := sql(t, "shop", "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'", "SELECT count(*) FROM pg_largeobject_metadata"); counted != "400\n4000" {
		t.Errorf("got %s", counted)
	}
}

// settings is all that a dump does not tell of a database.
const settings = `SELECT pg_get_userbyid(datdba), datacl, datconnlimit, datcollate, datctype, encoding, shobj_description(oid, 'pg_database'),
	(SELECT string_agg(setrole::regrole || ':' || setconfig::text, ' ' ORDER BY setrole::regrole::text) FROM pg_db_role_setting WHERE setdatabase = pg_database.oid)
	FROM pg_database WHERE datname = 'shop'`

func TestTheDatabaseKeepsItsOwnerPrivilegesAndSettings(t *testing.T) {
	shop := postgresServer(t)
	sql(t, "shop", "CREATE ROLE reader", "CREATE ROLE admin",
		"GRANT CONNECT ON DATABASE shop TO reader", "GRANT CREATE ON DATABASE shop TO admin WITH GRANT OPTION",
		"ALTER DATABASE shop SET search_path TO \"$user\", other, 'With Capitals'", "ALTER DATABASE shop SET work_mem = '5MB'",
		"ALTER ROLE shop IN DATABASE shop SET statement_timeout = '9s'", "ALTER DATABASE shop CONNECTION LIMIT 50",
		"COMMENT ON DATABASE shop IS 'it''s ours'")
	before := sql(t, "postgres", settings)

	restore(t, shop, dump(t, shop))

	if after := sql(t, "postgres", settings); after != before {
		t.Errorf("got\n%s instead of\n%s", after, before)
	}
}

func TestARestoreThatFailsLeavesTheDatabaseAsItWas(t *testing.T) {
	shop := postgresServer(t)
	sql(t, "shop", "CREATE ROLE gone", "CREATE TABLE notes (id int)", "INSERT INTO notes VALUES (1)", "ALTER TABLE notes OWNER TO gone")
	dumped := dump(t, shop)
	sql(t, "shop", "REASSIGN OWNED BY gone TO shop", "DROP OWNED BY gone", "DROP ROLE gone", "INSERT INTO notes VALUES (2)")
	before, oid := dump(t, shop), sql(t, "shop", "SELECT oid FROM pg_database WHERE datname = 'shop'")

	for message, broken := range map[string][]byte{`role "gone" does not exist`: dumped, "pg_restore": before[:len(before)-100]} {
		if err := shop.Restore(t.Context(), bytes.NewReader(broken)); err == nil || !strings.Contains(err.Error(), message) {
			t.Errorf("got %v instead of %s", err, message)
		}
	}

	if is := sql(t, "shop", "SELECT oid FROM pg_database WHERE datname = 'shop'", "SELECT count(*) FROM notes"); is != oid+"\n2" {
		t.Errorf("got %s", is)
	}
	if left := sql(t, "postgres", databasesOfServer); left != "postgres shop" {
		t.Errorf("the server has %s", left)
	}
}

func TestWhoIsConnectedIsDisconnectedWhenTheRestoredDatabaseTakesThePlace(t *testing.T) {
	shop := postgresServer(t)
	sql(t, "shop", "CREATE TABLE notes (id int)")
	dumped := dump(t, shop)
	client := make(chan error, 1)
	go func() {
		client <- tool(t.Context(), strings.NewReader("BEGIN; LOCK TABLE notes; SELECT pg_sleep(600);"), nil, "psql", "--no-psqlrc", "--set=ON_ERROR_STOP=1")
	}()
	for sql(t, "shop", "SELECT count(*) FROM pg_locks WHERE relation = 'notes'::regclass") == "0" {
	}

	restore(t, shop, dumped)

	if err := <-client; err == nil || !strings.Contains(err.Error(), "terminating connection") {
		t.Errorf("got %v", err)
	}
}
