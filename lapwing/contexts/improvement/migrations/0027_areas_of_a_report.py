"""A draft may be an inspection report, whose areas people confirm before a plan starts from them."""

from django.db import migrations, models

from lapwing.platform.history.operations import KeepHistory

HIDDEN = ("data", "content", "reading")


class Migration(migrations.Migration):
    dependencies = [("improvement", "0026_more_time_again"), ("history", "0001_history")]

    operations = [
        migrations.AddField(
            "plandraft", "for_areas", models.BooleanField(default=False, db_default=False)
        ),
        migrations.AddField("plandraft", "areas", models.JSONField(blank=True, null=True)),
        # what was read of a document is the document's: the history says only that it came
        migrations.RunSQL(
            'DROP TRIGGER keep_history ON "improvement_plandraft"',
            KeepHistory("improvement_plandraft", hidden=HIDDEN).sql,
        ),
        KeepHistory("improvement_plandraft", hidden=(*HIDDEN, "areas")),
    ]
