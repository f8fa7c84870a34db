"""A request is about a turn of its own partnership."""

from django.db import migrations

HOLD = """
ALTER TABLE improvement_changerequest ADD CONSTRAINT occurrence_id_same_partnership
FOREIGN KEY (occurrence_id, partnership_id) REFERENCES improvement_occurrence (id, partnership_id)
DEFERRABLE INITIALLY DEFERRED
"""
LET_GO = "ALTER TABLE improvement_changerequest DROP CONSTRAINT occurrence_id_same_partnership"


class Migration(migrations.Migration):
    dependencies = [("improvement", "0042_turns_of_earlier_evidence")]

    operations = [migrations.RunSQL(HOLD, LET_GO)]
