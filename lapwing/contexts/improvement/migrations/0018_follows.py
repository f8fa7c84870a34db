"""What people follow."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from lapwing.platform.access.operations import Guarded, OnePartnership
from lapwing.platform.retention.operations import Purgeable


class Migration(migrations.Migration):

    dependencies = [
        ('retention', '0002_purge'),
        ('improvement', '0017_named_missing'),
        ('registry', '0009_groups'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Follow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateTimeField()),
                ('told_until', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('action', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='followers', to='improvement.action')),
                ('measure', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='followers', to='improvement.measure')),
                ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.partnership')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.AddConstraint(
            "follow",
            models.CheckConstraint(
                condition=models.Q(action__isnull=False) | models.Q(measure__isnull=False), name="follows_something"
            ),
        ),
        migrations.AddConstraint(
            "follow",
            models.UniqueConstraint(
                fields=["user", "action", "measure"],
                condition=models.Q(ended_at=None),
                nulls_distinct=False,
                name="follows_it_once",
            ),
        ),
        Guarded("improvement_follow"),
        OnePartnership("improvement_follow"),
        Purgeable("improvement_follow"),
    ]
