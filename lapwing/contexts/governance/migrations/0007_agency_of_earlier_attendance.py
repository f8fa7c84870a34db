"""Attendance that was recorded before it kept its agency gets the one for which the seat was held then.

A seat may have passed to another agency since: what it was when the attendance was recorded stands in the
history. Where that holds nothing of it any more, the seat's agency of today is kept, as pages showed it.
Through maintenance, to whom row-level security shows every row.
"""

from django.db import connections, migrations, transaction

WHY = "The agency for which they sat when it was recorded"
KEEP = """
WITH recorded AS (
    SELECT a.id, a.member_id, min(h.id) AS entry
    FROM governance_attendance a
    LEFT JOIN history_entry h
        ON h.table_name = 'governance_attendance' AND h.row_id = a.id AND h.operation = 'INSERT'
    WHERE a.organisation_id IS NULL
    GROUP BY a.id, a.member_id
)
UPDATE governance_attendance a
SET organisation_id = coalesce((
    SELECT o.id
    FROM history_entry h
    JOIN registry_organisation o ON o.id = (h.new ->> 'organisation_id')::bigint
    WHERE h.table_name = 'registry_groupmember' AND h.row_id = r.member_id AND h.id < r.entry
    ORDER BY h.id DESC
    LIMIT 1
), s.organisation_id)
FROM recorded r
JOIN registry_groupmember s ON s.id = r.member_id
WHERE a.id = r.id
"""


def keep_agency(apps, schema_editor):
    with transaction.atomic(using="maintenance"), connections["maintenance"].cursor() as cursor:
        cursor.execute("SELECT set_config('lapwing.reason', %s, true)", [WHY])
        cursor.execute(KEEP)


class Migration(migrations.Migration):
    dependencies = [
        ("governance", "0006_agency_of_attendance"),
        ("history", "0001_history"),
    ]

    operations = [migrations.RunPython(keep_agency, migrations.RunPython.noop)]
