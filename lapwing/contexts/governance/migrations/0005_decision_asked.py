"""A group is asked for a decision: between what, what is recommended, and at which meeting."""

import django.db.models.deletion
from django.db import migrations, models

# ``OnePartnership`` is for all references of a table; this table has its own but for the new one.
HOLD = """
ALTER TABLE governance_escalateditem ADD CONSTRAINT meeting_id_same_partnership
FOREIGN KEY (meeting_id, partnership_id) REFERENCES governance_meeting (id, partnership_id)
DEFERRABLE INITIALLY DEFERRED
"""
LET_GO = "ALTER TABLE governance_escalateditem DROP CONSTRAINT meeting_id_same_partnership"


class Migration(migrations.Migration):
    dependencies = [
        ("governance", "0004_over_since"),
    ]

    operations = [
        migrations.AddField(
            model_name="escalateditem",
            name="kind",
            field=models.CharField(
                choices=[("escalated", "Escalated"), ("decision", "Decision asked for")],
                db_default="escalated",
                default="escalated",
                max_length=9,
            ),
        ),
        migrations.AddField(
            model_name="escalateditem",
            name="options",
            field=models.TextField(blank=True, db_default="", default=""),
        ),
        migrations.AddField(
            model_name="escalateditem",
            name="recommendation",
            field=models.TextField(blank=True, db_default="", default=""),
        ),
        migrations.AddField(
            model_name="escalateditem",
            name="meeting",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="governance.meeting",
            ),
        ),
        migrations.RunSQL(HOLD, LET_GO),
    ]
