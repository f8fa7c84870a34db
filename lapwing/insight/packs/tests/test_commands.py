"""Packs are asked for by whoever runs the plan, are withdrawn for a reason, and are made from templates."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from docx import Document

from lapwing.contexts.governance.tests.factories import group
from lapwing.contexts.improvement.models import Plan
from lapwing.insight.packs import commands, queries
from lapwing.insight.packs.collecting import SectionOrder, usual_sections
from lapwing.insight.packs.commands import PackError, TemplateWanted, Wanted
from lapwing.insight.packs.commands import templates as template_commands
from lapwing.insight.packs.forms.word_template import TemplateError, check_template
from lapwing.insight.packs.models import Pack, PackState, PackTemplate
from lapwing.insight.packs.tests.conftest import SINCE, TODAY
from lapwing.platform.access.acting import acting
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.rules import NotVisible
from lapwing.platform.jobs.tests.working import run_jobs
from lapwing.registry.actors import actor_for
from lapwing.registry.models import Partnership
from lapwing.registry.names import ChildNamedError
from lapwing.registry.tests import factories

NOW = timezone.now()
WANTED = Wanted(
    title="Report to the board",
    since=SINCE,
    as_at=TODAY,
    until=date(2026, 8, 10),
    sections=[SectionOrder("summary", "A steady term."), SectionOrder("exceptions")],
)
TEMPLATE = TemplateWanted(
    name="Board", title="Report to the board", words="For discussion.", sections=["summary"], next_days=90,
    annotations={"summary": "Colours are agreed by the board.", "due": " "},
)  # fmt: skip


def ask(by: Actor, partnership: Partnership, plan: Plan, **more: Any) -> Pack:
    return commands.ask_for_pack(
        by=by, partnership=partnership, plan_ref=plan.ref, wanted=replace(WANTED, **more), now=NOW
    )


def test_the_packs_of_a_plan_are_numbered(manager: Actor, partnership: Partnership, plan: Plan) -> None:
    first, second = (ask(manager, partnership, plan) for _ in range(2))
    assert (first.number, second.number, first.state) == (1, 2, PackState.BUILDING)
    assert first.sections == [
        {"kind": "summary", "annotation": "A steady term."},
        {"kind": "exceptions", "annotation": ""},
    ]


@pytest.mark.parametrize("role", ["board-member", "action-owner", "gp-practice", "partnership-administrator"])
def test_whoever_does_not_run_the_plan_makes_no_pack(
    role: str, manager: Actor, partnership: Partnership, plan: Plan
) -> None:
    person = actor_for(factories.member(partnership, role), TODAY)
    with acting(person, purpose="test"), pytest.raises(NotVisible):
        ask(person, partnership, plan)


def test_a_plan_of_another_partnership_is_not_there(manager: Actor, plan: Plan) -> None:
    elsewhere = factories.partnership()
    other = actor_for(factories.member(elsewhere, "programme-manager"), TODAY)
    with acting(other, purpose="test"), pytest.raises(NotVisible):
        ask(other, elsewhere, plan)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"sections": []}, "sections"),
        ({"sections": [SectionOrder("poem")]}, "sections"),
        ({"sections": [SectionOrder("due"), SectionOrder("due")]}, "sections"),
        ({"title": "  "}, "title"),
        ({"as_at": date(2100, 1, 1)}, "as_at"),
        ({"since": TODAY + timedelta(days=1)}, "since"),
        ({"until": TODAY - timedelta(days=1)}, "until"),
        ({"until": date(2050, 1, 1)}, "until"),
    ],
)
def test_what_cannot_be_made_is_refused_beside_its_field(
    change: dict[str, Any], field: str, manager: Actor, partnership: Partnership, plan: Plan
) -> None:
    with pytest.raises(PackError) as refused:
        ask(manager, partnership, plan, **change)
    assert refused.value.field == field
    assert not Pack.objects.exists()


@pytest.mark.usefixtures("empty_forms")
def test_the_usual_pack_goes_on_where_the_last_one_ended(
    manager: Actor, partnership: Partnership, plan: Plan
) -> None:
    def usual(template: PackTemplate | None = None) -> Wanted:
        return commands.usual_wanted(
            by=manager, partnership=partnership, plan_ref=plan.ref, template=template, now=NOW
        )

    today = timezone.localdate(NOW)
    assert (usual().since, usual().as_at) == (today - timedelta(days=60), today)
    assert tuple(usual().sections) == usual_sections()
    board = group(partnership)
    ask(manager, partnership, plan, group_ref=board.ref)
    run_jobs()
    assert (usual().since, usual().group_ref) == (TODAY, board.ref)
    template = commands.save_template(
        by=manager, partnership=partnership, template=None, version=0, wanted=TEMPLATE, now=NOW
    )
    assert usual(template).until == today + timedelta(days=90)
    assert usual(template).sections == [SectionOrder("summary", "Colours are agreed by the board.")]
    assert queries.last_template(manager, partnership.pk, plan.ref) == template


@pytest.mark.usefixtures("empty_forms")
def test_a_pack_is_withdrawn_once_and_for_a_reason(
    manager: Actor, partnership: Partnership, plan: Plan
) -> None:
    pack = ask(manager, partnership, plan)

    def withdraw(reason: str) -> Pack:
        return commands.withdraw_pack(
            by=manager, partnership=partnership, pack_ref=pack.ref, reason=reason, now=NOW
        )

    with pytest.raises(PackError, match="still being made"):
        withdraw("Wrong figures")
    run_jobs()
    with pytest.raises(PackError, match="Say why"):
        withdraw(" ")
    with pytest.raises(ChildNamedError):
        withdraw("Jayden (9) can be known from it")
    assert withdraw("Wrong figures").state == PackState.WITHDRAWN
    with pytest.raises(PackError, match="withdrawn before"):
        withdraw("Again")


def test_whoever_only_reads_packs_withdraws_none(
    manager: Actor, partnership: Partnership, plan: Plan
) -> None:
    pack = ask(manager, partnership, plan)
    reader = actor_for(factories.member(partnership, "board-member"), TODAY)
    with acting(reader, purpose="test"), pytest.raises(NotVisible):
        commands.withdraw_pack(by=reader, partnership=partnership, pack_ref=pack.ref, reason="No", now=NOW)


@pytest.mark.usefixtures("empty_forms")
def test_what_is_frozen_is_never_changed(manager: Actor, partnership: Partnership, plan: Plan) -> None:
    pack = ask(manager, partnership, plan)
    run_jobs()
    kept = pack.files.get(form="word")
    for row, change in (
        (pack.snapshot, {"text": "{}"}),
        (kept, {"sha256": "0" * 64}),
        (pack, {"as_at": SINCE}),
        (pack, {"plan_ref": "zzzzzzzzzzzz"}),
    ):
        with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
            type(row)._default_manager.filter(pk=row.pk).update(**change)


def save(by: Actor, partnership: Partnership, row: PackTemplate | None = None, **more: Any) -> PackTemplate:
    return commands.save_template(
        by=by,
        partnership=partnership,
        template=row,
        version=more.pop("version", row.version if row else 0),
        wanted=replace(TEMPLATE, **more),
        now=NOW,
    )


def word_file() -> io.BytesIO:
    out = io.BytesIO()
    Document().save(out)
    out.seek(0)
    out.name = "Board.docx"
    return out


def test_a_note_that_leaves_the_summary_no_page_is_refused(
    manager: Actor, partnership: Partnership, plan: Plan
) -> None:
    long = "Much was said about it. " * 100
    with pytest.raises(PackError, match="The summary is one page: write 20 lines") as refused:
        ask(manager, partnership, plan, sections=[SectionOrder("summary", long)])
    assert refused.value.field == "annotation_summary"
    assert ask(manager, partnership, plan, sections=[SectionOrder("due", long)]).sections
    with pytest.raises(PackError, match="The summary is one page"):
        commands.save_template(
            by=manager, partnership=partnership, template=None, version=0, now=NOW,
            wanted=replace(TEMPLATE, annotations={"summary": long}),
        )  # fmt: skip


def test_a_template_keeps_its_files_until_others_are_sent(manager: Actor, partnership: Partnership) -> None:
    made = save(manager, partnership, word_file=word_file())
    assert (made.version, made.word_file.name if made.word_file else "") == (1, "Board.docx")
    again = save(manager, partnership, made, name="Main board")
    assert (again.version, again.word_file, again.name) == (2, made.word_file, "Main board")
    assert save(manager, partnership, again, without_word_file=True).word_file is None


def test_a_template_that_somebody_else_changed_is_looked_at_again(
    manager: Actor, partnership: Partnership
) -> None:
    made = save(manager, partnership)
    save(manager, partnership, made, name="Other")
    with pytest.raises(PackError, match="Somebody else"):
        save(manager, partnership, made, version=1)


def test_two_templates_have_two_names(manager: Actor, partnership: Partnership) -> None:
    save(manager, partnership)
    with pytest.raises(PackError, match="of this name") as refused:
        save(manager, partnership)
    assert refused.value.field == "name"


@pytest.mark.parametrize("sections", [[], ["poem"]])
def test_a_template_has_sections_that_there_are(
    sections: list[str], manager: Actor, partnership: Partnership
) -> None:
    with pytest.raises(PackError, match="at least one section"):
        save(manager, partnership, sections=sections)


def test_what_is_no_word_document_is_no_template(manager: Actor, partnership: Partnership) -> None:
    sent = io.BytesIO(b"just words")
    sent.name = "Board.docx"
    with pytest.raises(PackError, match="not a Word document") as refused:
        save(manager, partnership, word_file=sent)
    assert refused.value.field == "word_file"


def with_part(part: str, content: bytes) -> io.BytesIO:
    """A Word document one part of which says something else."""
    out = io.BytesIO()
    with ZipFile(word_file()) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for each in old.namelist():
            new.writestr(each, content if each == part else old.read(each))
    out.seek(0)
    out.name = "Board.docx"
    return out


@pytest.mark.parametrize(
    ("part", "content"),
    [("word/document.xml", b"<a><b>"), ("word/styles.xml", b"xx"), ("word/document.xml", b"<a/>")],
)
def test_a_damaged_word_document_is_refused_in_a_sentence(
    part: str, content: bytes, manager: Actor, partnership: Partnership
) -> None:
    with pytest.raises(PackError, match=r"cannot be used as a template|not a Word document") as refused:
        save(manager, partnership, word_file=with_part(part, content))
    assert refused.value.field == "word_file"
    assert not PackTemplate.objects.exists()


def test_a_bomb_is_refused_before_anything_of_it_is_unpacked(
    manager: Actor, partnership: Partnership, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[bytes] = []
    monkeypatch.setattr(template_commands, "check_template", opened.append)
    with pytest.raises(PackError) as refused:
        save(manager, partnership, word_file=with_part("word/document.xml", b" " * (40 * 1024 * 1024)))
    assert refused.value.field == "word_file"
    assert opened == []


def test_a_template_that_is_large_once_unpacked_is_refused_unread() -> None:
    with pytest.raises(TemplateError, match="too large once it is unpacked"):
        check_template(with_part("word/document.xml", b" " * (33 * 1024 * 1024)).getvalue())


def test_whoever_does_not_run_the_plan_keeps_no_templates(partnership: Partnership) -> None:
    reader = actor_for(factories.member(partnership, "board-member"), TODAY)
    with acting(reader, purpose="test"), pytest.raises(NotVisible):
        save(reader, partnership)
