"""Evidence that came with an update on a turn, before evidence named its turn, is of that turn.

Through maintenance, to whom row-level security shows every row.
"""

from django.db import connections, migrations, transaction

WHY = "The turn that the update was on with which it was given"
NAME_TURNS = """
UPDATE improvement_evidence e
SET occurrence_id = u.occurrence_id
FROM improvement_update u
WHERE u.id = e.update_given_id AND u.occurrence_id IS NOT NULL AND e.occurrence_id IS NULL
    AND e.milestone_id = u.milestone_id
"""


def name_turns(apps, schema_editor):
    with transaction.atomic(using="maintenance"), connections["maintenance"].cursor() as cursor:
        cursor.execute("SELECT set_config('lapwing.reason', %s, true)", [WHY])
        cursor.execute(NAME_TURNS)


class Migration(migrations.Migration):
    dependencies = [("improvement", "0041_turns_and_taking_out")]

    operations = [migrations.RunPython(name_turns, migrations.RunPython.noop)]
