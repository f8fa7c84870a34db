"""A backup of a real database is restored into an empty one, and everything is there again."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pyrage
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.db import connections
from psycopg.conninfo import make_conninfo

from lapwing.platform.backups.backup import back_up, every_key, forget_older
from lapwing.platform.backups.errors import BackupError
from lapwing.platform.backups.keys import identities, make_key, recipients
from lapwing.platform.backups.manifest import read_manifest
from lapwing.platform.backups.restore import check, restore
from lapwing.registry.models import Partnership
from tests.database import bare_database

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
NOW = datetime(2026, 11, 22, 2, 30, tzinfo=UTC)
LETTER = b"The letter of a family, which nobody else may read. " * 40_000


# Every right, policy, trigger and function, as the catalogue has them.
GUARDS = (
    "SELECT relname, relrowsecurity, relforcerowsecurity, relowner::regrole::text, "
    "(SELECT array_agg(right_::text ORDER BY right_::text) FROM unnest(coalesce("
    "relacl, acldefault(CASE relkind WHEN 'S' THEN 's' ELSE 'r' END::\"char\", relowner))) AS right_) "
    "FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind <> 'i' ORDER BY relname",
    "SELECT tablename, policyname, roles::text, cmd, qual, with_check FROM pg_policies ORDER BY 1, 2",
    "SELECT tgrelid::regclass::text, tgname, tgenabled FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1, 2",
    "SELECT oid::regprocedure::text, proowner::regrole::text, prosecdef, proconfig, "
    "(SELECT array_agg(right_::text ORDER BY right_::text) FROM unnest("
    "coalesce(proacl, acldefault('f', proowner))) AS right_) "
    "FROM pg_proc WHERE pronamespace = 'public'::regnamespace ORDER BY 1",
    "SELECT defaclrole::regrole::text, defaclobjtype::text, "
    "(SELECT array_agg(right_::text ORDER BY right_::text) FROM unnest(defaclacl) AS right_) "
    "FROM pg_default_acl ORDER BY 1, 2",
    "SELECT (SELECT array_agg(right_::text ORDER BY right_::text) FROM unnest(nspacl) AS right_) "
    "FROM pg_namespace WHERE nspname = 'public'",
)


@pytest.fixture
def store(tmp_path: Path) -> FileSystemStorage:
    made = FileSystemStorage(tmp_path / "documents")
    made.save("ab/letter", ContentFile(LETTER))
    made.save("cd/empty", ContentFile(b""))
    return made


@pytest.fixture
def empty_store(tmp_path: Path) -> FileSystemStorage:
    return FileSystemStorage(tmp_path / "restored")


@pytest.fixture
def key(tmp_path: Path) -> Path:
    make_key(tmp_path / "key.txt")
    return tmp_path / "key.txt"


@pytest.fixture
def made(tmp_path: Path, store: FileSystemStorage, key: Path, partnership: Partnership) -> Path:
    """A backup of this test's database, in which there is a partnership."""
    locks = recipients([identities(key)[0].to_public().__str__()])
    folder, _ = back_up(
        tmp_path / "backups", address=address("maintenance"), documents=store, recipients=locks, now=NOW
    )
    return folder


@pytest.fixture
def empty_database() -> Iterator[str]:
    with bare_database() as name:
        yield name


def address(door: str, database: str = "") -> str:
    """The address of a database for the role of this name, on the server of the tests."""
    settings = connections.settings["owner"]
    return make_conninfo(
        host=settings["HOST"] or None,
        port=settings["PORT"] or None,
        user=f"lapwing_{door}",
        password=settings["PASSWORD"] or None,
        dbname=database or settings["NAME"],
    )


def bring_back(folder: Path, key: Path, database: str, store: FileSystemStorage) -> int:
    return restore(
        folder,
        identities=identities(key),
        owner_address=address("owner", database),
        maintenance_address=address("maintenance", database),
        documents=store,
    ).rows


