"""Up to which moment a frozen pack holds all that was recorded: it never changes either."""

from django.db import migrations, models

FROZEN = """
CREATE TRIGGER frozen_until BEFORE UPDATE ON packs_packsnapshot FOR EACH ROW
    WHEN (OLD.settled_until IS DISTINCT FROM NEW.settled_until)
    EXECUTE FUNCTION packs_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("packs", "0004_words_and_notes")]

    operations = [
        migrations.AddField(
            model_name="packsnapshot",
            name="settled_until",
            field=models.DateTimeField(null=True),
        ),
        migrations.RunSQL(FROZEN, "DROP TRIGGER frozen_until ON packs_packsnapshot;"),
    ]
