"""The demonstration's board packs: two of each plan, so that what moved and what was asked comes back."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from lapwing.insight.packs import shapes
from lapwing.insight.packs.models import Pack, PackState
from lapwing.insight.packs.queries import pack_shown
from lapwing.insight.packs.shapes import QuestionsSection, SummarySection
from lapwing.platform.access.acting import acting
from lapwing.platform.access.actor import NOBODY
from lapwing.platform.access.system import system_actor
from lapwing.platform.accounts.models import User
from lapwing.platform.jobs.tests.working import run_jobs
from lapwing.shell.demonstration.boards_asked import PUT
from lapwing.shell.demonstration.loader import load_if_empty
from lapwing.shell.demonstration.people import ALDERBROOK, KINGSMERE

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_each_plan_has_a_pack_of_the_last_meeting_and_one_of_the_next() -> None:
    load_if_empty(NOW, furnished=True)
    with acting(NOBODY, purpose=""):
        run_jobs()
    with acting(system_actor("Tests"), purpose="test"):
        for area in (ALDERBROOK, KINGSMERE):
            first, second = Pack.objects.filter(partnership__local_area=area).order_by("number")
            assert (first.state, second.state) == (PackState.READY, PackState.READY), second.problem
            assert first.meeting_ref != second.meeting_ref
            assert first.meeting_ref
            assert second.since == first.as_at
            shown = pack_shown(second)
            assert len(shown.files) == 3
            assert shown.content is not None
            summary, questions = (section_of(shown.content, kind) for kind in ("summary", "questions"))
            assert isinstance(summary, SummarySection)
            assert isinstance(questions, QuestionsSection)
            assert summary.summary.compared_with.on == first.as_at
            assert summary.summary.moved
            assert sorted(line.mark.label for line in questions.lines) == ["Answered", "Not answered yet"]
            names = [name for name in User.objects.values_list("name", flat=True) if len(name) > 4]
            said = [line.asked_by + line.answered_by for line in questions.lines]
            assert not [name for name in names if any(name in each for each in said)]
            for pack in (first, second):
                content = pack_shown(pack).content
                assert content is not None
                _families_are_heard(content, names)
            assert [line for line in section_of(shown.content, "voice").lines if "Minutes" in of_what(line)]
            _what_the_board_is_asked_stands_apart_from_what_it_decided(shown.content, area)


def section_of(pack: shapes.Pack, kind: str) -> Any:
    return next(each for each in pack.sections if each.kind == kind)


def of_what(line: shapes.VoiceLine) -> str:
    """What it is, and the evidence that it rests on."""
    return " ".join((line.kind_text, *line.shown_by)).replace("minutes", "Minutes")


def _families_are_heard(pack: shapes.Pack, names: list[str]) -> None:
    lines = section_of(pack, "voice").lines
    kinds = {line.kind for line in lines}
    assert {"impact", "quote"} <= kinds, kinds
    assert not [name for name in names for line in lines if name in line.text + line.by]
    assert not [
        line for line in lines if line.kind == "quote" and "Accepted as evidence" not in line.accepted
    ]
    # each tells of something else
    texts = [line.text for line in lines]
    assert len(set(texts)) == len(texts)


def _what_the_board_is_asked_stands_apart_from_what_it_decided(pack: shapes.Pack, area: str) -> None:
    asked, decided = (str(section_of(pack, kind).lines) for kind in ("asked", "decisions"))
    answered, waiting = PUT[area]
    assert waiting.words in asked
    assert answered.words not in asked
    assert answered.decided in decided
    assert answered.done in decided
