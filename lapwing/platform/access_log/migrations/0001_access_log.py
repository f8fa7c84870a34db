"""The access log: a partitioned table that one function writes, and that nobody changes.

Like the history, it belongs to the owner, who may add by the function and no more. Not even the owner may
truncate it without first giving itself the right.
"""

import django.contrib.postgres.fields
from django.db import migrations, models

from lapwing.platform.access.operations import SEEN_PARTNERSHIPS, ForceRowSecurity

TABLE = """
CREATE TABLE access_log_entry (
    id bigint GENERATED ALWAYS AS IDENTITY,
    at timestamptz NOT NULL,
    partnership_id bigint,
    kind text NOT NULL CHECK (kind <> ''),
    ids bigint[] NOT NULL,
    how_many integer NOT NULL CHECK (how_many = cardinality(ids)),
    what text NOT NULL CHECK (what IN ('list', 'record', 'history', 'search', 'download', 'export', 'api')),
    actor_id bigint,
    by_system boolean NOT NULL,
    organisation_id bigint,
    purpose text NOT NULL,
    reason text NOT NULL,
    request_id text NOT NULL,
    database_role text NOT NULL,
    transaction_id bigint NOT NULL,
    PRIMARY KEY (id, at)
) PARTITION BY RANGE (at);
CREATE INDEX access_log_entry_by_time ON access_log_entry (partnership_id, at, id);
CREATE INDEX access_log_entry_of_actor ON access_log_entry (actor_id, at, id);
CREATE INDEX access_log_entry_of_kind ON access_log_entry (kind, partnership_id, at, id);
-- "Who read this record": pages of fifty enter the index in one go, some time after they were written.
CREATE INDEX access_log_entry_of_record ON access_log_entry USING gin (ids);
CREATE TABLE access_log_entry_other PARTITION OF access_log_entry DEFAULT;
REVOKE ALL ON access_log_entry, access_log_entry_other FROM PUBLIC, lapwing_app, lapwing_maintenance;
REVOKE ALL ON SEQUENCE access_log_entry_id_seq FROM PUBLIC, lapwing_app, lapwing_maintenance;
REVOKE UPDATE, DELETE, TRUNCATE ON access_log_entry, access_log_entry_other FROM CURRENT_USER;
GRANT SELECT ON access_log_entry TO lapwing_app, lapwing_maintenance;
ALTER TABLE access_log_entry_other ENABLE ROW LEVEL SECURITY;
ALTER TABLE access_log_entry_other FORCE ROW LEVEL SECURITY;
"""

# By partnership; outside any, one's own reads and those of the people one may see.
SEEN = f"""
partnership_id = {SEEN_PARTNERSHIPS}
OR partnership_id IS NULL AND (
    actor_id = (SELECT access_actor()) OR actor_id = ANY (ARRAY(SELECT access_people()))
)
OR (SELECT access_is_system())
"""

NOTE = """
CREATE FUNCTION access_log_note(of_kind text, shown bigint[], how text, partnership bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $body$
DECLARE
    -- inside this function the current user is the owner: this is who was, when it was called
    reader text := CASE current_setting('role') WHEN 'none' THEN session_user::text
                   ELSE current_setting('role') END;
    actor bigint := access_actor();
    is_system boolean := access_is_system();
BEGIN
    IF actor IS NULL AND reader NOT IN (current_user, 'lapwing_maintenance') THEN
        RAISE EXCEPTION 'Nobody is acting: a read of % needs an actor', of_kind
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF partnership IS NOT NULL AND actor IS NOT NULL AND NOT is_system
       AND NOT partnership = ANY (ARRAY(SELECT access_partnerships())) THEN
        RAISE EXCEPTION 'A read is noted in a partnership that the reader sees'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    -- a page is one line; a file of many thousands is several, so that none grows too wide to search
    INSERT INTO access_log_entry (at, partnership_id, kind, ids, how_many, what, actor_id, by_system,
        organisation_id, purpose, reason, request_id, database_role, transaction_id)
    SELECT clock_timestamp(), partnership, of_kind, part.ids, cardinality(part.ids), how, actor, is_system,
        NULLIF(current_setting('lapwing.organisation', true), '')::bigint,
        coalesce(current_setting('lapwing.purpose', true), ''),
        coalesce(current_setting('lapwing.reason', true), ''),
        coalesce(current_setting('lapwing.request', true), ''),
        reader, pg_current_xact_id()::text::bigint
    FROM generate_series(1, greatest(cardinality(shown), 1), 1000) AS first,
        LATERAL (SELECT shown[first : first + 999] AS ids) AS part;
END
$body$;
REVOKE ALL ON FUNCTION access_log_note(text, bigint[], text, bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION access_log_note(text, bigint[], text, bigint) TO lapwing_app, lapwing_maintenance;
"""

