"""The judgement of a success criterion keeps which evidence it rests on."""

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("improvement", "0037_words_withdrawn")]

    operations = [
        migrations.AddField(
            "criterionjudgement",
            "rests_on",
            ArrayField(models.CharField(max_length=12), blank=True, default=list, null=True),
            preserve_default=False,
        ),
    ]
