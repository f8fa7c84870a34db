"""Packs stay in their partnership; what is frozen is never changed, by whomever."""

import django.db.models.deletion
import lapwing.platform.refs
from django.conf import settings
from django.db import migrations, models

from lapwing.platform.access.operations import Guarded, OnePartnership

# The migration's own role included: what was put before a board is not put right afterwards.
FROZEN = """
CREATE FUNCTION packs_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    RAISE EXCEPTION 'A frozen pack is never changed: withdraw it, and make another.'
        USING ERRCODE = 'integrity_constraint_violation';
END $body$;
CREATE TRIGGER frozen BEFORE UPDATE ON packs_packsnapshot FOR EACH ROW
    WHEN ((OLD.text, OLD.sha256, OLD.shape, OLD.built_at, OLD.built_by)
          IS DISTINCT FROM (NEW.text, NEW.sha256, NEW.shape, NEW.built_at, NEW.built_by))
    EXECUTE FUNCTION packs_refuse_change();
CREATE TRIGGER frozen BEFORE UPDATE ON packs_packfile FOR EACH ROW
    WHEN ((OLD.form, OLD.name, OLD.size, OLD.sha256, OLD.snapshot_sha256, OLD.built_at)
          IS DISTINCT FROM (NEW.form, NEW.name, NEW.size, NEW.sha256, NEW.snapshot_sha256, NEW.built_at))
    EXECUTE FUNCTION packs_refuse_change();
-- what a pack is about stands from the day on which it was asked for
CREATE TRIGGER frozen BEFORE UPDATE ON packs_pack FOR EACH ROW
    WHEN ((OLD.plan_ref, OLD.number, OLD.since, OLD.as_at, OLD.until, OLD.sections, OLD.asked_at)
          IS DISTINCT FROM
          (NEW.plan_ref, NEW.number, NEW.since, NEW.as_at, NEW.until, NEW.sections, NEW.asked_at))
    EXECUTE FUNCTION packs_refuse_change();
REVOKE DELETE ON packs_pack, packs_packsnapshot, packs_packfile FROM lapwing_app;
"""
THAWED = """
GRANT DELETE ON packs_pack, packs_packsnapshot, packs_packfile TO lapwing_app;
DROP TRIGGER frozen ON packs_pack;
DROP TRIGGER frozen ON packs_packfile;
DROP TRIGGER frozen ON packs_packsnapshot;
DROP FUNCTION packs_refuse_change();
"""


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('documents', '0001_initial'),
        ('jobs', '0003_where_it_led'),
        ('history', '0001_history'),
        ('registry', '0008_own_things_purgeable'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='PackTemplate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.CharField(default=lapwing.platform.refs.new_ref, editable=False, max_length=12, unique=True)),
                ('name', models.CharField(max_length=120)),
                ('title', models.CharField(max_length=200, verbose_name='title of the pack')),
                ('words', models.TextField(blank=True, default='', verbose_name='words on the cover')),
                ('sections', models.JSONField(default=list)),
                ('next_days', models.PositiveIntegerField(default=60, verbose_name='how many days “due next” looks ahead')),
                ('version', models.PositiveIntegerField(default=1)),
                ('made_at', models.DateTimeField()),
                ('logo', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='documents.file')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.partnership')),
                ('word_file', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='documents.file')),
            ],
            options={
                'ordering': ['name', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Pack',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.CharField(default=lapwing.platform.refs.new_ref, editable=False, max_length=12, unique=True)),
                ('plan_ref', models.CharField(max_length=12)),
                ('plan_title', models.TextField()),
                ('number', models.PositiveIntegerField()),
                ('title', models.CharField(max_length=200)),
                ('words', models.TextField(blank=True, default='')),
                ('group', models.CharField(blank=True, default='', max_length=200)),
                ('meeting', models.CharField(blank=True, default='', max_length=200)),
                ('meeting_ref', models.CharField(blank=True, default='', max_length=12)),
                ('meeting_on', models.DateField(blank=True, null=True)),
                ('since', models.DateField(verbose_name='last time')),
                ('as_at', models.DateField(verbose_name='now')),
                ('until', models.DateField(verbose_name='end of the next period')),
                ('sections', models.JSONField(default=list)),
                ('state', models.CharField(choices=[('building', 'Being made'), ('ready', 'Ready'), ('failed', 'Could not be made'), ('withdrawn', 'Withdrawn')], default='building', max_length=9)),
                ('problem', models.TextField(blank=True, default='')),
                ('asked_at', models.DateTimeField(verbose_name='asked for')),
                ('built_at', models.DateTimeField(blank=True, null=True, verbose_name='frozen')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_reason', models.TextField(blank=True, default='')),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.partnership')),
                ('withdrawn_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('work', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='jobs.work')),
                ('template', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='packs.packtemplate')),
            ],
            options={
                'ordering': ['-number', '-id'],
            },
        ),
        migrations.CreateModel(
            name='PackFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('form', models.CharField(choices=[('word', 'Word'), ('pdf', 'PDF'), ('excel', 'Excel')], max_length=5)),
                ('name', models.CharField(max_length=200)),
                ('size', models.PositiveBigIntegerField()),
                ('sha256', models.CharField(max_length=64)),
                ('snapshot_sha256', models.CharField(max_length=64)),
                ('built_at', models.DateTimeField()),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.file')),
                ('pack', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='packs.pack')),
                ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.partnership')),
            ],
            options={
                'ordering': ['pack_id', 'id'],
                'constraints': [models.UniqueConstraint(fields=('pack', 'form'), name='one_file_of_each_form'), models.CheckConstraint(condition=models.Q(('form__in', ['word', 'pdf', 'excel'])), name='pack_file_in_a_known_form')],
            },
        ),
        migrations.CreateModel(
            name='PackSnapshot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField()),
                ('sha256', models.CharField(max_length=64)),
                ('shape', models.PositiveIntegerField()),
                ('built_at', models.DateTimeField()),
                ('built_by', models.CharField(max_length=200)),
                ('pack', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='snapshot', to='packs.pack')),
                ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.partnership')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('sha256__regex', '^[0-9a-f]{64}$')), name='snapshot_with_its_hash')],
            },
        ),
        migrations.AddConstraint(
            model_name='packtemplate',
            constraint=models.UniqueConstraint(fields=('partnership', 'name'), name='one_pack_template_per_name'),
        ),
        migrations.AddIndex(
            model_name='pack',
            index=models.Index(fields=['partnership', 'plan_ref', '-number'], name='packs_of_plan'),
        ),
        migrations.AddConstraint(
            model_name='pack',
            constraint=models.UniqueConstraint(fields=('partnership', 'plan_ref', 'number'), name='one_pack_of_each_number'),
        ),
        migrations.AddConstraint(
            model_name='pack',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['building', 'ready', 'failed', 'withdrawn'])), name='pack_in_a_known_state'),
        ),
        migrations.AddConstraint(
            model_name='pack',
            constraint=models.CheckConstraint(condition=models.Q(('since__lte', models.F('as_at')), ('as_at__lte', models.F('until'))), name='pack_days_in_order'),
        ),
        migrations.AddConstraint(
            model_name='pack',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at', None), ('withdrawn_by', None), ('withdrawn_reason', '')), models.Q(('withdrawn_at__isnull', False), ('withdrawn_by__isnull', False), models.Q(('withdrawn_reason', ''), _negated=True)), _connector='OR'), name='pack_withdrawn_for_a_reason'),
        ),
        Guarded("packs_packtemplate", "packs_pack", "packs_packfile"),
        # the text stands in its row for as long as the pack: the history holds its hash
        Guarded("packs_packsnapshot", hidden=["text"]),
        OnePartnership("packs_packtemplate", "packs_pack", "packs_packsnapshot", "packs_packfile"),
        migrations.RunSQL(FROZEN, THAWED),
    ]
