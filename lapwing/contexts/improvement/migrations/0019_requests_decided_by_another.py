"""Nobody decides what they asked for themselves, and nothing is refused without a reason: held by the database."""

from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [("improvement", "0018_follows")]

    operations = [
        migrations.AddConstraint(
            model_name="changerequest",
            constraint=models.CheckConstraint(
                condition=Q(approved=None) | ~Q(decided_by=F("asked_by")), name="request_decided_by_another"
            ),
        ),
        migrations.AddConstraint(
            model_name="changerequest",
            constraint=models.CheckConstraint(
                condition=~Q(approved=False) | ~Q(decided_reason=""), name="request_refused_for_a_reason"
            ),
        ),
    ]
