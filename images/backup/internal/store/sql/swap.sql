-- The rename waits some seconds for those who are disconnected, and lets nobody in meanwhile.
SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname IN (:'database', :'restored');
BEGIN;
ALTER DATABASE :"database" RENAME TO :"replaced";
ALTER DATABASE :"restored" RENAME TO :"database";
COMMIT;
