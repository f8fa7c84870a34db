"""The history says who edited a draft and when; what the document says in it goes with the draft."""

from django.db import migrations

from lapwing.platform.history.operations import KeepHistory


class Migration(migrations.Migration):
    dependencies = [("improvement", "0008_plan_versions")]

    operations = [
        migrations.RunSQL(
            'DROP TRIGGER keep_history ON "improvement_draftedit"',
            'CREATE TRIGGER keep_history AFTER INSERT OR UPDATE OR DELETE ON "improvement_draftedit" '
            "FOR EACH ROW EXECUTE FUNCTION history_record()",
        ),
        KeepHistory("improvement_draftedit", hidden=("data", "words")),
    ]
