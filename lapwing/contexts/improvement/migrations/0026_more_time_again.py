"""How often there was more time in a cycle, so that the same last day can be told of anew."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("improvement", "0025_dependencies")]

    operations = [
        migrations.AddField(
            "cycle",
            "times_extended",
            models.PositiveSmallIntegerField(db_default=0, default=0),
        ),
    ]
