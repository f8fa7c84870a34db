"""The words of what was reported at once can be taken out, as those of an update."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [
        ("improvement", "0043_turn_of_its_own_partnership"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            "statusreport", "words_withdrawn_at", models.DateTimeField(blank=True, null=True)
        ),
        migrations.AddField(
            "statusreport",
            "words_withdrawn_by",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            "statusreport", "words_withdrawn_reason", models.TextField(blank=True, db_default="", default="")
        ),
        migrations.AddField(
            "statusreport", "words_held_by", models.JSONField(blank=True, db_default=[], default=list)
        ),
        migrations.AddConstraint(
            "statusreport",
            models.CheckConstraint(
                condition=Q(words_withdrawn_at=None, words_withdrawn_by=None, words_withdrawn_reason="")
                | Q(words_withdrawn_at__isnull=False, words_withdrawn_by__isnull=False)
                & ~Q(words_withdrawn_reason=""),
                name="words_of_report_withdrawn_for_a_reason",
            ),
        ),
    ]
