"""For which agency somebody came to a meeting, as it was when that was recorded."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("governance", "0005_decision_asked"),
        ("registry", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            "attendance",
            "organisation",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="registry.organisation",
            ),
        ),
    ]
