"""The secrets of webhooks are kept encrypted, so that they outlive a change of SECRET_KEY."""

from django.db import migrations, models

KEEP = """
CREATE OR REPLACE TRIGGER keep_history AFTER INSERT OR UPDATE OR DELETE ON webhooks_webhook
FOR EACH ROW EXECUTE FUNCTION history_record({})
"""


class Migration(migrations.Migration):

    dependencies = [
        ('webhooks', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='webhook',
            name='sealed',
            field=models.TextField(blank=True, db_default='', default=''),
        ),
        migrations.AddField(
            model_name='webhook',
            name='sealed_before',
            field=models.TextField(blank=True, db_default='', default=''),
        ),
        # none of them enters the history
        migrations.RunSQL(
            KEEP.format("'salt', 'salt_before', 'sealed', 'sealed_before'"),
            KEEP.format("'salt', 'salt_before'"),
        ),
    ]
