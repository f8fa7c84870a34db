"""Evidence names the turn of a recurring milestone that it is of."""

import django.db.models.deletion
from django.db import migrations, models

# ``OnePartnership`` is for all references of a table; this table has its own but for the new one.
HOLD = """
ALTER TABLE improvement_evidence ADD CONSTRAINT occurrence_id_same_partnership
FOREIGN KEY (occurrence_id, partnership_id) REFERENCES improvement_occurrence (id, partnership_id)
DEFERRABLE INITIALLY DEFERRED
"""
LET_GO = "ALTER TABLE improvement_evidence DROP CONSTRAINT occurrence_id_same_partnership"


class Migration(migrations.Migration):
    dependencies = [("improvement", "0039_judged_by_evidence")]

    operations = [
        migrations.AddField(
            "evidence",
            "occurrence",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="evidence",
                to="improvement.occurrence",
            ),
        ),
        migrations.RunSQL(HOLD, LET_GO),
    ]
