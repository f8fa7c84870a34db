"""An effect may say where it led, so that whoever asks for it a second time is led there too."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("jobs", "0002_guards")]

    operations = [
        migrations.AddField(
            model_name="effect",
            name="leads_to",
            field=models.CharField(max_length=500, blank=True, default="", db_default=""),
        ),
        # what was done stays as it is; only where it led is said afterwards
        migrations.RunSQL(
            "GRANT UPDATE (leads_to) ON jobs_effect TO lapwing_app;",
            "REVOKE UPDATE (leads_to) ON jobs_effect FROM lapwing_app;",
        ),
    ]
