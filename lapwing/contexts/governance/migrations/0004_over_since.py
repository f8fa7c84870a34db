"""Since when what a rule raised is over."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("governance", "0003_day_of_answer"),
    ]

    operations = [
        migrations.AddField(
            model_name="escalateditem",
            name="over_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="over since"),
        ),
    ]
