"""Exports stay in their partnership; what was searched for is not in the history."""

from django.db import migrations

from lapwing.platform.access.operations import Guarded, OnePartnership


class Migration(migrations.Migration):
    dependencies = [
        ("exports", "0001_exports"),
        ("documents", "0001_initial"),
        ("jobs", "0002_guards"),
        ("registry", "0003_one_partnership"),
        ("history", "0001_history"),
    ]

    operations = [
        Guarded("exports_export", hidden=["parameters"]),
        OnePartnership("exports_export"),
    ]
