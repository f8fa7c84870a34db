"""The PDFs of a public version go when the version goes, or the pack that it was made of."""

from __future__ import annotations

from django.utils import timezone

from lapwing.contexts.improvement.tests.factories import acting_as
from lapwing.insight.packs.commands import withdraw_pack
from lapwing.insight.public_version.models import PublicFile, PublicVersion
from lapwing.insight.public_version.tests.conftest import Office
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.documents.models import File
from lapwing.platform.retention.tests.support import purged


def pdfs(row: PublicVersion) -> set[int]:
    with as_maintenance():
        return set(PublicFile.objects.filter(of_version=row).values_list("file_id", flat=True))


def still_there(files: set[int]) -> bool:
    with as_maintenance():
        return File.objects.filter(pk__in=files).exists()


def test_a_withdrawn_version_that_is_removed_takes_its_pdfs_along(office: Office) -> None:
    office.make()
    files = pdfs(office.publish())
    assert len(files) == 2
    assert office.do("withdraw", office.approver, reason="A figure was wrong.").status_code == 302
    purge = purged(office.partnership, office.maker, office.row().ref, "public-version")
    assert purge.counts["documents_file"] == 2
    assert not still_there(files)


def test_a_withdrawn_pack_that_is_removed_takes_the_pdfs_of_its_versions_along(office: Office) -> None:
    office.make()
    files = pdfs(office.publish())
    office.do("withdraw", office.approver, reason="A figure was wrong.")
    with acting_as(office.maker) as actor:
        withdraw_pack(
            by=actor,
            partnership=office.partnership,
            pack_ref=office.pack.ref,
            reason="Wrong",
            now=timezone.now(),
        )
    purged(office.partnership, office.maker, office.pack.ref, "withdrawn-pack")
    with as_maintenance():
        assert not PublicVersion.objects.exists()
    assert not still_there(files)
