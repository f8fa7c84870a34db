"""A person's sessions, sign-in history and unsent forms are theirs alone; the database keeps the time.

``sessions_touch`` is asked by every request of somebody who is signed in, before anybody acts. It runs as the
owner and by the database's clock, so that every web process tells the same time. A session that was once found
over is marked so, and one whose last use lies in the future is over: a clock that goes back extends none.
"""

from django.db import migrations

from lapwing.platform.access.operations import ForceRowSecurity, OwnerReads

SESSIONS, EVENTS, FORMS = (
    "account_sessions_signedinsession",
    "account_sessions_signinevent",
    "account_sessions_unsentform",
)
OWN = "user_id = (SELECT access_actor()) OR (SELECT access_is_system())"

FUNCTIONS = f"""
-- What is left of a session, in seconds, and whether it is "open"; otherwise how it ended, or "unknown".
CREATE FUNCTION sessions_touch(wanted text, who bigint, active boolean, idle interval, longest interval)
RETURNS TABLE (state text, idle_left integer, whole_left integer)
LANGUAGE plpgsql SECURITY DEFINER ROWS 1 SET search_path = pg_catalog, public, pg_temp AS $body$
DECLARE
    held {SESSIONS};
    moment timestamptz := clock_timestamp();
    found_state text;
BEGIN
    SELECT * INTO held FROM {SESSIONS} WHERE ref = wanted AND user_id = who;
    IF NOT FOUND THEN
        RETURN QUERY SELECT 'unknown', 0, 0;
        RETURN;
    END IF;
    found_state := CASE
        WHEN held.ended_at IS NOT NULL THEN held.ended_how
        -- a standby that takes over may be a little behind
        WHEN moment < greatest(held.last_active_at, held.started_at) - interval '1 minute' THEN 'clock'
        WHEN moment >= held.started_at + longest THEN 'longest'
        WHEN moment >= held.last_active_at + idle THEN 'idle'
        ELSE 'open' END;
    IF found_state <> 'open' THEN
        UPDATE {SESSIONS} SET ended_at = moment, ended_how = found_state
            WHERE id = held.id AND ended_at IS NULL;
    ELSIF active AND moment >= held.last_active_at + interval '15 seconds' THEN
        -- not at every request: a page of many parts would write as many rows
        UPDATE {SESSIONS} SET last_active_at = moment WHERE id = held.id AND ended_at IS NULL;
        IF NOT FOUND THEN
            found_state := 'elsewhere';
        END IF;
        held.last_active_at := moment;
    END IF;
    RETURN QUERY SELECT found_state,
        greatest(0, ceil(extract(epoch FROM held.last_active_at + idle - moment)))::integer,
        greatest(0, ceil(extract(epoch FROM held.started_at + longest - moment)))::integer;
END
$body$;

-- The application removes no line of a sign-in history itself; this one removes those that are a year old.
CREATE FUNCTION sessions_forget_events(older_than interval) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $body$
DECLARE
    removed integer;
BEGIN
    DELETE FROM {EVENTS} WHERE at < now() - greatest(older_than, interval '365 days');
    GET DIAGNOSTICS removed = ROW_COUNT;
    RETURN removed;
END
$body$;
"""
NAMES = ("sessions_touch(text, bigint, boolean, interval, interval)", "sessions_forget_events(interval)")
RIGHTS = "".join(
    f"REVOKE ALL ON FUNCTION {name} FROM PUBLIC; GRANT EXECUTE ON FUNCTION {name} TO lapwing_app;"
    for name in NAMES
)

OWNERS_POLICIES = (
    f"CREATE POLICY touched_by_owner ON {SESSIONS} FOR UPDATE TO CURRENT_USER USING (true);"
    f"CREATE POLICY forgotten_by_owner ON {EVENTS} FOR DELETE TO CURRENT_USER USING (true);"
)


class Migration(migrations.Migration):
    dependencies = [
        ("account_sessions", "0001_initial"),
        ("registry", "0003_one_partnership"),
    ]

    operations = [
        *(ForceRowSecurity(table, using=OWN) for table in (SESSIONS, EVENTS, FORMS)),
        OwnerReads(SESSIONS),
        OwnerReads(EVENTS),
        migrations.RunSQL(
            OWNERS_POLICIES,
            f"DROP POLICY touched_by_owner ON {SESSIONS}; DROP POLICY forgotten_by_owner ON {EVENTS}",
        ),
        migrations.RunSQL(
            f"REVOKE UPDATE, DELETE ON {EVENTS} FROM lapwing_app; REVOKE UPDATE ON {FORMS} FROM lapwing_app",
            f"GRANT UPDATE, DELETE ON {EVENTS} TO lapwing_app; GRANT UPDATE ON {FORMS} TO lapwing_app",
        ),
        migrations.RunSQL(
            FUNCTIONS + RIGHTS, "".join(f"DROP FUNCTION {name};" for name in NAMES)
        ),
    ]
