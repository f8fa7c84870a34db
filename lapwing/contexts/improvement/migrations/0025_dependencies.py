"""What of a plan waits for what."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import lapwing.platform.refs
from lapwing.platform.access.operations import Guarded, OnePartnership
from lapwing.platform.retention.operations import Purgeable


class Migration(migrations.Migration):

    dependencies = [
        ('improvement', '0024_publication'),
        ('history', '0001_history'),
        ('registry', '0009_groups'),
        ('retention', '0002_purge'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Dependency',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.CharField(default=lapwing.platform.refs.new_ref, editable=False, max_length=12, unique=True)),
                ('effective_on', models.DateField()),
                ('recorded_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('reason', models.TextField(blank=True)),
                ('withdrawn_reason', models.TextField(blank=True)),
                ('needed', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='needed_by', to='improvement.action')),
                ('needed_milestone', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='needed_by', to='improvement.milestone')),
                ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.partnership')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='dependencies', to='improvement.plan')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('waiting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='waits_for', to='improvement.action')),
                ('waiting_milestone', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='waits_for', to='improvement.milestone')),
                ('withdrawn_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['id'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at', None), ('withdrawn_by', None)), models.Q(('withdrawn_at__isnull', False), ('withdrawn_by__isnull', False)), _connector='OR'), name='improvement_dependency_withdrawn_by_someone'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='dependency_for_a_reason')],
            },
        ),
        migrations.AddConstraint(
            "dependency",
            models.UniqueConstraint(
                fields=["plan", "waiting", "waiting_milestone", "needed", "needed_milestone"],
                condition=models.Q(withdrawn_at=None),
                nulls_distinct=False,
                name="one_standing_dependency",
            ),
        ),
        Guarded("improvement_dependency"),
        OnePartnership("improvement_dependency"),
        Purgeable("improvement_dependency"),
    ]
