-- The three roles of a Lapwing database, and the database itself. Safe to run again.
--
--   psql --set=database=lapwing --file=roles.sql     (as a superuser of the server)
--
-- lapwing_owner        owns every table; only migrations use it
-- lapwing_app          the pages and the jobs; owns nothing, row-level security holds it
-- lapwing_maintenance  backup, bulk load and data migrations; row-level security does not hold it
\set ON_ERROR_STOP on
SELECT format('CREATE ROLE %I LOGIN', name)
  FROM unnest(ARRAY['lapwing_owner', 'lapwing_app', 'lapwing_maintenance']) AS name
 WHERE NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = name)
\gexec
ALTER ROLE lapwing_owner NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS;
ALTER ROLE lapwing_app NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS;
ALTER ROLE lapwing_maintenance NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION BYPASSRLS;
-- a backup reads everything: also the history's months and the counters that nobody else may
GRANT pg_read_all_data TO lapwing_maintenance;

SELECT format('CREATE DATABASE %I OWNER lapwing_owner ENCODING ''UTF8'' TEMPLATE template0', :'database')
 WHERE NOT EXISTS (SELECT 1 FROM pg_database WHERE datname = :'database')
\gexec
ALTER DATABASE :"database" OWNER TO lapwing_owner;
ALTER DATABASE :"database" SET timezone = 'UTC';
REVOKE ALL ON DATABASE :"database" FROM PUBLIC;
GRANT CONNECT ON DATABASE :"database" TO lapwing_app, lapwing_maintenance;

\connect :"database"
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO lapwing_app, lapwing_maintenance;
ALTER DEFAULT PRIVILEGES FOR ROLE lapwing_owner
  GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO lapwing_app, lapwing_maintenance;
ALTER DEFAULT PRIVILEGES FOR ROLE lapwing_owner
  GRANT USAGE, SELECT ON SEQUENCES TO lapwing_app, lapwing_maintenance;
