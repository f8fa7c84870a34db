"""A pack is frozen once and its files are built from that alone, though workers die on the way."""

from __future__ import annotations

import io
from contextlib import nullcontext
from datetime import date
from typing import Any

import pypdfium2  # type: ignore[import-untyped]
import pytest
from django.db import connection
from django.utils import timezone
from docx import Document
from openpyxl import load_workbook

from lapwing.contexts.improvement import commands as plan_commands
from lapwing.contexts.improvement.models import Milestone, Plan
from lapwing.insight.packs import building, frozen, jobs, queries
from lapwing.insight.packs.built_forms import FORMS
from lapwing.insight.packs.forms.dress import Dress
from lapwing.insight.packs.forms.files import Told, build
from lapwing.insight.packs.forms.pictures import drawn
from lapwing.insight.packs.jobs import build as job
from lapwing.insight.packs.models import Pack, PackFile, PackSnapshot, PackState
from lapwing.insight.packs.tests.examples import example_pack
from lapwing.insight.packs.tests.nothing import nothing_in
from lapwing.insight.packs.tests.test_commands import ask, save, word_file
from lapwing.platform.access.acting import acting
from lapwing.platform.access.actor import NOBODY, Actor
from lapwing.platform.access.system import system_actor
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.documents.keeping import open_file, void_version
from lapwing.platform.jobs.errors import StopAskedError, TransientError
from lapwing.platform.jobs.tests.working import run_jobs
from lapwing.platform.notices.models import Notice
from lapwing.platform.notices.telling import notify
from lapwing.registry.models import Membership, Partnership


@pytest.fixture
def pack(manager: Actor, partnership: Partnership, plan: Plan) -> Pack:
    return ask(manager, partnership, plan)


def fresh(pack: Pack) -> Pack:
    return Pack.objects.get(pk=pack.pk)


@pytest.mark.slow
def test_a_pack_is_frozen_and_its_files_are_kept_with_their_hashes(pack: Pack) -> None:
    assert run_jobs() >= 1
    assert fresh(pack).state == PackState.READY
    shown = queries.pack_shown(fresh(pack))
    assert [kept.form for kept in shown.files] == list(FORMS)
    for kept in shown.files:
        with open_file(kept.file) as content:
            found = content.read()
        assert (frozen.sha256_of(found), len(found)) == (kept.sha256, kept.size)
        assert kept.snapshot_sha256 == shown.sha256
        assert kept.name.endswith(f"-2026-06-10-{pack.ref}.{FORMS[kept.form].ending}")


@pytest.mark.usefixtures("empty_forms")
def test_whoever_asked_is_told_once_and_the_notice_says_no_more_than_its_number(pack: Pack) -> None:
    run_jobs()
    (notice,) = Notice.objects.filter(template="pack-ready")
    assert notice.user_id == pack.asked_by_id
    assert "Larkshire" not in str(notice.__dict__)


@pytest.mark.usefixtures("empty_forms")
def test_what_is_recorded_later_does_not_change_a_pack(pack: Pack, manager: Actor) -> None:
    run_jobs()
    before = queries.pack_shown(fresh(pack))
    plan_commands.report_status(
        actor=manager,
        now=timezone.now(),
        milestone_ref=Milestone.objects.get(text="Begin talks").ref,
        status="done",
        note="",
    )
    assert queries.pack_shown(fresh(pack)) == before


@pytest.mark.slow
def test_built_again_from_the_snapshot_a_form_says_the_same(pack: Pack) -> None:
    run_jobs()
    shown = queries.pack_shown(fresh(pack))
    assert shown.content is not None
    told = Told(shown.content, shown.sha256, drawn(shown.content), Dress())
    for form in FORMS:
        assert texts_of(form, build(form, told)) == texts_of(form, build(form, told))
        with open_file(PackFile.objects.get(pack=pack, form=form).file) as content:
            assert texts_of(form, content.read()) == texts_of(form, build(form, told))


