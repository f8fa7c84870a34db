"""The day of a turn is changed by request, and what promised something is taken out by request."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("improvement", "0040_evidence_of_a_turn")]

    operations = [
        migrations.AddField(
            "changerequest",
            "occurrence",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="change_requests",
                to="improvement.occurrence",
            ),
        ),
        migrations.AlterField(
            "changerequest",
            "kind",
            models.CharField(
                choices=[
                    ("date", "Date"),
                    ("baseline", "Baseline"),
                    ("target", "Target"),
                    ("turn", "Day of a turn"),
                    ("take out", "Taking out"),
                ],
                max_length=8,
            ),
        ),
        migrations.RemoveConstraint("changerequest", "request_is_about_something"),
        migrations.AddConstraint(
            "changerequest",
            models.CheckConstraint(
                condition=Q(kind="date", milestone__isnull=False, occurrence=None)
                | Q(kind="turn", milestone__isnull=False, occurrence__isnull=False)
                | Q(kind__in=["baseline", "target"], series__isnull=False)
                | Q(kind="take out", milestone__isnull=False, series=None)
                | Q(kind="take out", milestone=None, occurrence=None, series__isnull=False),
                name="request_is_about_something",
            ),
        ),
    ]
