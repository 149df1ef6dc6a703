-- A new database like the present one: in its own encoding and locale, for the same owner, with the same privileges.
-- Columns that not every version has are read by name.
SELECT format(
    'CREATE DATABASE %I OWNER %I TEMPLATE template0 ENCODING %L LC_COLLATE %L LC_CTYPE %L TABLESPACE %I CONNECTION LIMIT %s',
    :'restored', pg_get_userbyid(d.datdba), pg_encoding_to_char(d.encoding), d.datcollate, d.datctype, t.spcname, d.datconnlimit
  )
  || CASE columns ->> 'datlocprovider'
    WHEN 'c' THEN ' LOCALE_PROVIDER libc'
    WHEN 'i' THEN format(' LOCALE_PROVIDER icu ICU_LOCALE %L', coalesce(columns ->> 'datlocale', columns ->> 'daticulocale'))
    WHEN 'b' THEN format(' LOCALE_PROVIDER builtin BUILTIN_LOCALE %L', columns ->> 'datlocale')
    ELSE ''
  END
  || CASE WHEN columns ->> 'daticurules' <> '' THEN format(' ICU_RULES %L', columns ->> 'daticurules') ELSE '' END
FROM pg_database d
JOIN pg_tablespace t ON t.oid = d.dattablespace
CROSS JOIN LATERAL to_jsonb(d) AS columns
WHERE d.datname = :'database'
\gexec

SELECT format('REVOKE ALL ON DATABASE %I FROM PUBLIC, %I', :'restored', pg_get_userbyid(datdba))
FROM pg_database
WHERE datname = :'database' AND datacl IS NOT NULL
\gexec

SELECT format(
    'GRANT %s ON DATABASE %I TO %s%s', privilege_type, :'restored',
    CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END,
    CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END
  )
FROM pg_database, aclexplode(datacl)
WHERE datname = :'database'
\gexec

SELECT format('COMMENT ON DATABASE %I IS %L', :'restored', shobj_description(oid, 'pg_database'))
FROM pg_database
WHERE datname = :'database'
\gexec

-- As they are kept: ALTER DATABASE would want lists and texts each in its own form.
INSERT INTO pg_db_role_setting (setdatabase, setrole, setconfig)
SELECT (SELECT oid FROM pg_database WHERE datname = :'restored'), setrole, setconfig
FROM pg_db_role_setting
WHERE setdatabase = (SELECT oid FROM pg_database WHERE datname = :'database');
