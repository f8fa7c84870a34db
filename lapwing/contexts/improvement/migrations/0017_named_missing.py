"""What a cycle expects may be named as missing, with the reason, when the cycle is signed off without it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("improvement", "0016_held_by_groups")]
    operations = [
        migrations.AddField(
            "expected", "missing_reason", models.TextField(blank=True, default="", db_default="")
        ),
    ]
