"""What an actor may see, worked out in the database from the same dated grants as in ``registry.actors``.

Each function runs as the owner (SECURITY DEFINER), because the tables it reads are themselves guarded by it.
"Today" is the day in England by the database's own clock, so that the application cannot move it.
"""

from django.db import migrations

from lapwing.platform.access.operations import SEEN_PARTNERSHIPS, ForceRowSecurity, Guarded, OwnerReads
from lapwing.platform.history.operations import KeepHistory

FUNCTIONS = """
CREATE FUNCTION access_today() RETURNS date
LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
RETURN (now() AT TIME ZONE 'Europe/London')::date;

-- Who acts. Nobody, when the number is no open account's: it is only what the transaction was told.
CREATE FUNCTION access_actor() RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $body$
DECLARE
    told bigint := NULLIF(current_setting('lapwing.actor', true), '')::bigint;
BEGIN
    RETURN (SELECT id FROM accounts_user WHERE id = told AND is_active);
END
$body$;

CREATE FUNCTION access_is_system() RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $body$
BEGIN
    RETURN EXISTS (SELECT FROM accounts_user WHERE id = access_actor() AND kind = 'system');
END
$body$;

-- The partnerships the actor may see today; a system user sees every open one.
CREATE FUNCTION access_partnerships() RETURNS SETOF bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 5 SET search_path = pg_catalog, public, pg_temp AS $body$
DECLARE
    who bigint := access_actor();
    what text := (SELECT kind FROM accounts_user WHERE id = who);
BEGIN
    IF what = 'system' THEN
        RETURN QUERY SELECT id FROM registry_partnership
            WHERE closed_on IS NULL OR closed_on >= access_today();
    ELSIF what = 'person' THEN
        RETURN QUERY SELECT DISTINCT held.partnership_id
            FROM registry_membership AS held
            JOIN registry_partnership AS whole ON whole.id = held.partnership_id
            WHERE held.user_id = who
              AND held.ended_at IS NULL
              AND held.from_date <= access_today()
              AND (held.to_date IS NULL OR held.to_date >= access_today())
              AND (whole.closed_on IS NULL OR whole.closed_on >= access_today());
    END IF;
END
$body$;

-- Everybody who holds or held a role in a partnership that the actor may see.
CREATE FUNCTION access_people() RETURNS SETOF bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 200 SET search_path = pg_catalog, public, pg_temp AS $body$
BEGIN
    RETURN QUERY SELECT DISTINCT user_id FROM registry_membership
        WHERE partnership_id = ANY (ARRAY(SELECT access_partnerships()));
END
$body$;

-- The bodies that take part in a partnership that the actor may see.
CREATE FUNCTION access_organisations() RETURNS SETOF bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 50 SET search_path = pg_catalog, public, pg_temp AS $body$
BEGIN
    RETURN QUERY SELECT DISTINCT organisation_id FROM registry_participation
        WHERE partnership_id = ANY (ARRAY(SELECT access_partnerships()));
END
$body$;

-- A body that takes part in none, as in the moment between its making and its first part.
CREATE FUNCTION access_is_unplaced(organisation bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $body$
BEGIN
    RETURN access_actor() IS NOT NULL
        AND NOT EXISTS (SELECT FROM registry_participation WHERE organisation_id = organisation);
END
$body$;

-- A person's roles on a day, for the application to work out what they may do. Nothing for a closed account.
CREATE FUNCTION access_grants(who bigint, day date)
RETURNS TABLE (role text, partnership_id bigint, organisation_id bigint, from_date date, to_date date)
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 5 SET search_path = pg_catalog, public, pg_temp AS $body$
BEGIN
    RETURN QUERY SELECT held.role::text, held.partnership_id, held.organisation_id, held.from_date, held.to_date
        FROM registry_membership AS held
        JOIN registry_partnership AS whole ON whole.id = held.partnership_id
        JOIN accounts_user AS person ON person.id = held.user_id
        WHERE held.user_id = who AND person.is_active
          AND held.ended_at IS NULL
          AND held.from_date <= day AND (held.to_date IS NULL OR held.to_date >= day)
          AND (whole.closed_on IS NULL OR whole.closed_on >= day)
        ORDER BY held.from_date, held.id;
END
$body$;

-- One account by its number: a signed-in session is turned into a person before anybody acts.
CREATE FUNCTION access_account(who bigint) RETURNS SETOF accounts_user
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 1 SET search_path = pg_catalog, public, pg_temp AS $body$
BEGIN
    RETURN QUERY SELECT * FROM accounts_user WHERE id = who;
END
$body$;

-- The number of the system user of this name, made at its first use. It is its own maker in the history.
CREATE FUNCTION access_system_user(called text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $body$
DECLARE
    found bigint := (SELECT id FROM accounts_user WHERE kind = 'system' AND name = called);
    before text := coalesce(current_setting('lapwing.actor', true), '');
BEGIN
    IF found IS NULL THEN
        found := nextval(pg_get_serial_sequence('accounts_user', 'id'));
        PERFORM set_config('lapwing.actor', found::text, true);
        INSERT INTO accounts_user (id, ref, email, name, kind, password, is_active, created_at)
        VALUES (found, substr(md5(called || now()::text), 1, 12), lower(regexp_replace(called, '[^A-Za-z0-9]+', '-', 'g')) || '@system.invalid', called,
                'system', '!', true, now())
        ON CONFLICT DO NOTHING;
        PERFORM set_config('lapwing.actor', before, true);
        found := (SELECT id FROM accounts_user WHERE kind = 'system' AND name = called);
    END IF;
    RETURN found;
END
$body$;
"""

