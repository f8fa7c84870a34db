"""Files of rows on their way in: the import, its rows, what people did to them, saved columns."""

import django.db.models.deletion
import lapwing.platform.refs
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('documents', '0001_initial'),
        ('registry', '0004_rights'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='DataImport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.CharField(default=lapwing.platform.refs.new_ref, editable=False, max_length=12, unique=True)),
                ('feed', models.CharField(max_length=40)),
                ('place', models.CharField(blank=True, default='', max_length=60)),
                ('source', models.CharField(default='Spreadsheet', max_length=100)),
                ('created_at', models.DateTimeField()),
                ('name', models.TextField()),
                ('kind', models.CharField(max_length=10)),
                ('sha256', models.CharField(max_length=64)),
                ('size', models.PositiveBigIntegerField(default=0)),
                ('state', models.CharField(choices=[('reading', 'Being read'), ('refused', 'Cannot be read'), ('sheet', 'Which sheet?'), ('columns', 'Which column is which?'), ('checking', 'Being checked'), ('checked', 'Ready to look at'), ('committing', 'Being brought in'), ('committed', 'Brought in'), ('undoing', 'Being undone'), ('undone', 'Undone')], default='reading', max_length=10)),
                ('attempt', models.PositiveIntegerField(default=1)),
                ('version', models.PositiveIntegerField(default=1)),
                ('sheets', models.JSONField(blank=True, default=list)),
                ('sheet', models.TextField(blank=True, default='')),
                ('from_1904', models.BooleanField(default=False)),
                ('titles', models.JSONField(blank=True, default=list)),
                ('titles_line', models.PositiveIntegerField(default=0)),
                ('notes', models.JSONField(blank=True, default=list)),
                ('columns', models.JSONField(blank=True, default=dict)),
                ('leaves_out_problems', models.BooleanField(default=False)),
                ('reason', models.TextField(blank=True, default='')),
                ('counts', models.JSONField(blank=True, default=dict)),
                ('news', models.JSONField(blank=True, default=list)),
                ('problem', models.TextField(blank=True, default='')),
                ('work_ref', models.CharField(blank=True, default='', max_length=12)),
                ('committed_at', models.DateTimeField(blank=True, null=True)),
                ('undone_at', models.DateTimeField(blank=True, null=True)),
                ('cleared_at', models.DateTimeField(blank=True, null=True)),
                ('committed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('file', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.file')),
                ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.partnership')),
                ('sent_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('undone_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-created_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='ImportEdit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('line', models.PositiveIntegerField()),
                ('cells', models.JSONField(blank=True, default=dict)),
                ('left_out', models.BooleanField(default=False)),
                ('choice', models.TextField(blank=True, default='')),
                ('made_at', models.DateTimeField()),
                ('data_import', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='edits', to='imports.dataimport')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.partnership')),
            ],
            options={
                'ordering': ['line'],
            },
        ),
        migrations.CreateModel(
            name='ImportRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('line', models.PositiveIntegerField()),
                ('cells', models.JSONField()),
                ('state', models.CharField(choices=[('new', 'Not checked yet'), ('problem', 'Something is wrong'), ('twice', 'Stands in the file before'), ('choice', 'Could mean several'), ('ready', 'Ready'), ('left-out', 'Left out'), ('empty', 'Nothing to bring in')], default='new', max_length=8)),
                ('effect', models.CharField(blank=True, default='', max_length=6)),
                ('identity', models.TextField(blank=True, default='')),
                ('twice_of', models.PositiveIntegerField(blank=True, null=True)),
                ('digest', models.CharField(blank=True, default='', max_length=32)),
                ('words', models.TextField(blank=True, default='')),
                ('details', models.JSONField(blank=True, default=list)),
                ('made', models.JSONField(blank=True, null=True)),
                ('data_import', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='imports.dataimport')),
                ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.partnership')),
            ],
            options={
                'ordering': ['line'],
            },
        ),
        migrations.CreateModel(
            name='SavedColumns',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('feed', models.CharField(max_length=40)),
                ('source', models.CharField(max_length=100)),
                ('titles', models.JSONField(default=dict)),
                ('saved_at', models.DateTimeField()),
                ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.partnership')),
                ('saved_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['source'],
            },
        ),
        migrations.AddIndex(
            model_name='dataimport',
            index=models.Index(fields=['partnership', 'feed', '-created_at'], name='imports_of_a_feed'),
        ),
        migrations.AddIndex(
            model_name='dataimport',
            index=models.Index(fields=['partnership', 'sha256'], name='imports_of_a_file'),
        ),
        migrations.AddConstraint(
            model_name='dataimport',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['reading', 'refused', 'sheet', 'columns', 'checking', 'checked', 'committing', 'committed', 'undoing', 'undone'])), name='import_in_a_known_state'),
        ),
        migrations.AddConstraint(
            model_name='dataimport',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('committed_at', None), ('committed_by', None)), models.Q(('committed_at__isnull', False), ('committed_by__isnull', False)), _connector='OR'), name='import_committed_by_someone'),
        ),
        migrations.AddConstraint(
            model_name='dataimport',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('undone_at', None), ('undone_by', None)), models.Q(('committed_at__isnull', False), ('undone_at__isnull', False), ('undone_by__isnull', False)), _connector='OR'), name='import_undone_by_someone'),
        ),
        migrations.AddConstraint(
            model_name='dataimport',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('committed', 'undoing', 'undone')), _negated=True), ('committed_at__isnull', False), _connector='OR'), name='import_committed_once'),
        ),
        migrations.AddConstraint(
            model_name='importedit',
            constraint=models.UniqueConstraint(fields=('data_import', 'line'), name='one_edit_a_line'),
        ),
        migrations.AddIndex(
            model_name='importrow',
            index=models.Index(fields=['data_import', 'state', 'line'], name='import_rows_by_state'),
        ),
        migrations.AddConstraint(
            model_name='importrow',
            constraint=models.UniqueConstraint(fields=('data_import', 'line'), name='one_row_a_line'),
        ),
        migrations.AddConstraint(
            model_name='savedcolumns',
            constraint=models.UniqueConstraint(fields=('partnership', 'feed', 'source'), name='columns_saved_once'),
        ),
    ]
