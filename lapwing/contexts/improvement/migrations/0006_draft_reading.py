"""Drafts keep what was read of a document, and the edits that people made to it since."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q

from lapwing.platform.access.operations import Guarded, OnePartnership
from lapwing.platform.history.operations import KeepHistory

STATES = [
    ("waiting", "Waiting to be read"),
    ("reading", "Being read"),
    ("ready", "Ready to look at"),
    ("refused", "Cannot be read"),
]
KINDS = [
    ("answer", "Answered"),
    ("later", "Left for later"),
    ("accept", "Accepted"),
    ("correct", "Corrected"),
    ("divide", "Divided or joined"),
    ("move", "Moved"),
    ("remove", "Taken out"),
    ("add-action", "Added an action"),
    ("add-part", "Added to an action"),
]

# Row-level security would hide the rows from an update; a change of type reaches them all.
TO_BYTES = """
ALTER TABLE improvement_plandraft RENAME COLUMN text TO data;
ALTER TABLE improvement_plandraft ALTER COLUMN data DROP NOT NULL,
    ALTER COLUMN data TYPE bytea USING convert_to(data, 'UTF8');
"""
TO_TEXT = """
ALTER TABLE improvement_plandraft
    ALTER COLUMN data TYPE text USING coalesce(convert_from(data, 'UTF8'), ''),
    ALTER COLUMN data SET NOT NULL;
ALTER TABLE improvement_plandraft RENAME COLUMN data TO text;
"""


FIELDS = [
    ("kind", models.CharField(max_length=20, blank=True, default="")),
    ("state", models.CharField(max_length=10, choices=STATES, default="waiting")),
    ("content", models.JSONField(null=True, blank=True)),
    ("reading", models.JSONField(null=True, blank=True)),
    ("questions_open", models.PositiveIntegerField(default=0)),
    ("problem_code", models.CharField(max_length=40, blank=True, default="")),
    ("problem", models.TextField(blank=True, default="")),
    ("done", models.PositiveIntegerField(default=0)),
    ("of", models.PositiveIntegerField(default=0)),
    ("words", models.TextField(blank=True, default="")),
    ("heard_at", models.DateTimeField(null=True, blank=True)),
    ("attempt", models.PositiveIntegerField(default=0)),
    ("version", models.PositiveIntegerField(default=1)),
]

CONSTRAINTS = [
    models.CheckConstraint(
        condition=Q(state__in=[state for state, _ in STATES]), name="draft_in_a_known_state"
    ),
    models.CheckConstraint(
        condition=~Q(state__in=("waiting", "reading")) | Q(data__isnull=False), name="draft_to_read_has_bytes"
    ),
    models.CheckConstraint(
        condition=~Q(state="ready") | Q(reading__isnull=False, data=None), name="draft_that_is_ready_was_read"
    ),
    models.CheckConstraint(condition=Q(state="refused") ^ Q(problem=""), name="draft_refused_for_a_reason"),
    models.CheckConstraint(condition=Q(done__lte=F("of")), name="draft_not_past_its_end"),
    models.UniqueConstraint(
        fields=["partnership", "sha256"], condition=Q(attempt__gt=0), name="one_draft_per_document"
    ),
]


class Migration(migrations.Migration):
    dependencies = [("improvement", "0005_one_partnership")]

    operations = [
        migrations.RunSQL(
            TO_BYTES,
            TO_TEXT,
            state_operations=[
                migrations.RemoveField("plandraft", "text"),
                migrations.AddField("plandraft", "data", models.BinaryField(null=True, blank=True)),
            ],
        ),
        *(migrations.AddField("plandraft", name, field) for name, field in FIELDS),
        # What was read may be long and is the document's: the history says only that it came.
        migrations.RunSQL(
            'DROP TRIGGER keep_history ON "improvement_plandraft"',
            'CREATE TRIGGER keep_history AFTER INSERT OR UPDATE OR DELETE ON "improvement_plandraft" '
            "FOR EACH ROW EXECUTE FUNCTION history_record('text')",
        ),
        KeepHistory("improvement_plandraft", hidden=("data", "content", "reading")),
        *(migrations.AddConstraint("plandraft", constraint) for constraint in CONSTRAINTS),
        migrations.CreateModel(
            name="DraftEdit",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("position", models.PositiveIntegerField()),
                ("kind", models.CharField(choices=KINDS, max_length=12)),
                ("data", models.JSONField()),
                ("words", models.TextField()),
                ("made_at", models.DateTimeField()),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="edits",
                        to="improvement.plandraft",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
            ],
            options={"ordering": ["position"]},
        ),
        migrations.AddConstraint(
            "draftedit",
            models.CheckConstraint(
                condition=Q(kind__in=[kind for kind, _ in KINDS]), name="draft_edit_of_a_known_kind"
            ),
        ),
        migrations.AddConstraint(
            "draftedit",
            models.UniqueConstraint(fields=["draft", "position"], name="one_draft_edit_per_position"),
        ),
        Guarded("improvement_draftedit"),
        OnePartnership("improvement_draftedit"),
    ]
