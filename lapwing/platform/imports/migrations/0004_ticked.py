"""Whether a person wants of a whole file what its feed offers beside bringing it in."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("imports", "0003_left_out")]

    operations = [
        migrations.AddField(
            model_name="dataimport",
            name="is_ticked",
            field=models.BooleanField(db_default=False, default=False),
        ),
    ]
