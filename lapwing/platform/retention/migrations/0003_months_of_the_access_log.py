"""The second function that removes: whole months of the access log, once their time is over everywhere.

A month holds lines of every partnership, so the longest period of any of them counts; and nothing of the log
goes while any hold stands, because who looked at something may be what an inquiry asks. Both are asked here,
whoever calls. It belongs to the owner, and only maintenance may call it. For each partnership, and for what
was read outside any, a line stays in ``retention_purge``.
"""

from django.db import migrations, models

from lapwing.platform.access.operations import OwnerReads

LINES = """
ALTER TABLE retention_purge ALTER COLUMN partnership_id DROP NOT NULL;
ALTER TABLE retention_purge DROP CONSTRAINT retention_purge_transaction_id_key;
CREATE UNIQUE INDEX retention_purge_once ON retention_purge (transaction_id, partnership_id) NULLS NOT DISTINCT;
"""
UNDO_LINES = """
DROP INDEX retention_purge_once;
ALTER TABLE retention_purge ADD CONSTRAINT retention_purge_transaction_id_key UNIQUE (transaction_id);
ALTER TABLE retention_purge ALTER COLUMN partnership_id SET NOT NULL;
"""

# 72 is what ``lapwing/platform/access_log/retention.py`` comes with; a test holds the two together.
STANDING = """
CREATE FUNCTION retention_log_begins() RETURNS timestamptz
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $body$
    SELECT date_trunc('month', (now() AT TIME ZONE 'UTC')
        - make_interval(months => coalesce(max(coalesce(own.months, 72)), 72))) AT TIME ZONE 'UTC'
    FROM registry_partnership AS partnership
    LEFT JOIN retention_retentionrule AS own
        ON own.partnership_id = partnership.id AND own.kind = 'access-log'
$body$;
CREATE FUNCTION retention_log_held() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $body$
    SELECT EXISTS (SELECT FROM retention_hold WHERE lifted_at IS NULL
                   AND (until IS NULL OR until >= access_today()))
$body$;
CREATE FUNCTION retention_log_months_over() RETURNS SETOF text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $body$
    SELECT part.relname::text FROM pg_inherits AS tie JOIN pg_class AS part ON part.oid = tie.inhrelid
    WHERE tie.inhparent = 'public.access_log_entry'::regclass
      AND part.relname ~ '^access_log_entry_[0-9]{4}_[0-9]{2}$'
      AND part.relname COLLATE "C" < ('access_log_entry_'
          || to_char(retention_log_begins() AT TIME ZONE 'UTC', 'YYYY_MM')) COLLATE "C"
    ORDER BY part.relname
$body$;
"""

