"""A pack is of a group, of a meeting of it, and of a reporting cycle, chosen from lists."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('packs', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='pack',
            name='cycle',
            field=models.CharField(blank=True, db_default='', default='', max_length=100, verbose_name='reporting cycle'),
        ),
        migrations.AddField(
            model_name='pack',
            name='cycle_ref',
            field=models.CharField(blank=True, db_default='', default='', max_length=12),
        ),
        migrations.AddField(
            model_name='pack',
            name='group_ref',
            field=models.CharField(blank=True, db_default='', default='', max_length=12),
        ),
        migrations.AddIndex(
            model_name='pack',
            index=models.Index(fields=['partnership', 'meeting_ref'], name='packs_of_meeting'),
        ),
    ]
