"""What a plan calls its groups and objectives."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("improvement", "0029_displays")]

    operations = [
        migrations.AddField("plan", "terms", models.JSONField(blank=True, db_default={}, default=dict)),
    ]
