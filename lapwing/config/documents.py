"""Where files are kept: a folder of this machine, or a bucket that speaks S3, from the environment."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

_STORES = "lapwing.platform.documents"
_SCANNER = re.compile(r"unix:///.+|tcp://(\[[0-9a-fA-F:]+\]|[^:/\s]+):\d{1,5}")
ENCRYPTIONS = ("", "AES256", "aws:kms")
_THIS_MACHINE = re.compile(r"http://(localhost|127\.0\.0\.1|\[::1\])(:\d+)?/?$")


def documents_storage(environment: Mapping[str, str], var: Path) -> dict[str, Any]:
    """Django's storage "documents". Naming a bucket chooses it; otherwise a folder under ``var``."""
    bucket = environment.get("DOCUMENTS_S3_BUCKET", "")
    if not bucket:
        folder = environment.get("DOCUMENTS_FOLDER") or str(var / "documents")
        return {"BACKEND": f"{_STORES}.storing.FolderStore", "OPTIONS": {"location": folder}}
    endpoint = environment.get("DOCUMENTS_S3_ENDPOINT") or None
    encryption = environment.get("DOCUMENTS_S3_ENCRYPTION", "")
    return {
        "BACKEND": f"{_STORES}.bucket.BucketStore",
        "OPTIONS": {
            "bucket_name": bucket,
            "endpoint_url": endpoint,
            "region_name": environment.get("DOCUMENTS_S3_REGION") or None,
            "access_key": environment.get("DOCUMENTS_S3_ACCESS_KEY") or None,
            "secret_key": environment.get("DOCUMENTS_S3_SECRET_KEY") or None,
            "location": environment.get("DOCUMENTS_S3_PREFIX", ""),
            # most stores that are not Amazon's know buckets by path alone
            "addressing_style": "path" if endpoint else None,
            "default_acl": environment.get("DOCUMENTS_S3_ACL", "private") or None,
            "object_parameters": {"ServerSideEncryption": encryption} if encryption else {},
        },
    }


def unsafe_documents(environment: Mapping[str, str], root: Path) -> Iterator[str]:
    """Why files would not be safe with these settings, one sentence for each. ``root`` is the clone."""
    scanner = environment.get("DOCUMENTS_CLAMD", "")
    if scanner and not _SCANNER.fullmatch(scanner):
        yield "DOCUMENTS_CLAMD must be like tcp://clamd.example:3310 or unix:///run/clamav/clamd.ctl."
    if environment.get("DOCUMENTS_S3_ENCRYPTION", "") not in ENCRYPTIONS:
        yield "DOCUMENTS_S3_ENCRYPTION must be AES256 or aws:kms, or be left out."
    if environment.get("DOCUMENTS_S3_ACL", "").startswith("public") or "authenticated" in environment.get(
        "DOCUMENTS_S3_ACL", ""
    ):
        yield "DOCUMENTS_S3_ACL would let others read the files: leave it out."
    days = environment.get("DOCUMENTS_HELD_DAYS", "30")
    if not days.isdecimal() or not 1 <= int(days) <= 3650:
        yield "DOCUMENTS_HELD_DAYS must be a whole number from 1 to 3650."
    var = Path(environment.get("LAPWING_VAR") or root / "var")
    folder = Path(environment.get("DOCUMENTS_FOLDER") or var / "documents").resolve()
    for given_away in ((var / "static").resolve(), (root / "lapwing" / "static").resolve()):
        if folder == given_away or given_away in folder.parents or folder in given_away.parents:
            yield (
                "DOCUMENTS_FOLDER and the folder of static files must lie apart: what lies among static "
                "files is given to anybody."
            )


def unsafe_documents_in_production(environment: Mapping[str, str]) -> Iterator[str]:
    """What is refused where real people's files are."""
    endpoint = environment.get("DOCUMENTS_S3_ENDPOINT", "")
    if endpoint and not endpoint.startswith("https://") and not _THIS_MACHINE.match(endpoint):
        yield "DOCUMENTS_S3_ENDPOINT must begin with https://: otherwise files cross the network readable."
