"""The history: a partitioned table that only the trigger writes, the trigger, and its coming months.

The functions belong to the owner role and run as it (SECURITY DEFINER), so that the application needs no
right to write. Their search path is pinned, so that nothing put before ``pg_catalog`` is called instead.
"""

from django.db import migrations, models

TABLE = """
CREATE TABLE history_entry (
    id bigint GENERATED ALWAYS AS IDENTITY,
    at timestamptz NOT NULL,
    table_name text NOT NULL,
    row_id bigint NOT NULL,
    partnership_id bigint,
    operation text NOT NULL CHECK (operation IN ('INSERT', 'UPDATE', 'DELETE')),
    old jsonb,
    new jsonb,
    actor_id bigint,
    organisation_id bigint,
    purpose text NOT NULL,
    reason text NOT NULL,
    request_id text NOT NULL,
    database_role text NOT NULL,
    transaction_id bigint NOT NULL,
    PRIMARY KEY (id, at)
) PARTITION BY RANGE (at);
CREATE INDEX history_entry_of_row ON history_entry (table_name, row_id, id);
CREATE INDEX history_entry_of_partnership ON history_entry (partnership_id, id);
CREATE INDEX history_entry_of_actor ON history_entry (actor_id, id);
-- What arrives when the coming months were not made in time.
CREATE TABLE history_entry_other PARTITION OF history_entry DEFAULT;
REVOKE ALL ON history_entry, history_entry_other FROM PUBLIC, lapwing_app, lapwing_maintenance;
REVOKE ALL ON SEQUENCE history_entry_id_seq FROM PUBLIC, lapwing_app, lapwing_maintenance;
GRANT SELECT ON history_entry TO lapwing_app, lapwing_maintenance;
ALTER TABLE history_entry ENABLE ROW LEVEL SECURITY;
ALTER TABLE history_entry FORCE ROW LEVEL SECURITY;
ALTER TABLE history_entry_other ENABLE ROW LEVEL SECURITY;
ALTER TABLE history_entry_other FORCE ROW LEVEL SECURITY;
-- The owner may add (the trigger runs as the owner) and may neither read, change nor remove.
CREATE POLICY written_by_trigger ON history_entry FOR INSERT TO CURRENT_USER WITH CHECK (true);
"""

RECORD = """
CREATE FUNCTION history_record() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $body$
DECLARE
    before jsonb := CASE WHEN TG_OP = 'INSERT' THEN NULL ELSE to_jsonb(OLD) END;
    after jsonb := CASE WHEN TG_OP = 'DELETE' THEN NULL ELSE to_jsonb(NEW) END;
    -- inside this function the current user is the owner: this is who was, when the row was written
    writer text := CASE current_setting('role') WHEN 'none' THEN session_user::text
                   ELSE current_setting('role') END;
    actor bigint := NULLIF(current_setting('lapwing.actor', true), '')::bigint;
    hidden text;
BEGIN
    IF actor IS NULL AND writer NOT IN (current_user, 'lapwing_maintenance') THEN
        RAISE EXCEPTION 'Nobody is acting: % on % needs an actor', TG_OP, TG_TABLE_NAME
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF before = after THEN
        RETURN NULL;
    END IF;
    FOREACH hidden IN ARRAY coalesce(TG_ARGV::text[], '{}') LOOP
        IF after ? hidden THEN
            after := jsonb_set(after, ARRAY[hidden], to_jsonb(
                CASE WHEN before IS NOT NULL AND before -> hidden IS DISTINCT FROM after -> hidden
                THEN '[hidden, changed]'::text ELSE '[hidden]' END));
        END IF;
        IF before ? hidden THEN
            before := jsonb_set(before, ARRAY[hidden], '"[hidden]"');
        END IF;
    END LOOP;
    INSERT INTO history_entry (at, table_name, row_id, partnership_id, operation, old, new, actor_id,
        organisation_id, purpose, reason, request_id, database_role, transaction_id)
    VALUES (
        clock_timestamp(), TG_TABLE_NAME, (coalesce(after, before) ->> 'id')::bigint,
        CASE TG_TABLE_NAME WHEN 'registry_partnership' THEN (coalesce(after, before) ->> 'id')::bigint
            ELSE (coalesce(after, before) ->> 'partnership_id')::bigint END,
        TG_OP, before, after, actor,
        NULLIF(current_setting('lapwing.organisation', true), '')::bigint,
        coalesce(current_setting('lapwing.purpose', true), ''),
        coalesce(current_setting('lapwing.reason', true), ''),
        coalesce(current_setting('lapwing.request', true), ''),
        writer, pg_current_xact_id()::text::bigint
    );
    RETURN NULL;
END
$body$;
-- Otherwise anybody could hang it on a table of their own and write what they like.
REVOKE ALL ON FUNCTION history_record() FROM PUBLIC;
"""

MONTHS = """
CREATE FUNCTION history_make_months(ahead integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $body$
DECLARE
    first timestamptz;
    name text;
    made integer := 0;
BEGIN
    FOR step IN 0 .. least(greatest(ahead, 0), 24) LOOP
        first := (date_trunc('month', now() AT TIME ZONE 'UTC') + make_interval(months => step)) AT TIME ZONE 'UTC';
        name := 'history_entry_' || to_char(first AT TIME ZONE 'UTC', 'YYYY_MM');
        CONTINUE WHEN to_regclass('public.' || name) IS NOT NULL;
        BEGIN
            EXECUTE format(
                'CREATE TABLE public.%I PARTITION OF public.history_entry FOR VALUES FROM (%L) TO (%L)',
                name, first, (first AT TIME ZONE 'UTC' + interval '1 month') AT TIME ZONE 'UTC');
        EXCEPTION WHEN check_violation THEN
            -- rows of that month already lie in the default partition, and may stay there
            CONTINUE;
        END;
        EXECUTE format('REVOKE ALL ON public.%I FROM PUBLIC, lapwing_app, lapwing_maintenance', name);
        EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE public.%I FORCE ROW LEVEL SECURITY', name);
        made := made + 1;
    END LOOP;
    RETURN made;
END
$body$;
REVOKE ALL ON FUNCTION history_make_months(integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION history_make_months(integer) TO lapwing_app, lapwing_maintenance;
SELECT history_make_months(3);
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.RunSQL(
            TABLE,
            "DROP TABLE history_entry",
            state_operations=[
                migrations.CreateModel(
                    name="HistoryEntry",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("at", models.DateTimeField()),
                        ("table_name", models.TextField()),
                        ("row_id", models.BigIntegerField()),
                        ("partnership_id", models.BigIntegerField(null=True)),
                        (
                            "operation",
                            models.CharField(
                                choices=[("INSERT", "Added"), ("UPDATE", "Changed"), ("DELETE", "Removed")],
                                max_length=6,
                            ),
                        ),
                        ("old", models.JSONField(null=True)),
                        ("new", models.JSONField(null=True)),
                        ("actor_id", models.BigIntegerField(null=True)),
                        ("organisation_id", models.BigIntegerField(null=True)),
                        ("purpose", models.TextField()),
                        ("reason", models.TextField()),
                        ("request_id", models.TextField()),
                        ("database_role", models.TextField()),
                        ("transaction_id", models.BigIntegerField()),
                    ],
                    options={"db_table": "history_entry", "ordering": ["-id"], "managed": False},
                ),
            ],
        ),
        migrations.RunSQL(RECORD, "DROP FUNCTION history_record()"),
        migrations.RunSQL(MONTHS, "DROP FUNCTION history_make_months(integer)"),
    ]
