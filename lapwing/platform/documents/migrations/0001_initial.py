"""Files that people send or have made, and their versions. The bytes lie in the store."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

import lapwing.platform.refs
from lapwing.platform.access.operations import Guarded, OnePartnership

STATES = [
    ("pending", "Being checked"),
    ("clean", "Checked"),
    ("quarantined", "Held back: malware was found"),
    ("not-scanned", "Not scanned"),
]
PICTURES = [
    ("none", "No preview"),
    ("waiting", "Preview is being made"),
    ("ready", "Preview"),
    ("failed", "No preview could be made"),
]


def number():
    return models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


def partnership():
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.partnership"
    )


def person(name, **more):
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to=settings.AUTH_USER_MODEL,
        verbose_name=name,
        **more,
    )


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("registry", "0003_one_partnership"),
        ("history", "0001_history"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="File",
            fields=[
                ("id", number()),
                (
                    "ref",
                    models.CharField(
                        default=lapwing.platform.refs.new_ref, editable=False, max_length=12, unique=True
                    ),
                ),
                ("purpose", models.CharField(max_length=40)),
                ("name", models.CharField(max_length=200)),
                ("number", models.PositiveIntegerField(default=1, verbose_name="version")),
                ("created_at", models.DateTimeField(verbose_name="kept")),
                ("created_by", person("kept by")),
                ("partnership", partnership()),
            ],
            options={"abstract": False},
        ),
        migrations.CreateModel(
            name="FileVersion",
            fields=[
                ("id", number()),
                ("number", models.PositiveIntegerField(default=1)),
                ("name", models.CharField(max_length=200)),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                ("size", models.BigIntegerField()),
                ("kind", models.CharField(max_length=20)),
                ("macros", models.BooleanField(default=False, verbose_name="carries macros")),
                ("state", models.CharField(choices=STATES, default="not-scanned", max_length=12)),
                ("key", models.CharField(max_length=80, unique=True)),
                ("sent_in", models.CharField(blank=True, default="", max_length=40)),
                ("uploaded_at", models.DateTimeField(verbose_name="sent")),
                ("scanned_at", models.DateTimeField(blank=True, null=True, verbose_name="scanned")),
                (
                    "scan_words",
                    models.CharField(
                        blank=True, default="", max_length=200, verbose_name="result of the scan"
                    ),
                ),
                ("pictures", models.CharField(choices=PICTURES, default="none", max_length=8)),
                ("pages", models.PositiveIntegerField(default=0, verbose_name="pages shown")),
                ("pages_in_all", models.PositiveIntegerField(default=0)),
                ("voided_at", models.DateTimeField(blank=True, null=True, verbose_name="taken out")),
                ("voided_reason", models.TextField(blank=True, default="", verbose_name="reason")),
                ("removed_at", models.DateTimeField(blank=True, null=True, verbose_name="content removed")),
                (
                    "removed_reason",
                    models.TextField(blank=True, default="", verbose_name="reason for the removal"),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="versions",
                        to="documents.file",
                    ),
                ),
                ("partnership", partnership()),
                ("uploaded_by", person("sent by")),
                ("voided_by", person("taken out by", blank=True, null=True)),
            ],
            options={
                "ordering": ["file_id", "number"],
                "indexes": [models.Index(fields=["state", "uploaded_at"], name="file_version_by_state")],
                "constraints": [
                    models.UniqueConstraint(fields=["file", "number"], name="one_file_version_per_number"),
                    models.UniqueConstraint(
                        fields=["partnership", "uploaded_by", "sent_in", "sha256"],
                        condition=~Q(sent_in=""),
                        name="one_file_version_per_form",
                    ),
                    models.CheckConstraint(
                        condition=Q(state__in=[state for state, _ in STATES]),
                        name="file_version_in_a_known_state",
                    ),
                    models.CheckConstraint(
                        condition=Q(voided_at=None, voided_by=None)
                        | Q(voided_at__isnull=False, voided_by__isnull=False) & ~Q(voided_reason=""),
                        name="file_version_voided_for_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=Q(removed_at=None) ^ ~Q(removed_reason=""),
                        name="file_version_removed_for_a_reason",
                    ),
                    models.CheckConstraint(condition=Q(size__gte=0), name="file_version_has_a_size"),
                ],
            },
        ),
        # Where the bytes lie is nobody's business, and says nothing.
        Guarded("documents_file"),
        Guarded("documents_fileversion", hidden=("key", "sent_in")),
        OnePartnership("documents_file", "documents_fileversion"),
    ]
