-- A dump does not tell who owns an extension, and there is no ALTER EXTENSION ... OWNER TO: this does what it would do.
-- The owner is that of the extension in the present database. Where that has none: the database's own, if that role may
-- make such an extension.
BEGIN;
CREATE TEMPORARY TABLE wanted ON COMMIT DROP AS
SELECT e.oid AS extension, r.oid AS owner
FROM pg_extension e
JOIN pg_database d ON d.datname = :'database'
LEFT JOIN pg_available_extension_versions v ON v.name = e.extname AND v.version = e.extversion
JOIN pg_roles r ON r.rolname = coalesce(
  :'owners'::json ->> e.extname::text,
  CASE WHEN v.trusted THEN pg_get_userbyid(d.datdba) END
)
WHERE e.extowner <> r.oid;

UPDATE pg_extension SET extowner = owner FROM wanted WHERE oid = extension;

DELETE FROM pg_shdepend USING wanted, pg_database d
WHERE d.datname = current_database() AND dbid = d.oid
  AND classid = 'pg_extension'::regclass AND objid = extension AND deptype = 'o';

INSERT INTO pg_shdepend (dbid, classid, objid, objsubid, refclassid, refobjid, deptype)
SELECT d.oid, 'pg_extension'::regclass, extension, 0, 'pg_authid'::regclass, owner, 'o'
FROM wanted
JOIN pg_database d ON d.datname = current_database()
WHERE owner >= 16384; -- on those that initdb has made nothing depends
COMMIT;