NAMES = [
    "access_system_user(text)",
    "access_account(bigint)",
    "access_grants(bigint, date)",
    "access_is_unplaced(bigint)",
    "access_organisations()",
    "access_people()",
    "access_partnerships()",
    "access_is_system()",
    "access_actor()",
    "access_today()",
]

RIGHTS = "".join(
    f"REVOKE ALL ON FUNCTION {name} FROM PUBLIC; "
    f"GRANT EXECUTE ON FUNCTION {name} TO lapwing_app, lapwing_maintenance;"
    for name in NAMES
)

# What stands in a scalar subquery is worked out once for a statement.
ACTOR = "(SELECT access_actor())"
SEEN_PEOPLE = f"(id = {ACTOR} OR kind = 'system' OR id = ANY (ARRAY(SELECT access_people())))"
IS_SYSTEM = "(SELECT access_is_system())"

HISTORY_POLICY = f"""
CREATE POLICY seen_by_actor ON history_entry FOR SELECT TO lapwing_app USING (
    partnership_id = {SEEN_PARTNERSHIPS}
    OR partnership_id IS NULL AND (
        table_name = 'accounts_user'
            AND (row_id = {ACTOR} OR row_id = ANY (ARRAY(SELECT access_people())))
        OR table_name = 'registry_organisation' AND row_id = ANY (ARRAY(SELECT access_organisations()))
    )
    OR {IS_SYSTEM}
);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0001_initial"),
        ("accounts", "0001_initial"),
        ("history", "0001_history"),
    ]

    operations = [
        migrations.RunSQL(
            FUNCTIONS + RIGHTS,
            "".join(f"DROP FUNCTION {name};" for name in NAMES),
        ),
        OwnerReads("accounts_user"),
        OwnerReads("registry_partnership"),
        OwnerReads("registry_participation"),
        OwnerReads("registry_membership"),
        migrations.RunSQL(
            # The one row that a function of the owner adds: a system user.
            "CREATE POLICY made_by_owner ON accounts_user FOR INSERT TO CURRENT_USER WITH CHECK (kind = 'system')",
            "DROP POLICY made_by_owner ON accounts_user",
        ),
        Guarded("registry_participation"),
        Guarded("registry_invitation", hidden=["token_hash"]),
        ForceRowSecurity(
            "registry_membership",
            using=f"partnership_id = {SEEN_PARTNERSHIPS} OR user_id = {ACTOR}",
            check=f"partnership_id = {SEEN_PARTNERSHIPS}",
        ),
        KeepHistory("registry_membership"),
        ForceRowSecurity("registry_partnership", using=f"id = {SEEN_PARTNERSHIPS} OR {IS_SYSTEM}"),
        KeepHistory("registry_partnership"),
        ForceRowSecurity(
            "registry_organisation",
            using=f"id = ANY (ARRAY(SELECT access_organisations())) OR {IS_SYSTEM} OR access_is_unplaced(id)",
        ),
        KeepHistory("registry_organisation"),
        ForceRowSecurity(
            "accounts_user",
            using=f"{SEEN_PEOPLE} OR {IS_SYSTEM}",
            check=f"kind = 'person' AND {SEEN_PEOPLE} OR {IS_SYSTEM}",
        ),
        KeepHistory("accounts_user", hidden=["password"]),
        migrations.RunSQL(HISTORY_POLICY, "DROP POLICY seen_by_actor ON history_entry"),
    ]
