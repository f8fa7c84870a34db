"""Tokens, and what goes with them: each row is its person's alone, and counts name nobody."""

import django.contrib.postgres.fields
import django.db.models.deletion
import lapwing.platform.refs
from django.conf import settings
from django.db import migrations, models

from lapwing.platform.access.operations import ForceRowSecurity
from lapwing.platform.history.operations import KeepHistory

OWN = "user_id = (SELECT access_actor()) OR (SELECT access_is_system())"
# the tokens that are seen here are already one's own
OF_OWN_TOKEN = "EXISTS (SELECT FROM tokens_apitoken AS mine WHERE mine.id = token_id)"


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ("registry", "0003_one_partnership"),
        ("history", "0001_history"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Allowance',
            fields=[
                ('key', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('since', models.DateTimeField()),
                ('used', models.PositiveIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='ApiToken',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.CharField(default=lapwing.platform.refs.new_ref, editable=False, max_length=12, unique=True)),
                ('name', models.CharField(max_length=100)),
                ('found_by', models.CharField(max_length=8, unique=True, verbose_name='first letters')),
                ('secret_hash', models.CharField(max_length=64)),
                ('scopes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=80), size=None, verbose_name='may')),
                ('partnership_ids', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None, verbose_name='partnerships')),
                ('made_at', models.DateTimeField(verbose_name='made')),
                ('second_factor', models.BooleanField(default=False, verbose_name='made with a second factor')),
                ('last_day', models.DateField(verbose_name='last day')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='ended')),
                ('ended_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person')),
            ],
            options={
                'verbose_name': 'API token',
                'ordering': ['-made_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='KeptAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=255)),
                ('request_hash', models.CharField(max_length=64)),
                ('status', models.PositiveSmallIntegerField(default=0)),
                ('body', models.TextField(blank=True, default='')),
                ('made_at', models.DateTimeField(db_index=True)),
                ('token', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tokens.apitoken')),
            ],
        ),
        migrations.CreateModel(
            name='TokenUse',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('last_used_at', models.DateTimeField()),
                ('token', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='use', to='tokens.apitoken')),
            ],
        ),
        migrations.AddIndex(
            model_name='apitoken',
            index=models.Index(fields=['user', 'made_at'], name='api_tokens_of_a_person'),
        ),
        migrations.AddConstraint(
            model_name='apitoken',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('ended_by', None)), models.Q(('ended_at__isnull', False), ('ended_by__isnull', False)), _connector='OR'), name='api_token_ended_by_someone'),
        ),
        migrations.AddConstraint(
            model_name='keptanswer',
            constraint=models.UniqueConstraint(fields=('token', 'key'), name='one_answer_per_key'),
        ),
        ForceRowSecurity("tokens_apitoken", using=OWN),
        KeepHistory("tokens_apitoken", hidden=["secret_hash"]),
        ForceRowSecurity("tokens_tokenuse", using=OF_OWN_TOKEN),
        ForceRowSecurity("tokens_keptanswer", using=OF_OWN_TOKEN),
        migrations.RunSQL(
            "ALTER TABLE tokens_allowance SET UNLOGGED", "ALTER TABLE tokens_allowance SET LOGGED"
        ),
    ]
