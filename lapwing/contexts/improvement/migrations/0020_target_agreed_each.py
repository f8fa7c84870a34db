"""How often the next target of a series is agreed. The version that runs meanwhile says nothing of it."""

from django.db import migrations, models

EACH = [
    ("month", "Every month"),
    ("quarter", "Every quarter"),
    ("term", "Every school term"),
    ("year", "Every year"),
]


class Migration(migrations.Migration):
    dependencies = [("improvement", "0019_requests_decided_by_another")]

    operations = [
        migrations.AddField(
            model_name="series",
            name="agreed_each",
            field=models.CharField(blank=True, choices=EACH, default="", db_default="", max_length=8),
        ),
    ]
