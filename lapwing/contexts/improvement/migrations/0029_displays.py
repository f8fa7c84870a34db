"""Screens on walls that show a plan, by a secret address of which only the hash is kept."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import lapwing.platform.refs
from lapwing.platform.access.operations import Guarded, OnePartnership
from lapwing.platform.retention.operations import Purgeable


class Migration(migrations.Migration):

    dependencies = [
        ('improvement', '0028_series_came_from'),
        ('history', '0001_history'),
        ('registry', '0009_groups'),
        ('retention', '0002_purge'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Display',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.CharField(default=lapwing.platform.refs.new_ref, editable=False, max_length=12, unique=True)),
                ('name', models.CharField(max_length=100, verbose_name='where it hangs')),
                ('token_hash', models.CharField(max_length=64)),
                ('created_at', models.DateTimeField()),
                ('last_day', models.DateField()),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
                ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.partnership')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='displays', to='improvement.plan')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['name', 'id'],
            },
        ),
        # apart from the making of the table, so that it is seen to be of a table that nobody uses yet
        migrations.AlterField("display", "token_hash", models.CharField(max_length=64, unique=True)),
        Guarded("improvement_display", hidden=("token_hash",)),
        OnePartnership("improvement_display"),
        Purgeable("improvement_display"),
    ]
