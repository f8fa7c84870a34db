"""The demonstration's board packs: two of each plan, so that what moved and what was asked comes back."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from lapwing.insight.packs.models import Pack, PackState
from lapwing.insight.packs.queries import pack_shown
from lapwing.insight.packs.shapes import QuestionsSection, SummarySection
from lapwing.platform.access.acting import acting
from lapwing.platform.access.actor import NOBODY
from lapwing.platform.access.system import system_actor
from lapwing.platform.accounts.models import User
from lapwing.platform.jobs.tests.working import run_jobs
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
            summary, questions = (
                next(each for each in shown.content.sections if isinstance(each, kind))
                for kind in (SummarySection, QuestionsSection)
            )
            assert isinstance(summary, SummarySection)
            assert isinstance(questions, QuestionsSection)
            assert summary.summary.compared_with.on == first.as_at
            assert summary.summary.moved
            assert sorted(line.mark.label for line in questions.lines) == ["Answered", "Not answered yet"]
            names = [name for name in User.objects.values_list("name", flat=True) if len(name) > 4]
            said = [line.asked_by + line.answered_by for line in questions.lines]
            assert not [name for name in names if any(name in each for each in said)]
