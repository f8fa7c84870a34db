"""Which titles were left out when somebody said which column is which: a new one is asked about."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("imports", "0002_guards")]

    operations = [
        migrations.AddField(
            model_name="savedcolumns",
            name="left_out",
            field=models.JSONField(blank=True, null=True),
        ),
    ]