MONTHS = """
CREATE FUNCTION access_log_make_months(ahead integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $body$
DECLARE
    first timestamptz;
    name text;
    made integer := 0;
BEGIN
    FOR step IN 0 .. least(greatest(ahead, 0), 24) LOOP
        first := (date_trunc('month', now() AT TIME ZONE 'UTC') + make_interval(months => step)) AT TIME ZONE 'UTC';
        name := 'access_log_entry_' || to_char(first AT TIME ZONE 'UTC', 'YYYY_MM');
        CONTINUE WHEN to_regclass('public.' || name) IS NOT NULL;
        BEGIN
            EXECUTE format(
                'CREATE TABLE public.%I PARTITION OF public.access_log_entry FOR VALUES FROM (%L) TO (%L)',
                name, first, (first AT TIME ZONE 'UTC' + interval '1 month') AT TIME ZONE 'UTC');
        EXCEPTION WHEN check_violation THEN
            -- rows of that month already lie in the default partition, and may stay there
            CONTINUE;
        END;
        EXECUTE format('REVOKE ALL ON public.%I FROM PUBLIC, lapwing_app, lapwing_maintenance', name);
        EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON public.%I FROM CURRENT_USER', name);
        EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE public.%I FORCE ROW LEVEL SECURITY', name);
        made := made + 1;
    END LOOP;
    RETURN made;
END
$body$;
REVOKE ALL ON FUNCTION access_log_make_months(integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION access_log_make_months(integer) TO lapwing_app, lapwing_maintenance;
SELECT access_log_make_months(3);
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = [("registry", "0002_guards")]

    operations = [
        migrations.RunSQL(
            TABLE,
            "DROP TABLE access_log_entry",
            state_operations=[
                migrations.CreateModel(
                    name="AccessLogEntry",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("at", models.DateTimeField()),
                        ("partnership_id", models.BigIntegerField(null=True)),
                        ("kind", models.TextField()),
                        ("ids", django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                        ("how_many", models.IntegerField(verbose_name="records")),
                        (
                            "what",
                            models.CharField(
                                choices=[
                                    ("list", "In a list"),
                                    ("record", "Opened"),
                                    ("history", "Its history"),
                                    ("search", "Found by a search"),
                                    ("download", "Downloaded"),
                                    ("export", "In an export"),
                                    ("api", "By a program"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("actor_id", models.BigIntegerField(null=True)),
                        ("by_system", models.BooleanField()),
                        ("organisation_id", models.BigIntegerField(null=True)),
                        ("purpose", models.TextField()),
                        ("reason", models.TextField()),
                        ("request_id", models.TextField()),
                        ("database_role", models.TextField()),
                        ("transaction_id", models.BigIntegerField()),
                    ],
                    options={
                        "verbose_name": "line of the access log",
                        "verbose_name_plural": "lines of the access log",
                        "db_table": "access_log_entry",
                        "ordering": ["-at", "-id"],
                        "managed": False,
                    },
                ),
            ],
        ),
        # the application has no right but to read, so what the policy would let it write is of no use
        ForceRowSecurity("access_log_entry", using=SEEN),
        migrations.RunSQL(
            "CREATE POLICY written_by_function ON access_log_entry FOR INSERT TO CURRENT_USER WITH CHECK (true)",
            "DROP POLICY written_by_function ON access_log_entry",
        ),
        migrations.RunSQL(NOTE, "DROP FUNCTION access_log_note(text, bigint[], text, bigint)"),
        migrations.RunSQL(MONTHS, "DROP FUNCTION access_log_make_months(integer)"),
    ]
