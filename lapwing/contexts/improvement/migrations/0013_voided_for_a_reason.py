"""What is taken out of a plan has a reason, and not only a moment and a person: held by the database.

What was taken out before without one says so. Through maintenance, to whom row-level security shows every row,
and first, before this transaction holds the tables.
"""

from django.db import migrations, models
from django.db.models import Q

MODELS = (
    "action", "area", "finding", "group", "measure", "milestone", "objective", "occurrence", "ownerrole", "plan",
    "series", "successcriterion",
)


def name_of(model: str) -> str:
    return f"improvement_{model}_voided_by_someone"


NONE_KEPT = "No reason was kept."


def say_that_none_was_kept(apps, schema_editor):
    for name in MODELS:
        rows = apps.get_model("improvement", name).objects.using("maintenance")
        rows.filter(voided_at__isnull=False, voided_reason="").update(voided_reason=NONE_KEPT)


class Migration(migrations.Migration):
    dependencies = [("improvement", "0012_move_draft_files")]

    operations = [
        migrations.RunPython(say_that_none_was_kept, migrations.RunPython.noop),
        *(
        operation
        for model in MODELS
        for operation in (
            migrations.RemoveConstraint(model, name_of(model)),
            migrations.AddConstraint(
                model,
                models.CheckConstraint(
                    condition=Q(voided_at=None, voided_by=None, voided_reason="")
                    | Q(voided_at__isnull=False, voided_by__isnull=False) & ~Q(voided_reason=""),
                    name=name_of(model),
                ),
            ),
        )
        ),
    ]
