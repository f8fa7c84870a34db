"""Webhooks and what they were told, each of one partnership."""

import django.contrib.postgres.fields
import django.db.models.deletion
import lapwing.platform.refs
from django.conf import settings
from django.db import migrations, models

from lapwing.platform.access.operations import ForceRowSecurity, Guarded, OnePartnership


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('history', '0001_history'),
        ('registry', '0003_one_partnership'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Webhook',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.CharField(default=lapwing.platform.refs.new_ref, editable=False, max_length=12, unique=True)),
                ('name', models.CharField(max_length=100)),
                ('url', models.CharField(max_length=500, verbose_name='address')),
                ('events', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), size=None)),
                ('salt', models.CharField(max_length=43)),
                ('salt_before', models.CharField(blank=True, default='', max_length=43)),
                ('before_until', models.DateTimeField(blank=True, null=True)),
                ('made_at', models.DateTimeField(verbose_name='made')),
                ('failing_since', models.DateTimeField(blank=True, null=True)),
                ('stopped_at', models.DateTimeField(blank=True, null=True, verbose_name='stopped')),
                ('stopped_why', models.TextField(blank=True, default='')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='ended')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.partnership')),
            ],
            options={
                'ordering': ['name', 'id'],
            },
        ),
        migrations.CreateModel(
            name='WebhookDelivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.CharField(default=lapwing.platform.refs.new_ref, editable=False, max_length=12, unique=True)),
                ('event', models.CharField(max_length=60)),
                ('body', models.TextField()),
                ('happened_at', models.DateTimeField(verbose_name='happened')),
                ('state', models.CharField(choices=[('waiting', 'Waiting'), ('arrived', 'Arrived'), ('failed', 'Did not arrive')], default='waiting', max_length=8)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('try_at', models.DateTimeField(verbose_name='next try')),
                ('tried_at', models.DateTimeField(blank=True, null=True, verbose_name='last try')),
                ('answered', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='answer')),
                ('words', models.CharField(blank=True, default='', max_length=200, verbose_name='what was wrong')),
                ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.partnership')),
                ('webhook', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deliveries', to='webhooks.webhook')),
            ],
            options={
                'ordering': ['-happened_at', '-id'],
                'indexes': [models.Index(condition=models.Q(('state', 'waiting')), fields=['try_at'], name='webhook_deliveries_due'), models.Index(fields=['webhook', '-happened_at'], name='webhook_deliveries_of')],
            },
        ),
        Guarded("webhooks_webhook", hidden=["salt", "salt_before"]),
        ForceRowSecurity("webhooks_webhookdelivery"),
        OnePartnership("webhooks_webhook", "webhooks_webhookdelivery"),
    ]
