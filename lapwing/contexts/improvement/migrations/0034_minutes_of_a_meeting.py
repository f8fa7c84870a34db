"""Evidence that is minutes names the meeting, and what its minutes were called when it was given."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("improvement", "0033_two_in_three")]

    operations = [
        migrations.AddField(
            "evidence",
            "meeting_ref",
            models.CharField("meeting", blank=True, db_default="", default="", max_length=12),
        ),
        migrations.AddField(
            "evidence",
            "meeting_words",
            models.CharField("minutes of", blank=True, db_default="", default="", max_length=300),
        ),
    ]