def test_everything_comes_back(
    made: Path,
    key: Path,
    empty_database: str,
    store: FileSystemStorage,
    empty_store: FileSystemStorage,
    partnership: Partnership,
) -> None:
    rows = bring_back(made, key, empty_database, empty_store)
    assert rows == sum(read_manifest(made).rows.values()) > 0
    assert every_key(empty_store) == every_key(store) == ["ab/letter", "cd/empty"]
    assert empty_store.open("ab/letter").read() == LETTER
    with psycopg.connect(address("maintenance", empty_database)) as restored:
        found = restored.execute("SELECT name FROM registry_partnership").fetchall()
        history = restored.execute("SELECT count(*) FROM history_entry").fetchone()
    assert found == [(partnership.name,)]
    assert history is not None
    assert history[0] == read_manifest(made).rows["history_entry"] > 0


def test_what_comes_back_is_guarded_as_before(
    made: Path, key: Path, empty_database: str, empty_store: FileSystemStorage
) -> None:
    bring_back(made, key, empty_database, empty_store)
    with (
        psycopg.connect(address("maintenance")) as before,
        psycopg.connect(address("maintenance", empty_database)) as after,
    ):
        for question in GUARDS:
            assert after.execute(question).fetchall() == before.execute(question).fetchall()
    with psycopg.connect(address("app", empty_database)) as application:
        assert application.execute("SELECT * FROM registry_partnership").fetchall() == []


def test_nothing_of_a_backup_can_be_read_without_its_key(
    made: Path, tmp_path: Path, partnership: Partnership, empty_database: str, empty_store: FileSystemStorage
) -> None:
    content = b"".join(path.read_bytes() for path in made.iterdir())
    assert partnership.name.encode() not in content
    assert LETTER[:40] not in content
    assert b"lapwing_app" not in content
    another = tmp_path / "another.txt"
    make_key(another)
    with pytest.raises(BackupError, match="the key is another one"):
        bring_back(made, another, empty_database, empty_store)
    with psycopg.connect(address("maintenance", empty_database)) as connection:
        assert connection.execute("SELECT FROM pg_class WHERE relname LIKE 'registry%'").fetchall() == []


@pytest.mark.parametrize("name", ["database.age", "documents.age"])
def test_a_backup_that_was_changed_is_refused_before_anything_is_written(
    made: Path, key: Path, name: str, empty_database: str, empty_store: FileSystemStorage
) -> None:
    path = made / name
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    with pytest.raises(BackupError, match=f"{re.escape(name)} of this backup is missing or was changed"):
        bring_back(made, key, empty_database, empty_store)


def test_a_change_is_found_by_the_encryption_too(
    made: Path, key: Path, empty_database: str, empty_store: FileSystemStorage
) -> None:
    """Whoever changes a file may write its new hash into the manifest, which is open to all."""
    path = made / "database.age"
    content = bytearray(path.read_bytes())
    content[-50] ^= 1
    path.write_bytes(content)
    manifest = json.loads((made / "manifest.json").read_text())
    manifest["parts"][0]["sha256"] = hashlib.sha256(content).hexdigest()
    (made / "manifest.json").write_text(json.dumps(manifest))
    with pytest.raises(BackupError, match="was changed since"):
        bring_back(made, key, empty_database, empty_store)


def test_what_did_not_come_back_whole_is_said(
    made: Path, key: Path, empty_database: str, empty_store: FileSystemStorage
) -> None:
    manifest = json.loads((made / "manifest.json").read_text())
    manifest["rows"]["registry_partnership"] += 1
    (made / "manifest.json").write_text(json.dumps(manifest))
    with pytest.raises(BackupError, match="did not come back whole: registry_partnership"):
        bring_back(made, key, empty_database, empty_store)


def test_a_database_with_tables_in_it_is_never_written_over(
    made: Path, key: Path, empty_store: FileSystemStorage
) -> None:
    with pytest.raises(BackupError, match="holds tables already"):
        bring_back(made, key, str(connections.settings["owner"]["NAME"]), empty_store)


