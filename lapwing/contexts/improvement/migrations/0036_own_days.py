"""All last days of a rhythm on dates of one's own, and not its first alone."""

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("improvement", "0035_two_in_three_of_a_measure")]

    operations = [
        migrations.AddField(
            "rhythm",
            "further_days",
            ArrayField(
                models.DateField(), blank=True, db_default=[], default=list, verbose_name="further last days"
            ),
        ),
    ]
