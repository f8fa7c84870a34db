"""Public versions stay in their partnership; what was approved is never changed, by whomever."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import lapwing.platform.refs
from lapwing.platform.access.operations import Guarded, OnePartnership
from lapwing.platform.retention.operations import Purgeable

# The migration's own role included: what everybody could read is not put right afterwards.
FROZEN = """
CREATE FUNCTION public_version_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    RAISE EXCEPTION 'An approved public version is never changed: withdraw it, and make another.'
        USING ERRCODE = 'integrity_constraint_violation';
END $body$;
CREATE TRIGGER frozen BEFORE UPDATE ON public_version_publicversion FOR EACH ROW
    WHEN (OLD.approved_at IS NOT NULL AND
          (OLD.content, OLD.sha256, OLD.approved_at, OLD.proposed, OLD.made_at)
          IS DISTINCT FROM (NEW.content, NEW.sha256, NEW.approved_at, NEW.proposed, NEW.made_at))
    EXECUTE FUNCTION public_version_refuse_change();
CREATE TRIGGER frozen BEFORE UPDATE ON public_version_publicfile FOR EACH ROW
    WHEN ((OLD.form, OLD.size, OLD.sha256) IS DISTINCT FROM (NEW.form, NEW.size, NEW.sha256))
    EXECUTE FUNCTION public_version_refuse_change();