def texts_of(form: str, content: bytes) -> list[str]:
    """Everything that a file says."""
    if form == "excel":
        book = load_workbook(io.BytesIO(content))
        return [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
    if form == "word":
        return [text.text or "" for text in Document(io.BytesIO(content)).element.body.iter() if text.text]
    with pypdfium2.PdfDocument(content) as document:
        return [page.get_textpage().get_text_range() for page in document]


@pytest.mark.parametrize("fails_at", list(FORMS))
@pytest.mark.usefixtures("empty_forms")
def test_a_run_that_ends_in_the_middle_is_finished_by_the_next(
    fails_at: str, pack: Pack, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What had been done by then is kept, and done once."""
    with monkeypatch.context() as patch:

        class Fails:
            def build(self, form: str) -> bytes:
                if form == fails_at:
                    raise TransientError("The machine went away")
                return nothing_in(form)

        patch.setattr(building, "builder", lambda *told: nullcontext(Fails()))
        run_jobs(most=1)
    first = PackSnapshot.objects.get(pack=pack)
    assert fresh(pack).state == PackState.BUILDING
    assert PackFile.objects.filter(pack=pack).count() == list(FORMS).index(fails_at)
    kept = set(PackFile.objects.filter(pack=pack).values_list("sha256", flat=True))
    assert pack.work_id is not None
    with acting(NOBODY, purpose=""):
        job(work_id=pack.work_id, pack_id=pack.pk)
    assert fresh(pack).state == PackState.READY
    assert PackSnapshot.objects.get(pack=pack) == first
    assert kept <= set(PackFile.objects.filter(pack=pack).values_list("sha256", flat=True))
    assert PackFile.objects.filter(pack=pack).count() == len(FORMS)


def test_who_has_lost_their_role_meanwhile_gets_no_pack_and_is_told_why(pack: Pack) -> None:
    with as_maintenance():
        Membership.objects.update(to_date=date(2026, 6, 1))
    run_jobs()
    with acting(system_actor("Tests"), purpose="test"):
        assert fresh(pack).state == PackState.FAILED
        assert "your role here has ended" in fresh(pack).problem
        assert not PackSnapshot.objects.exists()
        assert Notice.objects.filter(template="pack-failed").count() == 1


@pytest.mark.parametrize(
    ("error", "said"),
    [(StopAskedError(""), "stopped before it was done"), (LookupError("secret"), "Something went wrong")],
)
def test_a_pack_that_ends_unexpectedly_is_no_longer_being_made_and_its_asker_is_told(
    error: Exception, said: str, pack: Pack, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(template: object) -> None:
        raise error

    monkeypatch.setattr(building, "dress_of", breaks)
    run_jobs()
    assert fresh(pack).state == PackState.FAILED
    assert said in fresh(pack).problem
    assert Notice.objects.filter(template="pack-failed", user_id=pack.asked_by_id).count() == 1


@pytest.mark.usefixtures("empty_forms")
def test_a_pack_that_stands_is_not_said_to_have_failed_when_nobody_could_be_told(
    pack: Pack, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(**told: Any) -> None:
        if told["template"] == "pack-ready":
            raise LookupError("The post went away")
        notify(**told)

    monkeypatch.setattr(jobs, "notify", breaks)
    run_jobs()
    assert (fresh(pack).state, fresh(pack).problem) == (PackState.READY, "")
    assert not Notice.objects.filter(template="pack-failed").exists()


def test_what_may_pass_is_tried_again_and_told_only_on_the_last_try(
    pack: Pack, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(template: object) -> None:
        raise TransientError("The machine went away")

    monkeypatch.setattr(building, "dress_of", away)
    run_jobs(most=1)
    assert (fresh(pack).state, Notice.objects.count()) == (PackState.BUILDING, 0)
    assert pack.work is not None
    with as_maintenance(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_jobs SET attempts = 4, scheduled_at = NULL WHERE id = %s",
            [pack.work.job_id],
        )
    run_jobs(most=1)
    assert fresh(pack).state == PackState.FAILED
    assert Notice.objects.filter(template="pack-failed").count() == 1


def test_a_template_whose_file_was_taken_out_is_named(
    pack: Pack, manager: Actor, partnership: Partnership
) -> None:
    template = save(manager, partnership, word_file=word_file())
    assert template.word_file is not None
    version = template.word_file.current
    assert version is not None
    void_version(by=manager, version=version, reason="Wrong one", now=timezone.now())
    Pack.objects.filter(pk=pack.pk).update(template=template)
    run_jobs()
    assert fresh(pack).state == PackState.FAILED
    assert "The Word document of the template “Board” is not given out" in fresh(pack).problem


def test_a_snapshot_that_is_not_what_was_frozen_is_not_shown(pack: Pack) -> None:
    PackSnapshot.objects.create(
        partnership_id=pack.partnership_id,
        pack=pack,
        text=frozen.to_text(example_pack()),
        sha256="0" * 64,
        shape=1,
        built_at=timezone.now(),
        built_by="SEND programme manager",
    )
    with pytest.raises(queries.ChangedPackError):
        queries.pack_shown(fresh(pack))
