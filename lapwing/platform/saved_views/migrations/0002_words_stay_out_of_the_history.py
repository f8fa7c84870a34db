"""What somebody looked for, and what they called it, may name a person: it goes with the view, not before it.

The history of a view would keep both for as long as the account; that they changed is enough. Exports hide
what they were asked for alike.
"""

from django.db import migrations

TRIGGER = """
CREATE OR REPLACE TRIGGER keep_history AFTER INSERT OR UPDATE OR DELETE ON saved_views_savedview
FOR EACH ROW EXECUTE FUNCTION history_record({hidden})
"""


class Migration(migrations.Migration):
    dependencies = [
        ("saved_views", "0001_initial"),
        ("history", "0001_history"),
    ]

    operations = [
        migrations.RunSQL(TRIGGER.format(hidden="'name', 'query'"), TRIGGER.format(hidden="")),
    ]
