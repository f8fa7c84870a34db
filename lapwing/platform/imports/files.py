"""The file of an import: kept from when it is sent until its rows are removed."""

from __future__ import annotations

from lapwing.platform.imports.models import DataImport, ImportFile


def keep_content(found: DataImport, data: bytes) -> None:
    """Keep the bytes of a file."""
    ImportFile.objects.create(partnership_id=found.partnership_id, data_import=found, content=data)


def content_of(found: DataImport) -> bytes:
    """The bytes that were sent; none when they were removed."""
    row = ImportFile.objects.filter(data_import=found).first()
    return bytes(row.content) if row else b""


def remove_content(found: DataImport) -> None:
    ImportFile.objects.filter(data_import=found).delete()
