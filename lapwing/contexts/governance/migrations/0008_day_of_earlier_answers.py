"""What was escalated before an answer had a day, and still waits, gets one.

By the rule for what is escalated now: 15 working days of a group and 20 of a board, from the day on which it
was raised. Not before two weeks of working days from now: nobody is late by surprise. A decision that is
asked for has no such day. Through maintenance, to whom row-level security shows every row.
"""

from django.db import connections, migrations, transaction
from django.utils import timezone

from lapwing.domain.bank_holidays import working_days_after

WHY = "The day for its answer, which what is escalated has since this version"
OF_A_GROUP, OF_A_BOARD, AT_LEAST = 15, 20, 10


def give_days(apps, schema_editor):
    items = apps.get_model("governance", "EscalatedItem").objects.using("maintenance")
    soonest = working_days_after(timezone.localdate(), AT_LEAST)
    with transaction.atomic(using="maintenance"), connections["maintenance"].cursor() as cursor:
        cursor.execute("SELECT set_config('lapwing.reason', %s, true)", [WHY])
        waiting = items.filter(kind="escalated", answered_at=None, answer_by=None)
        for item in waiting.select_related("group").select_for_update(of=("self",)).order_by("pk"):
            days = OF_A_BOARD if item.group.kind == "board" else OF_A_GROUP
            usual = working_days_after(timezone.localdate(item.created_at), days)
            items.filter(pk=item.pk).update(answer_by=max(usual, soonest))


class Migration(migrations.Migration):
    dependencies = [
        ("governance", "0007_agency_of_earlier_attendance"),
        ("history", "0001_history"),
    ]

    operations = [migrations.RunPython(give_days, migrations.RunPython.noop)]
