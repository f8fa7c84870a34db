"""What a process apart wrote for a while is gone with it, also when it was killed."""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path

import pytest

from lapwing.platform.sandbox import Allowance, Ending, run_apart
from lapwing.platform.scratch import PREFIX, scratch_folder
from lapwing.platform.tests.ending_time import time_ends_when_told

ALLOWANCE = Allowance(memory=256 * 1024 * 1024, seconds=600)


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def left_behind(where: Path, name: str, *, hours: float) -> Path:
    """A folder with a file in it, as old as that."""
    folder = where / name
    folder.mkdir()
    (folder / "sheet.xml").write_text("<row/>")
    long_ago = time.time() - hours * 3600
    os.utime(folder, (long_ago, long_ago))
    return folder


def test_what_one_that_was_killed_had_written_is_removed(temporary: Path) -> None:
    ending, there = Ending(), []
    with scratch_folder() as folder, time_ends_when_told() as end_it:
        for said in run_apart(
            "lapwing.platform.tests.apart", ["keep and hang"], b"", ALLOWANCE, ending, folder=folder
        ):
            if "file" in said:
                there.append((Path(said["file"]).parent, Path(said["file"]).exists()))
                end_it()
        assert there == [(folder, True)]
        assert len(list(folder.iterdir())) == 1, "it could not remove it itself"
    assert ending.late
    assert list(temporary.iterdir()) == []


def test_what_a_killed_worker_left_is_removed_by_the_next_and_what_is_in_use_is_not(temporary: Path) -> None:
    old = left_behind(temporary, f"{PREFIX}old", hours=2)
    in_use = left_behind(temporary, f"{PREFIX}new", hours=0.01)
    others = left_behind(temporary, "of-another-program", hours=2)
    with scratch_folder() as folder:
        assert not old.exists()
        assert folder.is_dir()
    assert sorted(temporary.iterdir()) == sorted([in_use, others])


def test_a_link_of_that_name_leads_to_nothing_that_is_removed(temporary: Path) -> None:
    kept = left_behind(temporary, "kept", hours=2)
    link = temporary / f"{PREFIX}link"
    link.symlink_to(kept)
    long_ago = time.time() - 7200
    os.utime(link, (long_ago, long_ago), follow_symlinks=False)
    with scratch_folder():
        pass
    assert (kept / "sheet.xml").exists()
