"""What people were refused, counted by the hour: a partitioned table that one function writes.

A row for each try would let whoever tries fill the disk. So there is one for a person, a page and an hour, and
its count only rises: a trigger holds that, and nobody may change anything else or remove a row.
"""

from django.db import migrations, models

from lapwing.platform.access.operations import ForceRowSecurity, OwnerReads

TABLE = """
CREATE TABLE access_log_refusal (
    id bigint GENERATED ALWAYS AS IDENTITY,
    hour timestamptz NOT NULL,
    partnership_id bigint NOT NULL,
    actor_id bigint NOT NULL,
    page text NOT NULL CHECK (page <> ''),
    by_program boolean NOT NULL,
    tries integer NOT NULL CHECK (tries > 0),
    first_at timestamptz NOT NULL,
    last_at timestamptz NOT NULL,
    last_request text NOT NULL,
    PRIMARY KEY (id, hour),
    UNIQUE (partnership_id, hour, actor_id, page, by_program)
) PARTITION BY RANGE (hour);
CREATE INDEX access_log_refusal_of_actor ON access_log_refusal (actor_id, hour);
CREATE TABLE access_log_refusal_other PARTITION OF access_log_refusal DEFAULT;
REVOKE ALL ON access_log_refusal, access_log_refusal_other FROM PUBLIC, lapwing_app, lapwing_maintenance;
REVOKE ALL ON SEQUENCE access_log_refusal_id_seq FROM PUBLIC, lapwing_app, lapwing_maintenance;
REVOKE UPDATE, DELETE, TRUNCATE ON access_log_refusal, access_log_refusal_other FROM CURRENT_USER;
GRANT UPDATE (tries, last_at, last_request) ON access_log_refusal TO CURRENT_USER;
GRANT SELECT ON access_log_refusal TO lapwing_app, lapwing_maintenance;
ALTER TABLE access_log_refusal_other ENABLE ROW LEVEL SECURITY;
ALTER TABLE access_log_refusal_other FORCE ROW LEVEL SECURITY;
"""

RISES = """
CREATE FUNCTION access_log_refusal_rises() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $body$
BEGIN
    IF NEW.tries <= OLD.tries OR NEW.last_at < OLD.last_at
       OR (NEW.id, NEW.hour, NEW.partnership_id, NEW.actor_id, NEW.page, NEW.by_program, NEW.first_at)
          IS DISTINCT FROM
          (OLD.id, OLD.hour, OLD.partnership_id, OLD.actor_id, OLD.page, OLD.by_program, OLD.first_at) THEN
        RAISE EXCEPTION 'What was refused is only ever counted up' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END
$body$;
CREATE TRIGGER only_rises BEFORE UPDATE ON access_log_refusal
    FOR EACH ROW EXECUTE FUNCTION access_log_refusal_rises();
"""

# A row in every partnership where the person holds a role today, whichever partnership the address named: an
# unknown one and a forbidden one leave the same behind. It gives how often that was so within the hour.
NOTE = """
CREATE FUNCTION access_log_note_refusal(of_page text, program boolean) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $body$
DECLARE
    actor bigint := access_actor();
    moment timestamptz := clock_timestamp();
    found integer;
BEGIN
    IF actor IS NULL OR access_is_system() THEN
        RAISE EXCEPTION 'A refusal is of a person who acts' USING ERRCODE = 'insufficient_privilege';
    END IF;
    WITH counted AS (
        INSERT INTO access_log_refusal AS held (hour, partnership_id, actor_id, page, by_program, tries,
            first_at, last_at, last_request)
        SELECT date_trunc('hour', moment), partnership, actor, left(of_page, 200), program, 1,
            moment, moment, coalesce(current_setting('lapwing.request', true), '')
        FROM access_partnerships() AS partnership ORDER BY partnership
        ON CONFLICT (partnership_id, hour, actor_id, page, by_program) DO UPDATE
            SET tries = held.tries + 1, last_at = greatest(held.last_at, EXCLUDED.last_at),
                last_request = EXCLUDED.last_request
        RETURNING tries
    )
    SELECT coalesce(max(tries), 0) INTO found FROM counted;
    RETURN found;
END
$body$;
REVOKE ALL ON FUNCTION access_log_note_refusal(text, boolean) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION access_log_note_refusal(text, boolean) TO lapwing_app, lapwing_maintenance;
"""

MONTHS = """
CREATE FUNCTION access_log_make_months_of_refusals(ahead integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $body$
DECLARE
    first timestamptz;
    name text;
    made integer := 0;
BEGIN
    FOR step IN 0 .. least(greatest(ahead, 0), 24) LOOP
        first := (date_trunc('month', now() AT TIME ZONE 'UTC') + make_interval(months => step)) AT TIME ZONE 'UTC';
        name := 'access_log_refusal_' || to_char(first AT TIME ZONE 'UTC', 'YYYY_MM');
        CONTINUE WHEN to_regclass('public.' || name) IS NOT NULL;
        BEGIN
            EXECUTE format(
                'CREATE TABLE public.%I PARTITION OF public.access_log_refusal FOR VALUES FROM (%L) TO (%L)',
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
REVOKE ALL ON FUNCTION access_log_make_months_of_refusals(integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION access_log_make_months_of_refusals(integer) TO lapwing_app, lapwing_maintenance;
SELECT access_log_make_months_of_refusals(3);
"""


class Migration(migrations.Migration):
    dependencies = [("access_log", "0001_access_log"), ("registry", "0003_one_partnership")]

    operations = [
        migrations.RunSQL(
            TABLE,
            "DROP TABLE access_log_refusal",
            state_operations=[
                migrations.CreateModel(
                    name="AccessLogRefusal",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("hour", models.DateTimeField()),
                        ("partnership_id", models.BigIntegerField()),
                        ("actor_id", models.BigIntegerField()),
                        ("page", models.TextField()),
                        ("by_program", models.BooleanField()),
                        ("tries", models.IntegerField()),
                        ("first_at", models.DateTimeField()),
                        ("last_at", models.DateTimeField()),
                        ("last_request", models.TextField()),
                    ],
                    options={
                        "verbose_name": "line of refused tries",
                        "verbose_name_plural": "lines of refused tries",
                        "db_table": "access_log_refusal",
                        "ordering": ["-hour", "-id"],
                        "managed": False,
                    },
                ),
            ],
        ),
        # the application has no right but to read, so what the policy would let it write is of no use
        ForceRowSecurity("access_log_refusal"),
        OwnerReads("access_log_refusal"),
        migrations.RunSQL(
            "CREATE POLICY written_by_function ON access_log_refusal FOR INSERT TO CURRENT_USER WITH CHECK (true);"
            "CREATE POLICY counted_by_function ON access_log_refusal FOR UPDATE TO CURRENT_USER USING (true)",
            "DROP POLICY written_by_function ON access_log_refusal;"
            "DROP POLICY counted_by_function ON access_log_refusal",
        ),
        migrations.RunSQL(
            RISES,
            "DROP TRIGGER only_rises ON access_log_refusal; DROP FUNCTION access_log_refusal_rises()",
        ),
        migrations.RunSQL(NOTE, "DROP FUNCTION access_log_note_refusal(text, boolean)"),
        migrations.RunSQL(MONTHS, "DROP FUNCTION access_log_make_months_of_refusals(integer)"),
    ]
