"""Which status the acceptance of evidence recorded, so that it goes when the evidence is withdrawn."""

import django.db.models.deletion
from django.db import migrations, models

# ``OnePartnership`` is for all references of a table; this table has its own but for the new one.
HOLD = """
ALTER TABLE improvement_evidence ADD CONSTRAINT report_id_same_partnership
FOREIGN KEY (report_id, partnership_id) REFERENCES improvement_statusreport (id, partnership_id)
DEFERRABLE INITIALLY DEFERRED
"""
LET_GO = "ALTER TABLE improvement_evidence DROP CONSTRAINT report_id_same_partnership"


class Migration(migrations.Migration):
    dependencies = [("improvement", "0021_recalculations")]

    operations = [
        migrations.AddField(
            "evidence",
            "report",
            models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="evidence_accepted",
                to="improvement.statusreport",
            ),
        ),
        migrations.RunSQL(HOLD, LET_GO),
    ]
