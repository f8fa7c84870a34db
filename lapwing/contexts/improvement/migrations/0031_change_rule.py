"""Whether dates, baselines and targets of plans under way are changed by request only."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from lapwing.platform.access.operations import Guarded, OnePartnership
from lapwing.platform.retention.operations import Purgeable


class Migration(migrations.Migration):

    dependencies = [
        ("improvement", "0030_terms"),
        ("registry", "0003_one_partnership"),
        ("history", "0001_history"),
        ("retention", "0002_purge"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ChangeRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("by_request_only", models.BooleanField(default=False)),
                ("version", models.PositiveIntegerField(default=1)),
                ("changed_at", models.DateTimeField()),
                ("changed_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("partnership", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.partnership")),
            ],
        ),
        migrations.AddConstraint(
            "changerule",
            models.UniqueConstraint(fields=["partnership"], name="one_rule_of_changes"),
        ),
        Guarded("improvement_changerule"),
        OnePartnership("improvement_changerule"),
        Purgeable("improvement_changerule"),
    ]
