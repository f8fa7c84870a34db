"""Where files are kept: a folder of this machine, or a bucket that speaks S3, from the environment."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

_STORES = "lapwing.platform.documents"


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
