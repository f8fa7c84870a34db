"""Row-level security and history on every table of the plan."""

from django.db import migrations

from lapwing.platform.access.operations import Guarded

TABLES = (
    "action",
    "actual",
    "area",
    "baseline",
    "colourkey",
    "comparator",
    "criterionjudgement",
    "document",
    "duepoint",
    "finding",
    "findingobjective",
    "group",
    "measure",
    "measureaction",
    "milestone",
    "objective",
    "occurrence",
    "owneralias",
    "ownerrole",
    "ownership",
    "plan",
    "question",
    "remainder",
    "roleholder",
    "series",
    "service",
    "statusreport",
    "successcriterion",
    "target",
)


class Migration(migrations.Migration):
    dependencies = [
        ("improvement", "0001_initial"),
        ("registry", "0002_guards"),
        ("history", "0001_history"),
    ]

    operations = [Guarded(*(f"improvement_{table}" for table in TABLES))]
