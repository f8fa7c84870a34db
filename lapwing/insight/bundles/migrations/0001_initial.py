"""Monitoring events and bundles stay in their partnership; what is frozen is never changed."""

import django.db.models.deletion
import lapwing.platform.refs
from django.conf import settings
from django.db import migrations, models

from lapwing.platform.access.operations import Guarded, OnePartnership
from lapwing.platform.retention.operations import Purgeable

# The migration's own role included: what was given to inspectors is not put right afterwards.
FROZEN = """
CREATE FUNCTION bundles_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    RAISE EXCEPTION 'A bundle is never changed: withdraw it, and make another.'
        USING ERRCODE = 'integrity_constraint_violation';
END $body$;
CREATE TRIGGER frozen BEFORE UPDATE ON bundles_bundle FOR EACH ROW
    WHEN ((OLD.number, OLD.as_at, OLD.with_kept, OLD.asked_at)
          IS DISTINCT FROM (NEW.number, NEW.as_at, NEW.with_kept, NEW.asked_at)
          OR OLD.sha256 <> '' AND
          (OLD.name, OLD.size, OLD.sha256, OLD.parts, OLD.kept_evidence, OLD.built_at)
          IS DISTINCT FROM (NEW.name, NEW.size, NEW.sha256, NEW.parts, NEW.kept_evidence, NEW.built_at))
    EXECUTE FUNCTION bundles_refuse_change();
REVOKE DELETE ON bundles_bundle FROM lapwing_app;
"""
THAWED = """
GRANT DELETE ON bundles_bundle TO lapwing_app;
DROP TRIGGER frozen ON bundles_bundle;
DROP FUNCTION bundles_refuse_change();
"""


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('documents', '0001_initial'),
        ('jobs', '0003_where_it_led'),
        ('history', '0001_history'),
        ('retention', '0002_purge'),
        ('registry', '0009_groups'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='MonitoringEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('voided_at', models.DateTimeField(blank=True, null=True)),
                ('voided_reason', models.TextField(blank=True)),
                ('ref', models.CharField(default=lapwing.platform.refs.new_ref, editable=False, max_length=12, unique=True)),
                ('plan_ref', models.CharField(max_length=12)),
                ('plan_title', models.TextField()),
                ('kind', models.CharField(choices=[('stocktake', 'Stocktake'), ('deep-dive', 'Deep dive'), ('review', 'Monitoring review'), ('inspection', 'Inspection')], max_length=10)),
                ('held_on', models.DateField(verbose_name='day')),
                ('organisations', models.CharField(max_length=300, verbose_name='organisations from outside')),
                ('notes', models.TextField(blank=True, default='')),
                ('version', models.PositiveIntegerField(default=1)),
                ('made_at', models.DateTimeField()),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.partnership')),
                ('voided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-held_on', '-id'],
            },
        ),
        migrations.CreateModel(
            name='Bundle',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.CharField(default=lapwing.platform.refs.new_ref, editable=False, max_length=12, unique=True)),
                ('number', models.PositiveIntegerField()),
                ('as_at', models.DateField(verbose_name='as at')),
                ('with_kept', models.BooleanField(default=False, verbose_name='with evidence that is kept to roles')),
                ('kept_evidence', models.JSONField(default=list)),
                ('state', models.CharField(choices=[('building', 'Being made'), ('ready', 'Ready'), ('failed', 'Could not be made'), ('withdrawn', 'Withdrawn')], default='building', max_length=9)),
                ('problem', models.TextField(blank=True, default='')),
                ('asked_at', models.DateTimeField(verbose_name='asked for')),
                ('name', models.CharField(blank=True, default='', max_length=200)),
                ('size', models.PositiveBigIntegerField(blank=True, null=True)),
                ('sha256', models.CharField(blank=True, default='', max_length=64)),
                ('parts', models.JSONField(default=list)),
                ('built_at', models.DateTimeField(blank=True, null=True, verbose_name='frozen')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_reason', models.TextField(blank=True, default='')),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('file', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.file')),
                ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.partnership')),
                ('withdrawn_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('work', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='jobs.work')),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bundles', to='bundles.monitoringevent')),
            ],
            options={
                'ordering': ['-number', '-id'],
            },
        ),
        migrations.AddIndex(
            model_name='monitoringevent',
            index=models.Index(fields=['partnership', 'plan_ref'], name='events_of_plan'),
        ),
        migrations.AddConstraint(
            model_name='monitoringevent',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('voided_at', None), ('voided_by', None), ('voided_reason', '')), models.Q(('voided_at__isnull', False), ('voided_by__isnull', False), models.Q(('voided_reason', ''), _negated=True)), _connector='OR'), name='bundles_monitoringevent_voided_by_someone'),
        ),
        migrations.AddConstraint(
            model_name='monitoringevent',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['stocktake', 'deep-dive', 'review', 'inspection'])), name='event_of_a_known_kind'),
        ),
        migrations.AddConstraint(
            model_name='bundle',
            constraint=models.UniqueConstraint(fields=('event', 'number'), name='one_bundle_of_each_number'),
        ),
        migrations.AddConstraint(
            model_name='bundle',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['building', 'ready', 'failed', 'withdrawn'])), name='bundle_in_a_known_state'),
        ),
        migrations.AddConstraint(
            model_name='bundle',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at', None), ('withdrawn_by', None), ('withdrawn_reason', '')), models.Q(('withdrawn_at__isnull', False), ('withdrawn_by__isnull', False), models.Q(('withdrawn_reason', ''), _negated=True)), _connector='OR'), name='bundle_withdrawn_for_a_reason'),
        ),
        Guarded("bundles_monitoringevent", "bundles_bundle"),
        OnePartnership("bundles_monitoringevent", "bundles_bundle"),
        Purgeable("bundles_monitoringevent", "bundles_bundle"),
        migrations.RunSQL(FROZEN, THAWED),
    ]