REVOKE DELETE ON public_version_publicversion, public_version_publicfile FROM lapwing_app;
"""
THAWED = """
GRANT DELETE ON public_version_publicversion, public_version_publicfile TO lapwing_app;
DROP TRIGGER frozen ON public_version_publicfile;
DROP TRIGGER frozen ON public_version_publicversion;
DROP FUNCTION public_version_refuse_change();
"""


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('packs', '0001_initial'),
        ('documents', '0001_initial'),
        ('history', '0001_history'),
        ('registry', '0009_groups'),
        ('retention', '0002_purge'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='PublicVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.CharField(default=lapwing.platform.refs.new_ref, editable=False, max_length=12, unique=True)),
                ('plan_ref', models.CharField(max_length=12)),
                ('sections', models.JSONField(default=list)),
                ('handling', models.JSONField(default=dict)),
                ('policy', models.CharField(choices=[('lapwing', 'lapwing'), ('strict', 'strict'), ('dfe', 'dfe'), ('dfe-rounded', 'dfe-rounded'), ('ofqual', 'ofqual'), ('nhs', 'nhs'), ('nhs-zeros-hidden', 'nhs-zeros-hidden')], max_length=20)),
                ('earlier', models.JSONField(default=list)),
                ('proposed', models.TextField()),
                ('given_away', models.PositiveIntegerField(default=0)),
                ('state', models.CharField(choices=[('draft', 'Being worded'), ('sent', 'Waits for approval'), ('approved', 'Published'), ('withdrawn', 'Withdrawn')], default='draft', max_length=9)),
                ('version', models.PositiveIntegerField(default=1)),
                ('made_at', models.DateTimeField()),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('comment', models.TextField(blank=True, default='')),
                ('approved_at', models.DateTimeField(blank=True, null=True)),
                ('content', models.TextField(blank=True, default='')),
                ('sha256', models.CharField(blank=True, default='', max_length=64)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_reason', models.TextField(blank=True, default='')),
                ('approved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('pack', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='packs.pack')),
                ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.partnership')),
                ('sent_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('withdrawn_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-made_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='PublicRelease',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('measure', models.CharField(max_length=120)),
                ('counts', models.TextField()),
                ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.partnership')),
                ('of_version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='releases', to='public_version.publicversion')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='PublicFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('form', models.CharField(choices=[('pdf', 'PDF'), ('easy-pdf', 'Easy-read PDF')], max_length=8)),
                ('size', models.PositiveBigIntegerField()),
                ('sha256', models.CharField(max_length=64)),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.file')),
                ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.partnership')),
                ('of_version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='public_version.publicversion')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Feedback',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.TextField()),
                ('said_at', models.DateTimeField()),
                ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.partnership')),
                ('of_version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='feedback', to='public_version.publicversion')),
            ],
            options={
                'ordering': ['-said_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='Wording',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=120)),
                ('words', models.TextField(blank=True)),
                ('left_out', models.BooleanField(default=False)),
                ('symbol', models.CharField(blank=True, max_length=20)),
                ('worded_at', models.DateTimeField()),
                ('of_version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='wordings', to='public_version.publicversion')),
                ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.partnership')),
                ('worded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='PublicSettings',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('policy', models.CharField(choices=[('lapwing', 'lapwing'), ('strict', 'strict'), ('dfe', 'dfe'), ('dfe-rounded', 'dfe-rounded'), ('ofqual', 'ofqual'), ('nhs', 'nhs'), ('nhs-zeros-hidden', 'nhs-zeros-hidden')], default='strict', max_length=20)),
                ('feedback_address', models.URLField(blank=True, max_length=500)),
                ('may_be_found', models.BooleanField(default=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('changed_at', models.DateTimeField()),
                ('changed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.partnership')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('partnership',), name='one_way_of_publishing')],
            },
        ),
        migrations.AddIndex(
            model_name='publicversion',
            index=models.Index(fields=['partnership', 'plan_ref', '-made_at'], name='public_versions_of_plan'),
        ),
        migrations.AddConstraint(
            model_name='publicversion',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'sent', 'approved', 'withdrawn'])), name='public_version_in_a_known_state'),
        ),
        migrations.AddConstraint(
            model_name='publicversion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(models.Q(('approved_at', None), ('approved_by', None), ('content', ''), ('sha256', '')), models.Q(('approved_at__isnull', False), ('approved_by__isnull', False), ('sha256__regex', '^[0-9a-f]{64}$'), models.Q(('content', ''), _negated=True)), _connector='OR'), models.Q(('approved_by', models.F('made_by')), _negated=True), models.Q(('approved_by', models.F('sent_by')), _negated=True)), name='public_version_approved_by_another'),
        ),
        migrations.AddConstraint(
            model_name='publicversion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'approved'), _negated=True), ('approved_at__isnull', False), _connector='OR'), name='published_when_approved'),
        ),
        migrations.AddConstraint(
            model_name='publicversion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at', None), ('withdrawn_by', None), ('withdrawn_reason', '')), models.Q(('state', 'withdrawn'), ('withdrawn_at__isnull', False), ('withdrawn_by__isnull', False), models.Q(('withdrawn_reason', ''), _negated=True)), _connector='OR'), name='public_version_withdrawn_for_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='publicrelease',
            constraint=models.UniqueConstraint(fields=('of_version', 'measure'), name='one_release_of_a_measure'),
        ),
        migrations.AddConstraint(
            model_name='publicfile',
            constraint=models.UniqueConstraint(fields=('of_version', 'form'), name='one_public_file_of_each_form'),
        ),
        migrations.AddConstraint(
            model_name='wording',
            constraint=models.UniqueConstraint(fields=('of_version', 'key'), name='one_wording_of_a_line'),
        ),
        Guarded("public_version_publicsettings", "public_version_publicversion", "public_version_wording"),
        Guarded("public_version_publicfile"),
        # the hidden counts and what people said stand in their rows for as long as those, and nowhere else
        Guarded("public_version_publicrelease", hidden=["counts"]),
        Guarded("public_version_feedback", hidden=["words"]),
        OnePartnership(
            "public_version_publicsettings",
            "public_version_publicversion",
            "public_version_wording",
            "public_version_publicrelease",
            "public_version_publicfile",
            "public_version_feedback",
        ),
        Purgeable(
            "public_version_publicversion",
            "public_version_wording",
            "public_version_publicrelease",
            "public_version_publicfile",
            "public_version_feedback",
        ),
        migrations.RunSQL(FROZEN, THAWED),
    ]
