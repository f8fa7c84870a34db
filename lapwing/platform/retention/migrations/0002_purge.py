"""The one function that removes records with their history, and the record that it writes of it first.

It belongs to the owner and runs as it. The owner sees and removes a row only while a removal names it: the
policies look into ``retention_going``, which the function fills and empties in one transaction, and count
for nothing without a line of the same transaction in ``retention_purge``, which stays. Only maintenance may
call it.
"""

from django.db import migrations, models

from lapwing.platform.access.operations import ForceRowSecurity, Guarded, OnePartnership, OwnerReads
from lapwing.platform.retention.operations import GOING, going

TABLES = """
CREATE TABLE retention_purge (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    ref text NOT NULL UNIQUE,
    at timestamptz NOT NULL,
    partnership_id bigint NOT NULL,
    kind text NOT NULL,
    fate text NOT NULL CHECK (fate IN ('purge', 'anonymise')),
    counts jsonb NOT NULL,
    digest text NOT NULL,
    reason text NOT NULL CHECK (btrim(reason) <> ''),
    actor_id bigint NOT NULL,
    simulation_id bigint UNIQUE,
    database_role text NOT NULL,
    transaction_id bigint NOT NULL UNIQUE
);
CREATE INDEX retention_purge_of_partnership ON retention_purge (partnership_id, at, id);
CREATE TABLE retention_going (
    transaction_id bigint NOT NULL,
    fate text NOT NULL CHECK (fate IN ('purge', 'anonymise')),
    table_name text NOT NULL,
    row_id bigint NOT NULL,
    PRIMARY KEY (transaction_id, table_name, row_id)
);
REVOKE ALL ON retention_purge, retention_going FROM PUBLIC, lapwing_app, lapwing_maintenance;
REVOKE ALL ON SEQUENCE retention_purge_id_seq FROM PUBLIC, lapwing_app, lapwing_maintenance;
REVOKE UPDATE, DELETE, TRUNCATE ON retention_purge FROM CURRENT_USER;
GRANT SELECT ON retention_purge TO lapwing_app, lapwing_maintenance;
"""

POLICIES = f"""
CREATE POLICY written_by_function ON retention_purge FOR INSERT TO CURRENT_USER WITH CHECK (true);
CREATE POLICY read_by_owner ON retention_purge FOR SELECT TO CURRENT_USER USING (true);
CREATE POLICY purge_select ON history_entry FOR SELECT TO CURRENT_USER
    USING ({GOING.format(fate="purge", table="history_entry.table_name", row="history_entry.row_id")}
        OR {GOING.format(fate="anonymise", table="history_entry.table_name", row="history_entry.row_id")});
CREATE POLICY purge_delete ON history_entry FOR DELETE TO CURRENT_USER
    USING ({GOING.format(fate="purge", table="history_entry.table_name", row="history_entry.row_id")});
CREATE POLICY purge_update ON history_entry FOR UPDATE TO CURRENT_USER
    USING ({GOING.format(fate="anonymise", table="history_entry.table_name", row="history_entry.row_id")});
CREATE POLICY purge_update ON accounts_user FOR UPDATE TO CURRENT_USER
    USING (NOT is_active AND {going("anonymise", "accounts_user")});
"""
UNDO_POLICIES = """
DROP POLICY purge_update ON accounts_user;
DROP POLICY purge_update ON history_entry;
DROP POLICY purge_delete ON history_entry;
DROP POLICY purge_select ON history_entry;
DROP POLICY read_by_owner ON retention_purge;
DROP POLICY written_by_function ON retention_purge;
"""

