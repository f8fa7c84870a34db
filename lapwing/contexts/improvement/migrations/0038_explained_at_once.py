"""What is reported off track at once says what is done about it, and a forecast.

Reports that were made before have neither, and so have those that the version before makes.
"""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("improvement", "0037_words_withdrawn")]

    operations = [
        migrations.AddField(
            "statusreport", "mitigation", models.TextField(blank=True, db_default="", default="")
        ),
        migrations.AddField("statusreport", "forecast_on", models.DateField(blank=True, null=True)),
        migrations.AddConstraint(
            "statusreport",
            models.CheckConstraint(
                condition=~Q(status="off track")
                | Q(mitigation="", forecast_on=None)
                | ~Q(mitigation="") & Q(forecast_on__isnull=False),
                name="off_track_has_both_or_neither",
            ),
        ),
    ]
