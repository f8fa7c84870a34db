"""How sensitive what files hold is."""

from __future__ import annotations

from lapwing.platform.access.data_classes import WITH_RECORD, Held, Sort

TABLES = {
    "documents_file": Held(Sort.PERSONAL, ends=WITH_RECORD, noted="File"),
    "documents_fileversion": Held(Sort.PERSONAL, ends=WITH_RECORD, noted="File", fields={"key": Sort.SECRET}),
}
