"""The store of documents in a bucket that speaks S3. Nothing in it is public, and nothing has an address."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from boto3.exceptions import Boto3Error
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.core.exceptions import SuspiciousFileOperation
from storages.backends.s3 import S3Storage

from lapwing.platform.documents.storing import BLOCK, Stored, is_key, out_of_order

_DOWN = (BotoCoreError, ClientError, Boto3Error)


class BucketStore(S3Storage):  # type: ignore[misc]
    """As django-storages keeps it, with keys of ours alone."""

    def __init__(self, **settings: Any) -> None:
        """A store that does not answer is given up soon: somebody waits for the page."""
        style = settings.get("addressing_style")
        settings["client_config"] = Config(
            connect_timeout=5,
            read_timeout=30,
            retries={"max_attempts": 2},
            signature_version="s3v4",
            s3={"addressing_style": style} if style else None,
        )
        super().__init__(**settings)

    def get_default_settings(self) -> dict[str, Any]:
        """Whatever else the process is told: no domain of its own, and no large file whole in memory."""
        defaults: dict[str, Any] = super().get_default_settings()
        return defaults | {"custom_domain": None, "max_memory_size": 10 * BLOCK}

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        """The key itself: keys are made at random."""
        return name

    def _save(self, name: str, content: Any) -> str:
        try:
            return str(super()._save(_key(name), content))
        except _DOWN as error:
            raise out_of_order() from error

    def _open(self, name: str, mode: str = "rb") -> Any:
        try:
            found = super()._open(_key(name), "rb")
            found.seek(0)
        except _DOWN as error:
            raise FileNotFoundError(name) from error
        return found

    def exists(self, name: str) -> bool:
        return bool(super().exists(_key(name)))

    def delete(self, name: str) -> None:
        super().delete(_key(name))

    def url(self, name: str, *args: Any, **kwargs: Any) -> str:
        """There is none, ever: files are given out by a view that asks who reads."""
        raise NotImplementedError("Documents have no address of their own.")

    def walk(self) -> Iterator[Stored]:
        """Everything in the bucket under the prefix that Lapwing was given."""
        prefix = f"{self.location.strip('/')}/" if self.location else ""
        for each in self.bucket.objects.filter(Prefix=prefix):
            path = each.key.removeprefix(prefix)
            yield Stored(path, path if is_key(path) else "", each.last_modified)

    def remove(self, path: str) -> None:
        """Remove something that ``walk`` gave."""
        prefix = f"{self.location.strip('/')}/" if self.location else ""
        self.bucket.Object(f"{prefix}{path}").delete()


def _key(name: str) -> str:
    if not is_key(name):
        raise SuspiciousFileOperation("This is not a key of the store of documents.")
    return name
