"""Meetings, decisions, what was raised to a group, and what was asked of packs."""

import django.db.models.deletion
import lapwing.platform.refs
from django.conf import settings
from django.db import migrations, models

from lapwing.platform.access.operations import Guarded, OnePartnership
from lapwing.platform.retention.operations import Purgeable

TABLES = (
    "governance_meeting",
    "governance_attendance",
    "governance_agendaitem",
    "governance_decision",
    "governance_escalateditem",
    "governance_packquestion",
)


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
            name='AgendaItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('voided_at', models.DateTimeField(blank=True, null=True)),
                ('voided_reason', models.TextField(blank=True)),
                ('ref', models.CharField(default=lapwing.platform.refs.new_ref, editable=False, max_length=12, unique=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('created_at', models.DateTimeField()),
                ('subject_kind', models.CharField(blank=True, max_length=20)),
                ('subject_ref', models.CharField(blank=True, max_length=12)),
                ('subject_words', models.TextField(blank=True)),
                ('position', models.PositiveIntegerField(default=0)),
                ('title', models.CharField(max_length=300)),
                ('presenter', models.CharField(blank=True, max_length=200)),
                ('minutes', models.TextField(blank=True)),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.partnership')),
                ('voided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'agenda item',
                'ordering': ['position', 'id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Meeting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('voided_at', models.DateTimeField(blank=True, null=True)),
                ('voided_reason', models.TextField(blank=True)),
                ('ref', models.CharField(default=lapwing.platform.refs.new_ref, editable=False, max_length=12, unique=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('created_at', models.DateTimeField()),
                ('held_on', models.DateField(verbose_name='held on')),
                ('starts_at', models.TimeField(blank=True, null=True, verbose_name='starts at')),
                ('place', models.TextField(blank=True)),
                ('guests', models.TextField(blank=True)),
                ('minutes_state', models.CharField(choices=[('none', 'Not written yet'), ('draft', 'Draft'), ('agreed', 'Agreed')], default='none', max_length=6)),
                ('agreed_at', models.DateTimeField(blank=True, null=True, verbose_name='minutes agreed')),
                ('agreed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('agreed_in', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='agreed_here', to='governance.meeting')),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.governancegroup')),
                ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.partnership')),
                ('voided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('voided_at', models.DateTimeField(blank=True, null=True)),
                ('voided_reason', models.TextField(blank=True)),
                ('ref', models.CharField(default=lapwing.platform.refs.new_ref, editable=False, max_length=12, unique=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('created_at', models.DateTimeField()),
                ('subject_kind', models.CharField(blank=True, max_length=20)),
                ('subject_ref', models.CharField(blank=True, max_length=12)),
                ('subject_words', models.TextField(blank=True)),
                ('number', models.PositiveIntegerField()),
                ('decided_on', models.DateField(verbose_name='decided on')),
                ('words', models.TextField(verbose_name='what was decided')),
                ('act_by', models.DateField(blank=True, null=True, verbose_name='by')),
                ('state', models.CharField(choices=[('taken', 'Taken'), ('open', 'Open'), ('done', 'Done'), ('superseded', 'Superseded')], default='taken', max_length=10)),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='closed')),
                ('closing_words', models.TextField(blank=True, verbose_name='what was done')),
                ('actor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='who acts')),
                ('agenda_item', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='governance.agendaitem')),
                ('closed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.governancegroup')),
                ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.partnership')),
                ('seat', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.groupmember', verbose_name='which post acts')),
                ('superseded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='supersedes', to='governance.decision')),
                ('voided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('meeting', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='governance.meeting')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Attendance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.CharField(default=lapwing.platform.refs.new_ref, editable=False, max_length=12, unique=True)),
                ('came', models.CharField(choices=[('present', 'Present'), ('apologies', 'Apologies'), ('deputy', 'Sent a deputy'), ('absent', 'Absent')], max_length=9)),
                ('deputy', models.CharField(blank=True, max_length=200)),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.groupmember')),
                ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.partnership')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendance', to='governance.meeting')),
            ],
            options={
                'verbose_name': 'attendance',
            },
        ),
        migrations.AddField(
            model_name='agendaitem',
            name='meeting',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='governance.meeting'),
        ),
        migrations.CreateModel(
            name='PackQuestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.CharField(default=lapwing.platform.refs.new_ref, editable=False, max_length=12, unique=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('created_at', models.DateTimeField()),
                ('subject_kind', models.CharField(blank=True, max_length=20)),
                ('subject_ref', models.CharField(blank=True, max_length=12)),
                ('subject_words', models.TextField(blank=True)),
                ('pack_ref', models.CharField(max_length=12)),
                ('line_key', models.CharField(max_length=120)),
                ('line_words', models.TextField(blank=True)),
                ('question', models.TextField()),
                ('given_at', models.DateTimeField(blank=True, null=True, verbose_name='given')),
                ('answer', models.TextField(blank=True)),
                ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='answered')),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('given_to', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.governancegroup')),
                ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.partnership')),
            ],
            options={
                'verbose_name': 'question on a pack',
                'verbose_name_plural': 'questions on packs',
            },
        ),
        migrations.CreateModel(
            name='EscalatedItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.CharField(default=lapwing.platform.refs.new_ref, editable=False, max_length=12, unique=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('created_at', models.DateTimeField()),
                ('subject_kind', models.CharField(blank=True, max_length=20)),
                ('subject_ref', models.CharField(blank=True, max_length=12)),
                ('subject_words', models.TextField(blank=True)),
                ('words', models.TextField()),
                ('reason', models.TextField()),
                ('rule_key', models.CharField(blank=True, max_length=60)),
                ('episode', models.CharField(blank=True, max_length=60)),
                ('answer', models.TextField(blank=True)),
                ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='answered')),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decision', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='governance.decision')),
                ('from_group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.governancegroup')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.governancegroup')),
                ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.partnership')),
                ('raised_further', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='raised_from', to='governance.escalateditem')),
            ],
            options={
                'verbose_name': 'escalated item',
                'indexes': [models.Index(fields=['group', 'answered_at'], name='escalated_by_group'), models.Index(fields=['subject_kind', 'subject_ref'], name='escalated_by_subject')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('rule_key', ''), _negated=True), fields=('group', 'rule_key', 'subject_kind', 'subject_ref', 'episode'), name='raised_once_an_episode'), models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_at', None), ('answered_by', None)), models.Q(('answered_at__isnull', False), ('answered_by__isnull', False), models.Q(('answer', ''), _negated=True)), _connector='OR'), name='escalated_answered_by_someone')],
            },
        ),
        migrations.AddIndex(
            model_name='meeting',
            index=models.Index(fields=['group', 'held_on'], name='meetings_by_group'),
        ),
        migrations.AddConstraint(
            model_name='meeting',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('voided_at', None), ('voided_by', None), ('voided_reason', '')), models.Q(('voided_at__isnull', False), ('voided_by__isnull', False), models.Q(('voided_reason', ''), _negated=True)), _connector='OR'), name='governance_meeting_voided_by_someone'),
        ),
        migrations.AddConstraint(
            model_name='meeting',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('agreed_at__isnull', False), ('agreed_by__isnull', False), ('minutes_state', 'agreed')), models.Q(models.Q(('minutes_state', 'agreed'), _negated=True), ('agreed_at', None), ('agreed_by', None)), _connector='OR'), name='minutes_agreed_by_someone'),
        ),
        migrations.AddIndex(
            model_name='decision',
            index=models.Index(fields=['group', 'state', 'act_by'], name='decisions_by_group'),
        ),
        migrations.AddIndex(
            model_name='decision',
            index=models.Index(fields=['actor', 'state', 'act_by'], name='decisions_by_person'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('voided_at', None), ('voided_by', None), ('voided_reason', '')), models.Q(('voided_at__isnull', False), ('voided_by__isnull', False), models.Q(('voided_reason', ''), _negated=True)), _connector='OR'), name='governance_decision_voided_by_someone'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.UniqueConstraint(fields=('group', 'number'), name='one_decision_a_number'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at', None), ('closed_by', None), ('closing_words', ''), ('state__in', ['taken', 'open'])), models.Q(('closed_at__isnull', False), ('closed_by__isnull', False), ('state__in', ['done', 'superseded']), models.Q(('closing_words', ''), _negated=True)), _connector='OR'), name='decision_closed_by_someone'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'open'), _negated=True), ('act_by__isnull', False), _connector='OR'), name='open_decision_has_a_day'),
        ),
        migrations.AddConstraint(
            model_name='attendance',
            constraint=models.UniqueConstraint(fields=('meeting', 'member'), name='came_once_or_not'),
        ),
        migrations.AddConstraint(
            model_name='agendaitem',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('voided_at', None), ('voided_by', None), ('voided_reason', '')), models.Q(('voided_at__isnull', False), ('voided_by__isnull', False), models.Q(('voided_reason', ''), _negated=True)), _connector='OR'), name='governance_agendaitem_voided_by_someone'),
        ),
        migrations.AddIndex(
            model_name='packquestion',
            index=models.Index(fields=['pack_ref', 'line_key'], name='pack_questions_by_line'),
        ),
        migrations.AddIndex(
            model_name='packquestion',
            index=models.Index(fields=['given_to', 'answered_at'], name='pack_questions_by_person'),
        ),
        migrations.AddConstraint(
            model_name='packquestion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_at', None), ('answered_by', None)), models.Q(('answered_at__isnull', False), ('answered_by__isnull', False), models.Q(('answer', ''), _negated=True)), _connector='OR'), name='pack_question_answered_by_someone'),
        ),
        Guarded(*TABLES),
        OnePartnership(*TABLES),
        Purgeable(*TABLES),
    ]
