"""The files of a pack are built in a process apart, which may break off and takes nothing along."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
import time
from pathlib import Path

import pytest

from lapwing.contexts.improvement.models import Plan
from lapwing.insight.packs import building, frozen
from lapwing.insight.packs.building_apart import ALLOWANCE, Builder, BuilderError, builder
from lapwing.insight.packs.forms.dress import Dress
from lapwing.insight.packs.forms.files import BAD_LOGO
from lapwing.insight.packs.models import Form, Pack, PackFile, PackState
from lapwing.insight.packs.tests.examples import empty_pack, example_pack
from lapwing.insight.packs.tests.test_commands import ask
from lapwing.platform import sandbox
from lapwing.platform.access.actor import Actor
from lapwing.platform.documents.keeping import keep_file
from lapwing.platform.documents.purposes import MEGABYTE
from lapwing.platform.jobs.errors import CannotBeDoneError
from lapwing.platform.jobs.models import Work
from lapwing.platform.jobs.tests.working import run_jobs
from lapwing.platform.jobs.work import WENT_WRONG
from lapwing.platform.sandbox import Allowance
from lapwing.registry.models import Partnership

TEXT = frozen.to_text(example_pack())
DIGEST = frozen.sha256_of(TEXT)
BEGINNINGS = {Form.WORD: b"PK", Form.PDF: b"%PDF", Form.EXCEL: b"PK"}


@pytest.mark.slow
def test_every_form_is_built_of_the_frozen_text_alone_and_those_not_asked_for_are_passed_over() -> None:
    with builder(TEXT, DIGEST, Dress(), list(Form)) as apart:
        for form in (Form.WORD, Form.EXCEL):
            assert apart.build(form).startswith(BEGINNINGS[form])
    with builder(TEXT, DIGEST, Dress(), [Form.PDF]) as apart:
        assert apart.build(Form.PDF).startswith(b"%PDF")


@pytest.mark.parametrize(
    ("dress", "said"),
    [
        (Dress(logo=b"\xff\xd8\xff\xe0"), BAD_LOGO),
        (Dress(word=b"PK\x03\x04 and nothing"), "This is not a Word document (.docx)."),
    ],
    ids=["logo", "Word document"],
)
def test_what_it_cannot_be_dressed_in_is_named(dress: Dress, said: str) -> None:
    with builder(TEXT, DIGEST, dress, [Form.WORD]) as apart, pytest.raises(CannotBeDoneError) as refused:
        apart.build(Form.WORD)
    assert str(refused.value) == said


def test_a_builder_that_breaks_off_is_an_error_that_says_where() -> None:
    with (
        builder("{", "0", Dress(), [Form.PDF]) as apart,
        pytest.raises(BuilderError, match="FrozenPackError"),
    ):
        apart.build(Form.PDF)


def test_one_that_wants_more_memory_than_there_is_breaks_off_alone() -> None:
    little = Allowance(memory=40 * MEGABYTE, seconds=60)
    with builder(TEXT, DIGEST, Dress(), [Form.PDF], little) as apart, pytest.raises(BuilderError):
        apart.build(Form.PDF)


def test_one_that_takes_too_long_is_ended_and_said_to() -> None:
    short = Allowance(memory=ALLOWANCE.memory, seconds=0.05)
    with (
        builder(TEXT, DIGEST, Dress(), [Form.PDF], short) as apart,
        pytest.raises(CannotBeDoneError, match="fewer sections"),
    ):
        apart.build(Form.PDF)


@pytest.fixture
def a_pack(manager: Actor, partnership: Partnership, plan: Plan) -> Pack:
    return ask(manager, partnership, plan)


def children() -> set[int]:
    """The processes that this one has started and that still run."""
    found = Path(f"/proc/self/task/{os.getpid()}/children")
    return {int(each) for each in found.read_text().split()}


def below(pid: int) -> set[int]:
    """The processes that another has started and that still run; none of one that has ended."""
    found = Path(f"/proc/{pid}/task/{pid}/children")
    return {int(each) for each in found.read_text().split()} if found.exists() else set()


def running(pid: int) -> bool:
    """Whether a process is there and at work: one that nobody has waited for yet is not."""
    status = Path(f"/proc/{pid}/stat")
    return status.exists() and status.read_text().rpartition(")")[2].split()[0] != "Z"


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="Only Linux says which processes there are")
def test_nobody_is_left_when_its_files_are_not_wanted_any_more() -> None:
    before = children()
    with builder(frozen.to_text(empty_pack()), DIGEST, Dress(), list(Form)) as apart:
        apart.build(Form.WORD)
        (started,) = children() - before
    assert children() <= before
    assert not below(started)


def builds_for_ever(apart: Builder, form: Form = Form.PDF) -> None:
    while True:
        apart.build(form)


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="Only Linux says which processes there are")
def test_what_builds_a_form_ends_with_the_builder_that_takes_too_long(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Its time is up while the child that it forked is at work."""
    before = children()
    seen: set[int] = set()

    def ends(process: subprocess.Popen[bytes]) -> None:
        seen.update(below(process.pid))
        really(process)

    really = sandbox._kill_all
    monkeypatch.setattr(sandbox, "_kill_all", ends)
    short = Allowance(memory=ALLOWANCE.memory, seconds=2.0)
    with (
        builder(TEXT, DIGEST, Dress(), [Form.PDF] * 500, short) as apart,
        pytest.raises(CannotBeDoneError, match="fewer sections"),
    ):
        builds_for_ever(apart)
    assert seen
    assert children() <= before
    # what is killed gives its memory back before it is gone
    patience = time.monotonic() + 30
    while any(running(each) for each in seen) and time.monotonic() < patience:
        time.sleep(0.05)
    assert not any(running(each) for each in seen)


def test_a_builder_that_takes_too_long_leaves_no_file_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A workbook is written to files before it is packed."""
    seen: list[Path] = []

    def ends(process: subprocess.Popen[bytes]) -> None:
        seen.extend(tmp_path.iterdir())
        really(process)

    really = sandbox._kill_all
    monkeypatch.setattr(sandbox, "_kill_all", ends)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    short = Allowance(memory=ALLOWANCE.memory, seconds=2.0)
    with (
        builder(TEXT, DIGEST, Dress(), [Form.EXCEL] * 500, short) as apart,
        pytest.raises(CannotBeDoneError, match="fewer sections"),
    ):
        builds_for_ever(apart, Form.EXCEL)
    assert len(seen) == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="Only Linux says which processes there are")
def test_a_builder_that_is_killed_is_one_pack_that_could_not_be_made(
    a_pack: Pack, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As by the kernel of a machine without memory: the worker lives, and goes on with what it has."""
    before = children()

    def kills(**told: object) -> object:
        monkeypatch.undo()
        for child in children() - before:
            os.kill(child, signal.SIGKILL)
        return keep_file(**told)  # type: ignore[arg-type]

    monkeypatch.setattr(building, "keep_file", kills)
    run_jobs()
    pack = Pack.objects.get(pk=a_pack.pk)
    assert (pack.state, pack.problem) == (PackState.FAILED, WENT_WRONG)
    assert list(PackFile.objects.filter(pack=pack).values_list("form", flat=True)) == [Form.WORD]
    assert Work.objects.get(pk=a_pack.work_id or 0).state == "failed"
