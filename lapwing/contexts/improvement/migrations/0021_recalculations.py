"""From which figure on the limits of a series are worked out afresh, and why."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import lapwing.platform.refs
from lapwing.platform.access.operations import Guarded, OnePartnership
from lapwing.platform.retention.operations import Purgeable


class Migration(migrations.Migration):

    dependencies = [
        ('improvement', '0020_target_agreed_each'),
        ('history', '0001_history'),
        ('registry', '0009_groups'),
        ('retention', '0002_purge'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Recalculation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.CharField(default=lapwing.platform.refs.new_ref, editable=False, max_length=12, unique=True)),
                ('effective_on', models.DateField()),
                ('recorded_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('reason', models.TextField(blank=True)),
                ('withdrawn_reason', models.TextField(blank=True)),
                ('from_date', models.DateField()),
                ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.partnership')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('series', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recalculations', to='improvement.series')),
                ('withdrawn_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['from_date', 'id'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at', None), ('withdrawn_by', None)), models.Q(('withdrawn_at__isnull', False), ('withdrawn_by__isnull', False)), _connector='OR'), name='improvement_recalculation_withdrawn_by_someone'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='recalculation_for_a_reason')],
            },
        ),
        migrations.AddConstraint(
            "recalculation",
            models.UniqueConstraint(
                fields=["series", "from_date"],
                condition=models.Q(withdrawn_at=None),
                name="one_standing_recalculation_a_day",
            ),
        ),
        Guarded("improvement_recalculation"),
        OnePartnership("improvement_recalculation"),
        Purgeable("improvement_recalculation"),
    ]
