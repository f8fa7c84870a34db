"""Reporting cycles, the updates that answer them and their steps, evidence, and requests for changes."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import lapwing.platform.refs
from lapwing.platform.access.operations import Guarded, OnePartnership
from lapwing.platform.retention.operations import Purgeable


TABLES = (
    "improvement_rhythm",
    "improvement_cycle",
    "improvement_expected",
    "improvement_asked",
    "improvement_workflowstep",
    "improvement_update",
    "improvement_updatemove",
    "improvement_evidence",
    "improvement_changerequest",
)
DRAFT_WORDS = ("done", "impact", "next_steps", "mitigation")


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0001_initial'),
        ('improvement', '0014_more_purgeable'),
        ('registry', '0008_own_things_purgeable'),
        ('retention', '0002_purge'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Cycle',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('voided_at', models.DateTimeField(blank=True, null=True)),
                ('voided_reason', models.TextField(blank=True)),
                ('ref', models.CharField(default=lapwing.platform.refs.new_ref, editable=False, max_length=12, unique=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('created_at', models.DateTimeField()),
                ('source_document', models.PositiveIntegerField(default=1)),
                ('source_first', models.PositiveIntegerField(blank=True, null=True)),
                ('source_last', models.PositiveIntegerField(blank=True, null=True)),
                ('position', models.PositiveIntegerField(default=0)),
                ('label', models.CharField(max_length=100)),
                ('from_date', models.DateField()),
                ('to_date', models.DateField()),
                ('opens_on', models.DateField()),
                ('closes_on', models.DateField()),
                ('reports_on', models.DateField(blank=True, null=True)),
                ('opened_at', models.DateTimeField(blank=True, null=True)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('signed_off_at', models.DateTimeField(blank=True, null=True)),
                ('reported_at', models.DateTimeField(blank=True, null=True)),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.partnership')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cycles', to='improvement.plan')),
                ('reported_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('signed_off_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('voided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['closes_on', 'id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Asked',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asked_at', models.DateTimeField()),
                ('reminded_at', models.DateTimeField(blank=True, null=True)),
                ('asked_after_at', models.DateTimeField(blank=True, null=True)),
                ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.partnership')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('cycle', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='asked', to='improvement.cycle')),
            ],
        ),
        migrations.CreateModel(
            name='Expected',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('action', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='improvement.action')),
                ('cycle', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='expected', to='improvement.cycle')),
                ('milestone', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='improvement.milestone')),
                ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.partnership')),
            ],
        ),
        migrations.CreateModel(
            name='Rhythm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('voided_at', models.DateTimeField(blank=True, null=True)),
                ('voided_reason', models.TextField(blank=True)),
                ('ref', models.CharField(default=lapwing.platform.refs.new_ref, editable=False, max_length=12, unique=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('created_at', models.DateTimeField()),
                ('source_document', models.PositiveIntegerField(default=1)),
                ('source_first', models.PositiveIntegerField(blank=True, null=True)),
                ('source_last', models.PositiveIntegerField(blank=True, null=True)),
                ('position', models.PositiveIntegerField(default=0)),
                ('kind', models.CharField(choices=[('monthly', 'Every month'), ('two-monthly', 'Every two months'), ('quarterly', 'Every quarter'), ('termly', 'Every term'), ('own', 'On dates of our own')], max_length=12)),
                ('first_closes_on', models.DateField()),
                ('days_open', models.PositiveSmallIntegerField(default=14)),
                ('remind_before', models.PositiveSmallIntegerField(default=3)),
                ('reports_after', models.PositiveSmallIntegerField(default=14)),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.partnership')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rhythms', to='improvement.plan')),
                ('voided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Update',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('voided_at', models.DateTimeField(blank=True, null=True)),
                ('voided_reason', models.TextField(blank=True)),
                ('ref', models.CharField(default=lapwing.platform.refs.new_ref, editable=False, max_length=12, unique=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('created_at', models.DateTimeField()),
                ('source_document', models.PositiveIntegerField(default=1)),
                ('source_first', models.PositiveIntegerField(blank=True, null=True)),
                ('source_last', models.PositiveIntegerField(blank=True, null=True)),
                ('position', models.PositiveIntegerField(default=0)),
                ('status', models.CharField(blank=True, choices=[('not started', 'Not started'), ('on track', 'On track'), ('at risk', 'At risk'), ('off track', 'Off track'), ('done', 'Done, evidence awaited'), ('evidenced', 'Done and evidenced'), ('stopped', 'Stopped')], max_length=12)),
                ('done', models.TextField(blank=True)),
                ('impact', models.TextField(blank=True)),
                ('next_steps', models.TextField(blank=True)),
                ('mitigation', models.TextField(blank=True)),
                ('forecast_on', models.DateField(blank=True, null=True)),
                ('confidence', models.CharField(blank=True, choices=[('green', 'Highly likely'), ('amber-green', 'Probable, with constant attention'), ('amber', 'Feasible, with significant issues that look resolvable'), ('amber-red', 'In doubt'), ('red', 'Appears unachievable')], max_length=12)),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('submitted', 'Submitted'), ('returned', 'Returned'), ('signed off', 'Signed off'), ('reported', 'Reported')], default='draft', max_length=12)),
                ('submitted_at', models.DateTimeField(blank=True, null=True)),
                ('action', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='updates', to='improvement.action')),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('cycle', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='updates', to='improvement.cycle')),
                ('milestone', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='updates', to='improvement.milestone')),
                ('occurrence', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='updates', to='improvement.occurrence')),
                ('on_behalf_of', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='improvement.ownerrole')),
                ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.partnership')),
                ('report', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='update_signed_off', to='improvement.statusreport')),
                ('submitted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('voided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['position', 'id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Evidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('voided_at', models.DateTimeField(blank=True, null=True)),
                ('voided_reason', models.TextField(blank=True)),
                ('ref', models.CharField(default=lapwing.platform.refs.new_ref, editable=False, max_length=12, unique=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('created_at', models.DateTimeField()),
                ('source_document', models.PositiveIntegerField(default=1)),
                ('source_first', models.PositiveIntegerField(blank=True, null=True)),
                ('source_last', models.PositiveIntegerField(blank=True, null=True)),
                ('position', models.PositiveIntegerField(default=0)),
                ('kind', models.CharField(choices=[('activity', 'Activity: what was done'), ('output', 'Output: what came of it'), ('impact', 'Impact: what changed for children and families')], max_length=8)),
                ('form', models.CharField(choices=[('file', 'File'), ('link', 'Link'), ('measure', 'Value of a measure'), ('quote', 'Quote from a family'), ('minutes', 'Minutes of a meeting')], max_length=8)),
                ('title', models.CharField(max_length=200)),
                ('words', models.TextField(blank=True)),
                ('on', models.DateField()),
                ('supplied_by', models.CharField(blank=True, max_length=200)),
                ('link', models.URLField(blank=True, max_length=2000)),
                ('value', models.FloatField(blank=True, null=True)),
                ('read_by', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=list, size=None)),
                ('accepted_at', models.DateTimeField(blank=True, null=True)),
                ('returned_at', models.DateTimeField(blank=True, null=True)),
                ('returned_reason', models.TextField(blank=True)),
                ('accepted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('action', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='evidence', to='improvement.action')),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('criterion', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='evidence', to='improvement.successcriterion')),
                ('file', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.file')),
                ('milestone', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='evidence', to='improvement.milestone')),
                ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.partnership')),
                ('returned_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('series', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='evidence', to='improvement.series')),
                ('voided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('update_given', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='evidence', to='improvement.update')),
            ],
            options={
                'ordering': ['-on', '-id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ChangeRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.CharField(default=lapwing.platform.refs.new_ref, editable=False, max_length=12, unique=True)),
                ('kind', models.CharField(choices=[('date', 'Date'), ('baseline', 'Baseline'), ('target', 'Target')], max_length=8)),
                ('before', models.JSONField(default=dict)),
                ('wanted', models.JSONField(default=dict)),
                ('before_words', models.TextField(blank=True)),
                ('wanted_words', models.TextField()),
                ('reason', models.TextField()),
                ('asked_at', models.DateTimeField()),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('approved', models.BooleanField(blank=True, null=True)),
                ('decided_reason', models.TextField(blank=True)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('milestone', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='change_requests', to='improvement.milestone')),
                ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.partnership')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='change_requests', to='improvement.plan')),
                ('series', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='change_requests', to='improvement.series')),
                ('update_asking', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='change_requests', to='improvement.update')),
            ],
            options={
                'ordering': ['-asked_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='UpdateMove',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.CharField(default=lapwing.platform.refs.new_ref, editable=False, max_length=12, unique=True)),
                ('move', models.CharField(choices=[('submitted', 'Submitted'), ('passed', 'Checked'), ('signed off', 'Signed off'), ('returned', 'Returned'), ('taken back', 'Taken back by its author'), ('reported', 'Reported')], max_length=12)),
                ('step_name', models.CharField(blank=True, max_length=100)),
                ('comment', models.TextField(blank=True)),
                ('words', models.JSONField(blank=True, default=dict)),
                ('made_at', models.DateTimeField()),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.partnership')),
                ('update_moved', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='moves', to='improvement.update')),
            ],
            options={
                'ordering': ['made_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='WorkflowStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('voided_at', models.DateTimeField(blank=True, null=True)),
                ('voided_reason', models.TextField(blank=True)),
                ('ref', models.CharField(default=lapwing.platform.refs.new_ref, editable=False, max_length=12, unique=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('created_at', models.DateTimeField()),
                ('source_document', models.PositiveIntegerField(default=1)),
                ('source_first', models.PositiveIntegerField(blank=True, null=True)),
                ('source_last', models.PositiveIntegerField(blank=True, null=True)),
                ('position', models.PositiveIntegerField(default=0)),
                ('name', models.CharField(max_length=100)),
                ('deed', models.CharField(choices=[('check', 'Checks'), ('sign off', 'Signs off')], max_length=8)),
                ('holder', models.CharField(choices=[('group lead', 'The lead of the group that the action belongs to'), ('governance group', 'Members of a governance group'), ('role', 'Everybody who holds a role')], max_length=16)),
                ('role', models.CharField(blank=True, max_length=40)),
                ('capacities', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), blank=True, default=list, size=None)),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.partnership')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='workflow_steps', to='improvement.plan')),
                ('voided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['position', 'id'],
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='update',
            name='step',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='waiting', to='improvement.workflowstep'),
        ),
        migrations.AddConstraint(
            model_name='cycle',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('voided_at', None), ('voided_by', None), ('voided_reason', '')), models.Q(('voided_at__isnull', False), ('voided_by__isnull', False), models.Q(('voided_reason', ''), _negated=True)), _connector='OR'), name='improvement_cycle_voided_by_someone'),
        ),
        migrations.AddConstraint(
            model_name='cycle',
            constraint=models.UniqueConstraint(condition=models.Q(('voided_at', None)), fields=('plan', 'closes_on'), name='one_cycle_closes_on_a_day'),
        ),
        migrations.AddConstraint(
            model_name='cycle',
            constraint=models.CheckConstraint(condition=models.Q(('to_date__gte', models.F('from_date')), ('closes_on__gte', models.F('opens_on')), models.Q(('reports_on', None), ('reports_on__gte', models.F('closes_on')), _connector='OR')), name='cycle_dates_in_order'),
        ),
        migrations.AddConstraint(
            model_name='cycle',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at', None), ('opened_at__isnull', False), _connector='OR'), models.Q(('signed_off_at', None), ('closed_at__isnull', False), _connector='OR'), models.Q(('reported_at', None), ('signed_off_at__isnull', False), _connector='OR')), name='cycle_goes_through_its_turns_in_order'),
        ),
        migrations.AddConstraint(
            model_name='cycle',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(models.Q(('signed_off_at', None), ('signed_off_by', None)), models.Q(('signed_off_at__isnull', False), ('signed_off_by__isnull', False)), _connector='OR'), models.Q(models.Q(('reported_at', None), ('reported_by', None)), models.Q(('reported_at__isnull', False), ('reported_by__isnull', False)), _connector='OR')), name='cycle_signed_off_and_reported_by_someone'),
        ),
        migrations.AddConstraint(
            model_name='asked',
            constraint=models.UniqueConstraint(fields=('cycle', 'user'), name='asked_once_a_cycle'),
        ),
        migrations.AddConstraint(
            model_name='expected',
            constraint=models.UniqueConstraint(fields=('cycle', 'action', 'milestone'), name='expected_once_a_cycle', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='rhythm',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('voided_at', None), ('voided_by', None), ('voided_reason', '')), models.Q(('voided_at__isnull', False), ('voided_by__isnull', False), models.Q(('voided_reason', ''), _negated=True)), _connector='OR'), name='improvement_rhythm_voided_by_someone'),
        ),
        migrations.AddConstraint(
            model_name='rhythm',
            constraint=models.UniqueConstraint(condition=models.Q(('voided_at', None)), fields=('plan',), name='one_rhythm_for_a_plan'),
        ),
        migrations.AddConstraint(
            model_name='rhythm',
            constraint=models.CheckConstraint(condition=models.Q(('remind_before__lte', models.F('days_open'))), name='reminded_while_it_is_open'),
        ),
        migrations.AddConstraint(
            model_name='evidence',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('voided_at', None), ('voided_by', None), ('voided_reason', '')), models.Q(('voided_at__isnull', False), ('voided_by__isnull', False), models.Q(('voided_reason', ''), _negated=True)), _connector='OR'), name='improvement_evidence_voided_by_someone'),
        ),
        migrations.AddConstraint(
            model_name='evidence',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(models.Q(('form', 'file'), _negated=True), ('file__isnull', False), _connector='OR'), models.Q(models.Q(('form', 'link'), _negated=True), models.Q(('link', ''), _negated=True), _connector='OR'), models.Q(models.Q(('form', 'measure'), _negated=True), models.Q(('series__isnull', False), ('value__isnull', False)), _connector='OR'), models.Q(models.Q(('form', 'quote'), _negated=True), models.Q(('words', ''), _negated=True), _connector='OR')), name='evidence_holds_what_its_form_says'),
        ),
        migrations.AddConstraint(
            model_name='evidence',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(models.Q(('accepted_at', None), ('accepted_by', None)), models.Q(('accepted_at__isnull', False), ('accepted_by__isnull', False), ('returned_at', None)), _connector='OR'), models.Q(('accepted_by', models.F('created_by')), _negated=True)), name='evidence_accepted_by_somebody_else'),
        ),
        migrations.AddConstraint(
            model_name='evidence',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('returned_at', None), ('returned_by', None), ('returned_reason', '')), models.Q(('returned_at__isnull', False), ('returned_by__isnull', False), models.Q(('returned_reason', ''), _negated=True)), _connector='OR'), name='evidence_returned_for_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='changerequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'date'), ('milestone__isnull', False)), models.Q(models.Q(('kind', 'date'), _negated=True), ('series__isnull', False)), _connector='OR'), name='request_is_about_something'),
        ),
        migrations.AddConstraint(
            model_name='changerequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('approved', None), ('decided_at', None), ('decided_by', None)), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='request_decided_by_someone'),
        ),
        migrations.AddConstraint(
            model_name='changerequest',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='request_has_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='changerequest',
            constraint=models.UniqueConstraint(condition=models.Q(('decided_at', None)), fields=('milestone', 'series', 'kind'), name='one_open_request_a_thing', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='updatemove',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('move', 'returned'), _negated=True), models.Q(('comment', ''), _negated=True), _connector='OR'), name='returned_with_a_comment'),
        ),
        migrations.AddConstraint(
            model_name='workflowstep',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('voided_at', None), ('voided_by', None), ('voided_reason', '')), models.Q(('voided_at__isnull', False), ('voided_by__isnull', False), models.Q(('voided_reason', ''), _negated=True)), _connector='OR'), name='improvement_workflowstep_voided_by_someone'),
        ),
        migrations.AddConstraint(
            model_name='workflowstep',
            constraint=models.CheckConstraint(condition=models.Q(('holder', 'role'), ('role', ''), _connector='XOR'), name='step_of_a_role_names_it'),
        ),
        migrations.AddIndex(
            model_name='update',
            index=models.Index(fields=['action', 'state'], name='improvement_action__4e8312_idx'),
        ),
        migrations.AddConstraint(
            model_name='update',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('voided_at', None), ('voided_by', None), ('voided_reason', '')), models.Q(('voided_at__isnull', False), ('voided_by__isnull', False), models.Q(('voided_reason', ''), _negated=True)), _connector='OR'), name='improvement_update_voided_by_someone'),
        ),
        migrations.AddConstraint(
            model_name='update',
            constraint=models.UniqueConstraint(condition=models.Q(('voided_at', None)), fields=('cycle', 'action', 'milestone', 'occurrence'), name='one_update_a_cycle', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='update',
            constraint=models.CheckConstraint(condition=models.Q(('occurrence', None), ('milestone__isnull', False), _connector='OR'), name='update_of_an_occurrence_names_its_milestone'),
        ),
        migrations.AddConstraint(
            model_name='update',
            constraint=models.CheckConstraint(condition=models.Q(('step', None), ('state', 'submitted'), _connector='OR'), name='update_waits_while_submitted'),
        ),
        migrations.AddConstraint(
            model_name='update',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'returned']), models.Q(models.Q(('status', ''), _negated=True), ('submitted_at__isnull', False), ('submitted_by__isnull', False)), _connector='OR'), name='submitted_update_says_how_it_stands'),
        ),
        migrations.AddConstraint(
            model_name='update',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'off track'), _negated=True), ('state__in', ['draft', 'returned']), models.Q(models.Q(('mitigation', ''), _negated=True), ('forecast_on__isnull', False)), _connector='OR'), name='off_track_is_explained_and_forecast'),
        ),
        Guarded(*(table for table in TABLES if table not in ("improvement_update", "improvement_updatemove"))),
        # A draft is its author's, deputy's and checker's: the history says who wrote it and when, not what.
        Guarded("improvement_update", hidden=DRAFT_WORDS),
        Guarded("improvement_updatemove", hidden=("words",)),
        OnePartnership(*TABLES),
        Purgeable(*TABLES),
    ]
