"""From which part of an earlier plan a part of a plan came."""

import django.db.models.deletion
from django.db import migrations, models

# ``OnePartnership`` is for all references of a table; these tables have theirs but for the new one.
HOLD = """
ALTER TABLE improvement_{part} ADD CONSTRAINT came_from_id_same_partnership
FOREIGN KEY (came_from_id, partnership_id) REFERENCES improvement_{part} (id, partnership_id)
DEFERRABLE INITIALLY DEFERRED
"""
LET_GO = "ALTER TABLE improvement_{part} DROP CONSTRAINT came_from_id_same_partnership"
PARTS = ("plan", "area", "group", "objective", "action", "milestone", "measure")


def came_from(part):
    return models.ForeignKey(
        blank=True,
        null=True,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="goes_on_as",
        to=f"improvement.{part}",
    )


class Migration(migrations.Migration):
    dependencies = [("improvement", "0022_evidence_that_was_enough")]

    operations = [
        *(migrations.AddField(part, "came_from", came_from(part)) for part in PARTS),
        *(migrations.RunSQL(HOLD.format(part=part), LET_GO.format(part=part)) for part in PARTS),
    ]
