"""What documents print beside the promise itself: who is accountable, why, how it stood; and their legends."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from lapwing.platform.access.operations import Guarded, OnePartnership

STATUSES = [
    ("not started", "Not started"),
    ("on track", "On track"),
    ("at risk", "At risk"),
    ("off track", "Off track"),
    ("done", "Done, evidence awaited"),
    ("evidenced", "Done and evidenced"),
    ("stopped", "Stopped"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("improvement", "0006_draft_reading"),
        ("registry", "0003_one_partnership"),
    ]

    operations = [
        migrations.AddField("plan", "legend", models.JSONField(blank=True, default=list)),
        migrations.AddField(
            "action",
            "accountable",
            django.contrib.postgres.fields.ArrayField(
                base_field=models.TextField(), blank=True, default=list, size=None
            ),
        ),
        migrations.AddField("action", "governance", models.TextField(blank=True)),
        migrations.AddField("action", "rationale", models.TextField(blank=True)),
        migrations.AddField("action", "progress_as_printed", models.TextField(blank=True)),
        migrations.CreateModel(
            "PrintedStatus",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveIntegerField(default=0)),
                ("as_written", models.TextField()),
                ("status", models.CharField(blank=True, choices=STATUSES, max_length=12)),
                ("period", models.TextField(blank=True)),
                ("on", models.DateField(blank=True, null=True)),
                ("note", models.TextField(blank=True)),
                ("milestone", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="printed_statuses", to="improvement.milestone")),
                ("partnership", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.partnership")),
            ],
            options={"ordering": ["milestone_id", "position", "id"]},
        ),
        Guarded("improvement_printedstatus"),
        OnePartnership("improvement_printedstatus"),
    ]
