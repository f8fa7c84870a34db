"""The groups that govern, and who sits on them."""

import django.db.models.deletion
import lapwing.platform.refs
from django.conf import settings
from django.db import migrations, models

from lapwing.platform.access.operations import Guarded, OnePartnership
from lapwing.platform.retention.operations import Purgeable

TABLES = ("registry_governancegroup", "registry_groupmember")

class Migration(migrations.Migration):

    dependencies = [
        ('registry', '0008_own_things_purgeable'),
        ('history', '0001_history'),
        ('retention', '0002_purge'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='GovernanceGroup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('voided_at', models.DateTimeField(blank=True, null=True)),
                ('voided_reason', models.TextField(blank=True)),
                ('ref', models.CharField(default=lapwing.platform.refs.new_ref, editable=False, max_length=12, unique=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('created_at', models.DateTimeField()),
                ('name', models.CharField(max_length=200)),
                ('short_name', models.CharField(blank=True, max_length=40)),
                ('kind', models.CharField(choices=[('board', 'Board'), ('operational', 'Operational group'), ('delivery', 'Ambition or delivery group'), ('task', 'Task and finish group'), ('panel', 'Panel'), ('forum', 'Forum'), ('other', 'Other')], max_length=12)),
                ('terms_of_reference', models.TextField(blank=True)),
                ('rhythm', models.CharField(blank=True, max_length=100, verbose_name='meets')),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.partnership')),
                ('reports_to', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reporting_groups', to='registry.governancegroup')),
                ('voided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'governance group',
                'ordering': ['name', 'id'],
            },
        ),
        migrations.CreateModel(
            name='GroupMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.CharField(default=lapwing.platform.refs.new_ref, editable=False, max_length=12, unique=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('post', models.CharField(blank=True, max_length=200)),
                ('capacity', models.CharField(choices=[('chair', 'Chair'), ('deputy-chair', 'Deputy chair'), ('lead', 'Lead'), ('secretary', 'Secretary'), ('member', 'Member'), ('attends', 'In attendance')], max_length=12)),
                ('from_date', models.DateField(verbose_name='first day')),
                ('to_date', models.DateField(blank=True, null=True, verbose_name='last day')),
                ('added_at', models.DateTimeField(verbose_name='added')),
                ('ended_reason', models.TextField(blank=True, verbose_name='reason for the end')),
                ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='members', to='registry.governancegroup')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.organisation')),
                ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.partnership')),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person')),
            ],
            options={
                'verbose_name': 'member of a group',
                'verbose_name_plural': 'members of a group',
            },
        ),
        migrations.AddConstraint(
            model_name='governancegroup',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('voided_at', None), ('voided_by', None), ('voided_reason', '')), models.Q(('voided_at__isnull', False), ('voided_by__isnull', False), models.Q(('voided_reason', ''), _negated=True)), _connector='OR'), name='registry_governancegroup_voided_by_someone'),
        ),
        migrations.AddConstraint(
            model_name='governancegroup',
            constraint=models.UniqueConstraint(condition=models.Q(('voided_at', None)), fields=('partnership', 'name'), name='one_governance_group_per_name'),
        ),
        migrations.AddIndex(
            model_name='groupmember',
            index=models.Index(fields=['group', 'from_date'], name='group_members_by_group'),
        ),
        migrations.AddIndex(
            model_name='groupmember',
            index=models.Index(fields=['user', 'from_date'], name='group_members_by_person'),
        ),
        migrations.AddConstraint(
            model_name='groupmember',
            constraint=models.CheckConstraint(condition=models.Q(('to_date', None), ('to_date__gte', models.F('from_date')), _connector='OR'), name='seat_dates_in_order'),
        ),
        migrations.AddConstraint(
            model_name='groupmember',
            constraint=models.CheckConstraint(condition=models.Q(('user__isnull', False), models.Q(('post', ''), _negated=True), _connector='OR'), name='seat_is_somebodys'),
        ),
        Guarded(*TABLES),
        OnePartnership(*TABLES),
        Purgeable(*TABLES),
    ]