DROPPING = """
CREATE FUNCTION retention_drop_log_months(why text, who bigint) RETURNS SETOF bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET lock_timeout = '10s' AS $body$
DECLARE
    here bigint := pg_current_xact_id()::text::bigint;
    begins timestamptz;
    months text[];
    part text;
    counted jsonb := '{}';
    found jsonb;
    old bigint := 0;
BEGIN
    IF NOT EXISTS (SELECT FROM accounts_user WHERE id = who) THEN
        RAISE EXCEPTION 'A removal names who did it' USING ERRCODE = 'insufficient_privilege';
    END IF;
    -- nobody places a hold, or sets a longer period, while this goes on
    LOCK TABLE retention_hold, retention_retentionrule IN SHARE ROW EXCLUSIVE MODE;
    IF retention_log_held() THEN
        RAISE EXCEPTION 'Some record is on hold, so the access log is kept whole'
            USING ERRCODE = 'object_not_in_prerequisite_state';
    END IF;
    begins := retention_log_begins();
    SELECT coalesce(array_agg(name), '{}') INTO months FROM retention_log_months_over() AS name;

    -- the owner reads no line of the log but those that go in this transaction
    FOREACH part IN ARRAY months LOOP
        EXECUTE format('CREATE POLICY leaving ON public.%I FOR SELECT TO CURRENT_USER USING (true)', part);
        EXECUTE format('SELECT coalesce(jsonb_object_agg(coalesce(place::text, ''''), number), ''{}'') FROM ('
            'SELECT partnership_id AS place, count(*) AS number FROM public.%I GROUP BY 1) AS counts', part)
            INTO found;
        counted := retention_sum(counted, found);
    END LOOP;
    -- lines that came before their month was made lie in the last partition, which stays
    CREATE POLICY leaving ON access_log_entry_other FOR SELECT TO CURRENT_USER USING (true);
    CREATE POLICY leaves ON access_log_entry_other FOR DELETE TO CURRENT_USER USING (true);
    GRANT DELETE ON access_log_entry_other TO CURRENT_USER;
    WITH gone AS (DELETE FROM access_log_entry_other WHERE at < begins RETURNING partnership_id),
        counts AS (SELECT partnership_id AS place, count(*) AS number FROM gone GROUP BY 1)
    SELECT coalesce(jsonb_object_agg(coalesce(place::text, ''), number), '{}'), coalesce(sum(number), 0)
        INTO found, old FROM counts;
    counted := retention_sum(counted, found);
    REVOKE DELETE ON access_log_entry_other FROM CURRENT_USER;
    DROP POLICY leaves ON access_log_entry_other;
    DROP POLICY leaving ON access_log_entry_other;
    IF cardinality(months) = 0 AND old = 0 THEN
        RETURN;
    END IF;

    RETURN QUERY INSERT INTO retention_purge (ref, at, partnership_id, kind, fate, counts, digest, reason,
        actor_id, simulation_id, database_role, transaction_id)
    SELECT left(replace(gen_random_uuid()::text, '-', ''), 12), clock_timestamp(), NULLIF(line.key, '')::bigint,
        'access-log', 'purge', jsonb_build_object('access_log_entry', line.value::bigint),
        encode(sha256(convert_to(array_to_string(months, E'\\n'), 'UTF8')), 'hex'), why,
        who, NULL, session_user, here
    FROM jsonb_each_text('{"": 0}'::jsonb || counted) AS line
    RETURNING id;

    FOREACH part IN ARRAY months LOOP
        EXECUTE format('DROP TABLE public.%I', part);
    END LOOP;
END
$body$;
-- {"7": 3} and {"7": 1, "9": 2} are {"7": 4, "9": 2}
CREATE FUNCTION retention_sum(one jsonb, other jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $body$
    SELECT coalesce(jsonb_object_agg(key, number), '{}') FROM (
        SELECT key, sum(value::bigint) AS number
        FROM (SELECT * FROM jsonb_each_text(one) UNION ALL SELECT * FROM jsonb_each_text(other)) AS pairs
        GROUP BY key) AS summed
$body$;
"""
LOOKING = ("retention_log_begins()", "retention_log_held()", "retention_log_months_over()")
REMOVING = ("retention_drop_log_months(text, bigint)", "retention_sum(jsonb, jsonb)")
RIGHTS = "".join(
    [
        *(f"REVOKE ALL ON FUNCTION {name} FROM PUBLIC;" for name in (*LOOKING, *REMOVING)),
        *(f"GRANT EXECUTE ON FUNCTION {name} TO lapwing_app, lapwing_maintenance;" for name in LOOKING),
        f"GRANT EXECUTE ON FUNCTION {REMOVING[0]} TO lapwing_maintenance;",
    ]
)


class Migration(migrations.Migration):
    dependencies = [
        ("retention", "0002_purge"),
        ("access_log", "0001_access_log"),
    ]

    operations = [
        OwnerReads("retention_retentionrule"),
        migrations.AlterField("purge", "partnership_id", models.BigIntegerField(null=True)),
        migrations.RunSQL(LINES, UNDO_LINES),
        migrations.RunSQL(
            STANDING + DROPPING + RIGHTS,
            "".join(f"DROP FUNCTION {name};" for name in (*REMOVING, *reversed(LOOKING))),
        ),
    ]
