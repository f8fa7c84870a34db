"""Everybody who had a part in a public version is known, so that none of them approves it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("public_version", "0001_initial")]

    operations = [
        migrations.AddField("publicversion", "had_part", models.JSONField(db_default=[], default=list)),
    ]
