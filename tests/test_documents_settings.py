"""Where files are kept, from the environment."""

from __future__ import annotations

from pathlib import Path

from lapwing.config.documents import documents_storage
from lapwing.platform.documents.bucket import BucketStore
from lapwing.platform.documents.storing import FolderStore

VAR = Path("/srv/lapwing/var")


def test_nothing_set_is_a_folder_under_var() -> None:
    made = FolderStore(**documents_storage({}, VAR)["OPTIONS"])
    assert made.folder == VAR / "documents"
    assert documents_storage({"DOCUMENTS_FOLDER": "/mnt/files"}, VAR)["OPTIONS"]["location"] == "/mnt/files"


def test_naming_a_bucket_chooses_it_private_and_without_an_address() -> None:
    made = BucketStore(
        **documents_storage(
            {
                "DOCUMENTS_S3_BUCKET": "files",
                "DOCUMENTS_S3_ENDPOINT": "https://s3.larkshire.example",
                "DOCUMENTS_S3_ENCRYPTION": "AES256",
            },
            VAR,
        )["OPTIONS"]
    )
    assert (made.bucket_name, made.default_acl, made.addressing_style) == ("files", "private", "path")
    assert made.object_parameters == {"ServerSideEncryption": "AES256"}
    assert made.custom_domain is None
