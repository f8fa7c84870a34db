"""From which line of an earlier plan's measure a line came: its figures tell of the same children."""

import django.db.models.deletion
from django.db import migrations, models

# ``OnePartnership`` is for all references of a table; this table has its own but for the new one.
HOLD = """
ALTER TABLE improvement_series ADD CONSTRAINT came_from_id_same_partnership
FOREIGN KEY (came_from_id, partnership_id) REFERENCES improvement_series (id, partnership_id)
DEFERRABLE INITIALLY DEFERRED
"""
LET_GO = "ALTER TABLE improvement_series DROP CONSTRAINT came_from_id_same_partnership"


class Migration(migrations.Migration):
    dependencies = [("improvement", "0027_areas_of_a_report")]

    operations = [
        migrations.AddField(
            "series",
            "came_from",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="goes_on_as",
                to="improvement.series",
            ),
        ),
        migrations.RunSQL(HOLD, LET_GO),
    ]
