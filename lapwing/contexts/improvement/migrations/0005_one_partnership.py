"""Every row of a plan stays in its partnership, and refers to rows of the same one."""

from importlib import import_module

from django.db import migrations

from lapwing.platform.access.operations import OnePartnership

TABLES = (*import_module("lapwing.contexts.improvement.migrations.0002_guards").TABLES, "calendarfeed", "plandraft")


class Migration(migrations.Migration):
    dependencies = [
        ("improvement", "0004_plan_drafts"),
        ("registry", "0003_one_partnership"),
    ]

    operations = [OnePartnership(*(f"improvement_{table}" for table in TABLES))]