FUNCTION = """
CREATE FUNCTION retention_purge_rows(
    called text, of_kind text, of_fate text, partnership bigint, going jsonb, anonymised jsonb,
    protecting jsonb, why text, who bigint, simulation bigint
) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $body$
DECLARE
    here bigint := pg_current_xact_id()::text::bigint;
    approved retention_simulation%ROWTYPE;
    total text;
    made bigint;
    part record;
    removed bigint;
BEGIN
    IF NOT EXISTS (SELECT FROM accounts_user WHERE id = who) THEN
        RAISE EXCEPTION 'A removal names who did it' USING ERRCODE = 'insufficient_privilege';
    END IF;
    -- nobody places a hold, or decides on a simulation, while this goes on
    LOCK TABLE retention_hold, retention_simulation IN SHARE ROW EXCLUSIVE MODE;

    INSERT INTO retention_going (transaction_id, fate, table_name, row_id)
    SELECT here, named.fate, parts.key, ids.value::bigint
    FROM (VALUES ('purge', going), ('anonymise', anonymised)) AS named (fate, rows),
        LATERAL jsonb_each(named.rows) AS parts,
        LATERAL jsonb_array_elements_text(parts.value) AS ids;
    IF EXISTS (SELECT FROM retention_going WHERE transaction_id = here AND fate = 'anonymise'
               AND table_name <> 'accounts_user') THEN
        RAISE EXCEPTION 'Only accounts are given a pseudonym' USING ERRCODE = 'invalid_parameter_value';
    END IF;
    SELECT encode(sha256(convert_to(string_agg(
        fate || ' ' || table_name || ':' || row_id, E'\\n'
        ORDER BY fate COLLATE "C", table_name COLLATE "C", row_id), 'UTF8')), 'hex')
        INTO total FROM retention_going WHERE transaction_id = here;
    IF total IS NULL THEN
        RAISE EXCEPTION 'Nothing is named to be removed' USING ERRCODE = 'invalid_parameter_value';
    END IF;

    IF EXISTS (
        SELECT FROM retention_hold AS hold
        WHERE hold.partnership_id = partnership AND hold.lifted_at IS NULL
          AND (hold.until IS NULL OR hold.until >= access_today())
          AND (hold.table_name = '' AND hold.kind = of_kind
               OR EXISTS (SELECT FROM retention_going AS g WHERE g.transaction_id = here
                          AND g.table_name = hold.table_name AND g.row_id = hold.row_id)
               OR protecting -> hold.table_name @> to_jsonb(hold.row_id))
    ) THEN
        RAISE EXCEPTION 'Some of it is on hold' USING ERRCODE = 'object_not_in_prerequisite_state';
    END IF;

    IF simulation IS NOT NULL THEN
        SELECT * INTO approved FROM retention_simulation WHERE id = simulation;
        IF approved.state IS DISTINCT FROM 'approved' OR approved.decided_by_id IS NULL
           OR approved.decided_by_id = approved.made_by_id OR approved.partnership_id <> partnership
           OR approved.kind <> of_kind OR approved.fate <> of_fate THEN
            RAISE EXCEPTION 'This removal is not approved' USING ERRCODE = 'insufficient_privilege';
        END IF;
        IF approved.digest <> total THEN
            RAISE EXCEPTION 'This is not what was approved' USING ERRCODE = 'insufficient_privilege';
        END IF;
    END IF;

    -- first what stays of it: nothing below can happen without this line
    INSERT INTO retention_purge (ref, at, partnership_id, kind, fate, counts, digest, reason,
        actor_id, simulation_id, database_role, transaction_id)
    SELECT called, clock_timestamp(), partnership, of_kind, of_fate,
        (SELECT jsonb_object_agg(table_name, number) FROM (
            SELECT table_name, count(*) AS number FROM retention_going WHERE transaction_id = here
            GROUP BY table_name) AS counted),
        total, why, who, simulation, session_user, here
    RETURNING id INTO made;

    FOR part IN SELECT table_name, array_agg(row_id) AS ids FROM retention_going
                WHERE transaction_id = here AND fate = 'purge' GROUP BY table_name LOOP
        IF NOT EXISTS (SELECT FROM pg_policies WHERE schemaname = 'public' AND tablename = part.table_name
                       AND policyname = 'purge_delete') THEN
            RAISE EXCEPTION 'Rows of % are never removed', part.table_name
                USING ERRCODE = 'insufficient_privilege';
        END IF;
        EXECUTE format('DELETE FROM public.%I WHERE id = ANY ($1)', part.table_name) USING part.ids;
        GET DIAGNOSTICS removed = ROW_COUNT;
        IF removed <> cardinality(part.ids) THEN
            RAISE EXCEPTION 'Some rows of % are gone already', part.table_name
                USING ERRCODE = 'object_not_in_prerequisite_state';
        END IF;
    END LOOP;

    UPDATE accounts_user SET name = 'Former colleague ' || upper(left(ref, 4)),
        email = ref || '@closed.invalid', password = '!'
    WHERE id IN (SELECT row_id FROM retention_going WHERE transaction_id = here AND fate = 'anonymise');
    GET DIAGNOSTICS removed = ROW_COUNT;
    IF removed <> (SELECT count(*) FROM retention_going WHERE transaction_id = here AND fate = 'anonymise') THEN
        RAISE EXCEPTION 'Only closed accounts are given a pseudonym'
            USING ERRCODE = 'object_not_in_prerequisite_state';
    END IF;
    UPDATE history_entry SET old = retention_without_names(old), new = retention_without_names(new)
    WHERE table_name = 'accounts_user'
      AND row_id IN (SELECT row_id FROM retention_going WHERE transaction_id = here AND fate = 'anonymise');

    DELETE FROM history_entry
    WHERE (table_name, row_id) IN (
        SELECT table_name, row_id FROM retention_going WHERE transaction_id = here AND fate = 'purge');
    DELETE FROM retention_going WHERE transaction_id = here;
    RETURN made;
END
$body$;

-- An image of an account without the name and the address that were in it.
CREATE FUNCTION retention_without_names(image jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp
RETURN CASE WHEN image IS NULL THEN NULL ELSE image || jsonb_build_object(
    'name', 'Former colleague ' || upper(left(image ->> 'ref', 4)), 'email', (image ->> 'ref') || '@closed.invalid')
    END;
REVOKE ALL ON FUNCTION retention_without_names(jsonb) FROM PUBLIC;
REVOKE ALL ON FUNCTION
    retention_purge_rows(text, text, text, bigint, jsonb, jsonb, jsonb, text, bigint, bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
    retention_purge_rows(text, text, text, bigint, jsonb, jsonb, jsonb, text, bigint, bigint)
    TO lapwing_maintenance;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("retention", "0001_retention"),
        ("registry", "0004_rights"),
        ("history", "0001_history"),
    ]

    operations = [
        Guarded("retention_retentionrule", "retention_hold", "retention_simulation"),
        OnePartnership("retention_retentionrule", "retention_hold", "retention_simulation"),
        OwnerReads("retention_hold"),
        OwnerReads("retention_simulation"),
        migrations.RunSQL(
            TABLES,
            "DROP TABLE retention_going; DROP TABLE retention_purge",
            state_operations=[
                migrations.CreateModel(
                    name="Purge",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("ref", models.CharField(max_length=12)),
                        ("at", models.DateTimeField()),
                        ("partnership_id", models.BigIntegerField()),
                        ("kind", models.TextField()),
                        ("fate", models.TextField()),
                        ("counts", models.JSONField()),
                        ("digest", models.TextField()),
                        ("reason", models.TextField()),
                        ("actor_id", models.BigIntegerField()),
                        ("simulation_id", models.BigIntegerField(null=True)),
                        ("database_role", models.TextField()),
                        ("transaction_id", models.BigIntegerField()),
                    ],
                    options={
                        "verbose_name": "removal",
                        "db_table": "retention_purge",
                        "ordering": ["-at", "-id"],
                        "managed": False,
                    },
                ),
            ],
        ),
        # the application has no right but to read
        ForceRowSecurity("retention_purge"),
        migrations.RunSQL(POLICIES, UNDO_POLICIES),
        migrations.RunSQL(
            FUNCTION,
            "DROP FUNCTION retention_purge_rows(text, text, text, bigint, jsonb, jsonb, jsonb, text, bigint, bigint);"
            "DROP FUNCTION retention_without_names(jsonb)",
        ),
    ]