def test_a_store_with_files_in_it_is_never_written_over(
    made: Path, key: Path, empty_database: str, store: FileSystemStorage
) -> None:
    with pytest.raises(BackupError, match="holds files already"):
        bring_back(made, key, empty_database, store)


def test_nobody_is_still_signed_in_afterwards(
    made: Path, key: Path, empty_database: str, empty_store: FileSystemStorage
) -> None:
    bring_back(made, key, empty_database, empty_store)
    with psycopg.connect(address("maintenance", empty_database)) as connection:
        assert connection.execute("SELECT FROM django_session").fetchall() == []


def test_a_backup_that_fails_leaves_nothing_that_looks_like_one(
    tmp_path: Path, store: FileSystemStorage, key: Path
) -> None:
    """The application's role sees no rows: a backup by it would be whole and empty, so PostgreSQL refuses."""
    locks = recipients([str(identities(key)[0].to_public())])
    with pytest.raises(BackupError, match="could not be read"):
        back_up(tmp_path / "backups", address=address("app"), documents=store, recipients=locks, now=NOW)
    assert list((tmp_path / "backups").iterdir()) == []


def test_what_a_killed_backup_left_is_removed_by_a_later_one(
    tmp_path: Path, store: FileSystemStorage, key: Path, partnership: Partnership
) -> None:
    """And not what another one is at work on."""
    backups = tmp_path / "backups"
    cut_off, at_work = (backups / f"lapwing-2026-11-{day}T020000Z.unfinished" for day in (19, 22))
    for folder, moment in ((cut_off, NOW - timedelta(days=3)), (at_work, NOW)):
        folder.mkdir(parents=True)
        (folder / "database.age").write_bytes(b"half of it")
        os.utime(folder, (moment.timestamp(), moment.timestamp()))
    locks = recipients([str(identities(key)[0].to_public())])
    made, _ = back_up(backups, address=address("maintenance"), documents=store, recipients=locks, now=NOW)
    assert sorted(backups.iterdir()) == sorted([at_work, made])


def test_the_newest_are_kept(tmp_path: Path) -> None:
    for day in (1, 2, 3):
        folder = tmp_path / f"lapwing-2026-11-0{day}T020000Z"
        folder.mkdir()
        (folder / "manifest.json").write_text("{}")
    (tmp_path / "notes").mkdir()
    assert [folder.name for folder in forget_older(tmp_path, keep=2)] == ["lapwing-2026-11-01T020000Z"]
    assert sorted(path.name for path in tmp_path.iterdir())[:2] == [
        "lapwing-2026-11-02T020000Z",
        "lapwing-2026-11-03T020000Z",
    ]


def test_files_of_others_are_no_backup(tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="holds no backup that was finished"):
        check(tmp_path)


def test_a_key_is_for_its_owner_alone_and_never_written_over(tmp_path: Path) -> None:
    path = tmp_path / "key.txt"
    recipient = make_key(path)
    assert recipient.startswith("age1")
    assert path.stat().st_mode & 0o777 == 0o600
    with pytest.raises(BackupError, match="is there already"):
        make_key(path)


@pytest.mark.parametrize("texts", [[], ["age1nonsense"], ["hello"]])
def test_a_backup_is_locked_for_somebody(texts: list[str]) -> None:
    with pytest.raises(BackupError, match="BACKUP_RECIPIENTS"):
        recipients(texts)


def test_a_file_that_is_no_key_is_refused(tmp_path: Path) -> None:
    (tmp_path / "key.txt").write_text("not a key")
    with pytest.raises(BackupError, match="not a file of keys"):
        identities(tmp_path / "key.txt")


def test_the_age_program_could_open_it_too(made: Path, key: Path) -> None:
    """The files are of a published form: the dump comes out without Lapwing."""
    plain = pyrage.decrypt((made / "database.age").read_bytes(), identities(key))
    assert plain.startswith(b"PGDMP")
