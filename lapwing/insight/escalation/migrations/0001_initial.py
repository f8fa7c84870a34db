"""Rules of escalation, and each time that one of them raised something."""

import django.contrib.postgres.fields
import django.db.models.deletion
import lapwing.platform.refs
from django.conf import settings
from django.db import migrations, models

from lapwing.platform.access.operations import Guarded, OnePartnership
from lapwing.platform.retention.operations import Purgeable

TABLES = ("escalation_escalation", "escalation_escalationrule")


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('history', '0001_history'),
        ('retention', '0002_purge'),
        ('registry', '0009_groups'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='EscalationRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.CharField(default=lapwing.platform.refs.new_ref, editable=False, max_length=12, unique=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('plan_ref', models.CharField(max_length=12)),
                ('kind', models.CharField(choices=[('red', 'Off track'), ('missing', 'Update missing'), ('moved', 'Date moved'), ('off-path', 'Measure off its path')], max_length=8)),
                ('times', models.PositiveSmallIntegerField()),
                ('answer_days', models.PositiveSmallIntegerField(verbose_name='days for the answer')),
                ('tells', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('members', 'All members of the group'), ('owners', 'Whoever owns the action, and their deputies')], max_length=8), blank=True, default=list, size=None)),
                ('is_on', models.BooleanField(default=True, verbose_name='switched on')),
                ('made_at', models.DateTimeField()),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.governancegroup')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.partnership')),
            ],
            options={
                'verbose_name': 'escalation rule',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Escalation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject_kind', models.CharField(max_length=20)),
                ('subject_ref', models.CharField(max_length=12)),
                ('number', models.PositiveIntegerField()),
                ('counted', models.PositiveIntegerField()),
                ('facts', models.JSONField(default=list)),
                ('item_ref', models.CharField(max_length=12)),
                ('began_at', models.DateTimeField()),
                ('over_at', models.DateTimeField(blank=True, null=True)),
                ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.partnership')),
                ('rule', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='escalations', to='escalation.escalationrule')),
            ],
            options={
                'ordering': ['-began_at', '-id'],
            },
        ),
        migrations.AddConstraint(
            model_name='escalationrule',
            constraint=models.UniqueConstraint(fields=('partnership', 'plan_ref', 'kind', 'group'), name='one_rule_of_a_kind_to_a_group'),
        ),
        migrations.AddConstraint(
            model_name='escalationrule',
            constraint=models.CheckConstraint(condition=models.Q(('answer_days__range', (1, 90)), ('times__range', (1, 12))), name='rule_counts_within_reason'),
        ),
        migrations.AddConstraint(
            model_name='escalation',
            constraint=models.UniqueConstraint(condition=models.Q(('over_at', None)), fields=('rule', 'subject_kind', 'subject_ref'), name='escalated_once_until_it_is_well'),
        ),
        migrations.AddConstraint(
            model_name='escalation',
            constraint=models.UniqueConstraint(fields=('rule', 'subject_kind', 'subject_ref', 'number'), name='one_escalation_a_number'),
        ),
        Guarded(*TABLES),
        OnePartnership(*TABLES),
        Purgeable(*TABLES),
    ]
