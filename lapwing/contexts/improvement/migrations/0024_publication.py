"""By when plans are to be published, the report that this counts from, and that they were."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import lapwing.platform.refs
from lapwing.platform.access.operations import Guarded, OnePartnership
from lapwing.platform.retention.operations import Purgeable


class Migration(migrations.Migration):

    dependencies = [
        ('improvement', '0023_came_from'),
        ('documents', '0001_initial'),
        ('history', '0001_history'),
        ('registry', '0009_groups'),
        ('retention', '0002_purge'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='InspectionReport',
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
                ('published_on', models.DateField()),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.partnership')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='inspection_reports', to='improvement.plan')),
                ('voided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('voided_at', None), ('voided_by', None), ('voided_reason', '')), models.Q(('voided_at__isnull', False), ('voided_by__isnull', False), models.Q(('voided_reason', ''), _negated=True)), _connector='OR'), name='improvement_inspectionreport_voided_by_someone')],
            },
        ),
        migrations.CreateModel(
            name='PlanPublication',
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
                ('published_on', models.DateField()),
                ('address', models.URLField(blank=True, max_length=2000)),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('file', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.file')),
                ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.partnership')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='publications', to='improvement.plan')),
                ('voided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-published_on', '-id'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('voided_at', None), ('voided_by', None), ('voided_reason', '')), models.Q(('voided_at__isnull', False), ('voided_by__isnull', False), models.Q(('voided_reason', ''), _negated=True)), _connector='OR'), name='improvement_planpublication_voided_by_someone'), models.CheckConstraint(condition=models.Q(models.Q(('address', ''), _negated=True), ('file__isnull', False), _connector='OR'), name='publication_with_evidence')],
            },
        ),
        migrations.CreateModel(
            name='PublicationTerm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('improvement', 'Improvement plan'), ('priority-action', 'Priority action plan'), ('accelerated-progress', 'Accelerated progress plan'), ('strategy', 'Strategy implementation plan'), ('local', 'Local action plan')], max_length=24)),
                ('working_days', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('basis', models.TextField()),
                ('version', models.PositiveIntegerField(default=1)),
                ('changed_at', models.DateTimeField()),
                ('changed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.partnership')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.AddConstraint(
            "inspectionreport",
            models.UniqueConstraint(
                fields=["plan"],
                condition=models.Q(voided_at=None),
                name="one_inspection_report_for_a_plan",
            ),
        ),
        migrations.AddConstraint(
            "publicationterm",
            models.UniqueConstraint(fields=["partnership", "kind"], name="one_publication_term_per_kind"),
        ),
        Guarded("improvement_inspectionreport"),
        Guarded("improvement_planpublication"),
        Guarded("improvement_publicationterm"),
        OnePartnership("improvement_inspectionreport"),
        OnePartnership("improvement_planpublication"),
        OnePartnership("improvement_publicationterm"),
        Purgeable("improvement_inspectionreport"),
        Purgeable("improvement_planpublication"),
        Purgeable("improvement_publicationterm"),
    ]
