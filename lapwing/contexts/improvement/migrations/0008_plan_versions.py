"""Later versions of a plan's document, and in which of its documents each part stands."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import lapwing.platform.refs
from lapwing.platform.access.operations import Guarded, OnePartnership

READ_FROM_A_DOCUMENT = (
    "action",
    "area",
    "finding",
    "group",
    "measure",
    "milestone",
    "objective",
    "occurrence",
    "ownerrole",
    "plan",
    "series",
    "successcriterion",
)


def person(**more):
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, **more
    )


class Migration(migrations.Migration):
    dependencies = [
        ("improvement", "0007_as_printed"),
        ("registry", "0003_one_partnership"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        *(
            migrations.AddField(model, "source_document", models.PositiveIntegerField(default=1))
            for model in READ_FROM_A_DOCUMENT
        ),
        migrations.AddField("document", "number", models.PositiveIntegerField(default=1)),
        migrations.AddField("remainder", "document_number", models.PositiveIntegerField(default=1)),
        migrations.CreateModel(
            name="PlanVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                (
                    "ref",
                    models.CharField(
                        default=lapwing.platform.refs.new_ref, editable=False, max_length=12, unique=True
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("taken_at", models.DateTimeField()),
                ("done", models.JSONField(default=list)),
                ("effects", models.JSONField(default=list)),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
                ("undone_reason", models.TextField(blank=True)),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="improvement.document",
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.partnership",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="improvement.plan",
                    ),
                ),
                ("taken_by", person()),
                ("undone_by", person(blank=True, null=True)),
            ],
            options={"ordering": ["-taken_at", "-id"]},
        ),
        migrations.AddConstraint(
            "planversion",
            models.CheckConstraint(
                condition=models.Q(undone_at=None, undone_by=None)
                | models.Q(undone_at__isnull=False, undone_by__isnull=False),
                name="version_undone_by_someone",
            ),
        ),
        # The rows it touched are named for the undoing; each has a history of its own.
        Guarded("improvement_planversion", hidden=("effects",)),
        OnePartnership("improvement_planversion"),
    ]
