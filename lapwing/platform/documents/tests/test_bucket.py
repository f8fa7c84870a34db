"""The store in a bucket, against a server on this machine that speaks S3."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from django.core.exceptions import SuspiciousFileOperation
from moto.server import ThreadedMotoServer

from lapwing.platform.documents import storing
from lapwing.platform.documents.bucket import BucketStore
from lapwing.platform.documents.errors import MissingContentError, NotKeptError
from lapwing.platform.documents.keeping import open_file
from lapwing.platform.documents.models import File
from lapwing.platform.documents.storing import new_key
from lapwing.platform.documents.tests.conftest import Keep

BUCKET = "lapwing-files"

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def client(endpoint: str) -> Any:
    return boto3.client(
        "s3",
        endpoint_url=endpoint,
        region_name="eu-west-2",
        aws_access_key_id="for-tests",
        aws_secret_access_key="for-tests",
    )


def bucket(endpoint: str, name: str = BUCKET) -> BucketStore:
    return BucketStore(
        bucket_name=name,
        endpoint_url=endpoint,
        region_name="eu-west-2",
        access_key="for-tests",
        secret_key="for-tests",
        location="files",
        addressing_style="path",
        default_acl="private",
        object_parameters={"ServerSideEncryption": "AES256"},
    )


@pytest.fixture
def store(endpoint: str, client: Any, monkeypatch: pytest.MonkeyPatch) -> BucketStore:
    if BUCKET not in {each["Name"] for each in client.list_buckets()["Buckets"]}:
        place = {"LocationConstraint": "eu-west-2"}
        client.create_bucket(Bucket=BUCKET, CreateBucketConfiguration=place)
    made = bucket(endpoint)
    monkeypatch.setattr(storing, "store", lambda: made)
    return made


def test_a_file_goes_there_and_back(store: BucketStore, keep: Keep) -> None:
    file = keep(io.BytesIO(b"words " * 10_000))
    assert open_file(file).read() == b"words " * 10_000


def test_what_lies_there_is_private_and_encrypted(store: BucketStore, client: Any) -> None:
    key = new_key()
    storing.put(key, io.BytesIO(b"words"))
    head = client.head_object(Bucket=BUCKET, Key=f"files/{key}")
    assert head["ServerSideEncryption"] == "AES256"
    grants = client.get_object_acl(Bucket=BUCKET, Key=f"files/{key}")["Grants"]
    assert not any("URI" in grant["Grantee"] for grant in grants)


def test_nothing_in_a_bucket_has_an_address(store: BucketStore) -> None:
    with pytest.raises(NotImplementedError):
        store.url(new_key())


def test_a_bucket_is_looked_through_and_cleared(store: BucketStore) -> None:
    key = new_key()
    storing.put(key, io.BytesIO(b"words"))
    assert key in {each.key for each in store.walk()}
    assert store.exists(key)
    store.remove(key)
    assert not store.exists(key)
    with pytest.raises(MissingContentError):
        storing.fetch(key)


def test_what_is_no_key_is_not_asked_for(store: BucketStore) -> None:
    for work in (store.open, store.delete, store.exists):
        with pytest.raises(SuspiciousFileOperation):
            work("../secret")


@pytest.mark.parametrize("where", ["no such bucket", "nobody there"])
def test_a_store_that_does_not_answer_keeps_nothing_and_says_so(
    where: str, endpoint: str, keep: Keep, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = "http://127.0.0.1:1" if where == "nobody there" else endpoint
    made = bucket(at, "no-such-bucket")
    monkeypatch.setattr(storing, "store", lambda: made)
    with pytest.raises(NotKeptError, match="does not answer"):
        keep(b"words")
    assert not File.objects.exists()
