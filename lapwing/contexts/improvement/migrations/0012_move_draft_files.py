"""What waits to be read moves from the database to the store of files.

Through maintenance: row-level security would show the owner nothing. Not in one transaction with the store:
a file that was written for a row that failed is found by the nightly look through the store.
"""

import hashlib
import io

from django.db import migrations, transaction

from lapwing.platform.documents import storing
from lapwing.platform.documents.names import clean_name
from lapwing.platform.refs import new_ref


def move(apps, schema_editor):
    drafts = apps.get_model("improvement", "PlanDraft").objects.using("maintenance")
    files = apps.get_model("documents", "File").objects.using("maintenance")
    versions = apps.get_model("documents", "FileVersion").objects.using("maintenance")
    for draft in drafts.filter(data__isnull=False, file=None).iterator(chunk_size=1):
        data, key = bytes(draft.data), storing.new_key()
        storing.put(key, io.BytesIO(data))
        kept = {"partnership_id": draft.partnership_id, "name": clean_name(draft.name)}
        with transaction.atomic(using="maintenance"):
            file = files.create(
                **kept,
                ref=new_ref(),
                purpose="plan document",
                created_at=draft.created_at,
                created_by_id=draft.user_id,
            )
            versions.create(
                **kept,
                file=file,
                key=key,
                size=len(data),
                sha256=hashlib.sha256(data).hexdigest(),
                kind=draft.kind,
                uploaded_at=draft.created_at,
                uploaded_by_id=draft.user_id,
            )
            drafts.filter(pk=draft.pk).update(file=file, data=None)


def move_back(apps, schema_editor):
    drafts = apps.get_model("improvement", "PlanDraft").objects.using("maintenance")
    versions = apps.get_model("documents", "FileVersion").objects.using("maintenance")
    for draft in drafts.filter(state__in=("waiting", "reading"), data=None).exclude(file=None):
        version = versions.filter(file_id=draft.file_id).order_by("-number").first()
        with storing.fetch(version.key) as content:
            drafts.filter(pk=draft.pk).update(data=content.read())


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("improvement", "0011_draft_files")]

    operations = [migrations.RunPython(move, move_back)]
