"""The register of risks and issues, and the log of what families were told."""

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import lapwing.platform.refs
from django.conf import settings
from django.db import migrations, models

from lapwing.platform.access.operations import Guarded, OnePartnership
from lapwing.platform.retention.operations import Purgeable

TABLES = ("governance_riskscore", "governance_risk", "governance_toldtofamilies")


class Migration(migrations.Migration):

    dependencies = [
        ('history', '0001_history'),
        ('retention', '0002_purge'),
        ('governance', '0001_initial'),
        ('registry', '0009_groups'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Risk',
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
                ('kind', models.CharField(choices=[('risk', 'Risk'), ('issue', 'Issue')], max_length=5)),
                ('words', models.TextField()),
                ('cause', models.TextField(blank=True)),
                ('effect', models.TextField(blank=True)),
                ('mitigation', models.TextField(blank=True)),
                ('review_on', models.DateField(blank=True, null=True, verbose_name='to be reviewed on')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='closed')),
                ('closing_words', models.TextField(blank=True, verbose_name='why it is closed')),
                ('closed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.governancegroup')),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.partnership')),
                ('voided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RiskScore',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.CharField(default=lapwing.platform.refs.new_ref, editable=False, max_length=12, unique=True)),
                ('likelihood', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(5)])),
                ('impact', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(5)])),
                ('scored_at', models.DateTimeField(verbose_name='judged')),
                ('reason', models.TextField(blank=True)),
                ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.partnership')),
                ('risk', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scores', to='governance.risk')),
                ('scored_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'score of a risk',
                'verbose_name_plural': 'scores of a risk',
                'ordering': ['scored_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='ToldToFamilies',
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
                ('told_on', models.DateField(verbose_name='told on')),
                ('words', models.TextField(verbose_name='what was told')),
                ('channels', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('local-offer', 'Local Offer website'), ('forum', 'Parent carer forum'), ('newsletter', 'Newsletter'), ('event', 'Event or meeting'), ('schools', 'Through schools and settings'), ('letter', 'Letter or email'), ('social', 'Social media'), ('youth', 'Youth forum'), ('other', 'Another way')], max_length=12), size=None)),
                ('audience', models.CharField(max_length=300)),
                ('link', models.URLField(blank=True, max_length=500)),
                ('response', models.TextField(blank=True)),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.governancegroup')),
                ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.partnership')),
                ('voided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'message to families',
                'verbose_name_plural': 'messages to families',
                'abstract': False,
            },
        ),
        migrations.AddIndex(
            model_name='risk',
            index=models.Index(fields=['group', 'closed_at'], name='risks_by_group'),
        ),
        migrations.AddConstraint(
            model_name='risk',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('voided_at', None), ('voided_by', None), ('voided_reason', '')), models.Q(('voided_at__isnull', False), ('voided_by__isnull', False), models.Q(('voided_reason', ''), _negated=True)), _connector='OR'), name='governance_risk_voided_by_someone'),
        ),
        migrations.AddConstraint(
            model_name='risk',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at', None), ('closed_by', None), ('closing_words', '')), models.Q(('closed_at__isnull', False), ('closed_by__isnull', False), models.Q(('closing_words', ''), _negated=True)), _connector='OR'), name='risk_closed_by_someone'),
        ),
        migrations.AddConstraint(
            model_name='riskscore',
            constraint=models.CheckConstraint(condition=models.Q(('impact__range', (1, 5)), ('likelihood__range', (1, 5))), name='score_from_one_to_five'),
        ),
        migrations.AddIndex(
            model_name='toldtofamilies',
            index=models.Index(fields=['partnership', 'told_on'], name='told_by_day'),
        ),
        migrations.AddConstraint(
            model_name='toldtofamilies',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('voided_at', None), ('voided_by', None), ('voided_reason', '')), models.Q(('voided_at__isnull', False), ('voided_by__isnull', False), models.Q(('voided_reason', ''), _negated=True)), _connector='OR'), name='governance_toldtofamilies_voided_by_someone'),
        ),
        Guarded(*TABLES),
        OnePartnership(*TABLES),
        Purgeable(*TABLES),
    ]
