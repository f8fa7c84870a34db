"""Drafts and documents have the file that was sent. The column that held it stays until the next release."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

# ``OnePartnership`` is for all references of a table; these tables have theirs but for the new one.
HOLD = """
ALTER TABLE {table} ADD CONSTRAINT file_id_same_partnership
FOREIGN KEY (file_id, partnership_id) REFERENCES documents_file (id, partnership_id)
DEFERRABLE INITIALLY DEFERRED
"""
LET_GO = "ALTER TABLE {table} DROP CONSTRAINT file_id_same_partnership"


def file():
    return models.ForeignKey(
        blank=True,
        null=True,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to="documents.file",
    )


class Migration(migrations.Migration):
    dependencies = [("improvement", "0010_purgeable"), ("documents", "0001_initial")]

    operations = [
        migrations.AddField("document", "file", file()),
        migrations.AddField("plandraft", "file", file()),
        *(
            migrations.RunSQL(HOLD.format(table=table), LET_GO.format(table=table))
            for table in ("improvement_document", "improvement_plandraft")
        ),
        migrations.RemoveConstraint("plandraft", "draft_to_read_has_bytes"),
        migrations.AddConstraint(
            "plandraft",
            models.CheckConstraint(
                condition=~Q(state__in=("waiting", "reading")) | Q(file__isnull=False) | Q(data__isnull=False),
                name="draft_to_read_has_a_file",
            ),
        ),
    ]
