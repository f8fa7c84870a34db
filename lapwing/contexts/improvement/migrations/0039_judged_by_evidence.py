"""The judgement of a success criterion keeps which evidence it rests on."""

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("improvement", "0038_explained_at_once")]

    operations = [
        # of what was judged before it is not known: no list, which is not the same as an empty one
        migrations.AddField(
            "criterionjudgement", "rests_on", ArrayField(models.CharField(max_length=12), blank=True, null=True)
        ),
        migrations.AlterField(
            "criterionjudgement",
            "rests_on",
            ArrayField(models.CharField(max_length=12), blank=True, default=list, null=True),
        ),
    ]
