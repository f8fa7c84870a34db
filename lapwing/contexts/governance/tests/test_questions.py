"""Questions on a line of a pack: asked by members, given on, answered, and who is told."""

from __future__ import annotations

import pytest

from lapwing.contexts.governance.commands.common import NotYoursError, RefusedError
from lapwing.contexts.governance.models import PackQuestion
from lapwing.contexts.governance.public import (
    answer_question,
    ask_about_pack,
    give_question,
    questions_about,
    questions_on_pack,
)
from lapwing.contexts.governance.queries.mine import mine_of
from lapwing.contexts.governance.tests.conftest import Board
from lapwing.contexts.governance.tests.factories import DAY, NOW, acting_as
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.models import User
from lapwing.platform.notices.models import Notice
from lapwing.registry.tests import factories


def ask(governed: Board, who: User, **more: object) -> PackQuestion:
    with acting_as(who) as actor:
        return ask_about_pack(
            actor=actor,
            now=NOW,
            partnership=governed.partnership,
            pack_ref="packpackpack",
            line_key="measures/M1",
            line_words="Plans in time: 51%",
            **{"question": "Why has it not moved?", **more},  # type: ignore[arg-type]
        )


def test_a_question_is_given_answered_and_both_are_told(governed: Board) -> None:
    asked = ask(governed, governed.member, give_to=governed.attends)
    with acting_as(governed.attends) as actor:
        (mine,) = mine_of(actor, governed.partnership, DAY).questions
        assert mine.question == "Why has it not moved?"
        answer_question(actor=actor, now=NOW, ref=asked.ref, version=1, words="Two posts are empty.")
        assert mine_of(actor, governed.partnership, DAY).nothing
        (line,) = questions_on_pack(actor, governed.partnership, "packpackpack", DAY)
    assert (line.line_key, line.answer, line.answered_by) == (
        "measures/M1",
        "Two posts are empty.",
        "Ada Adviser",
    )
    with as_maintenance():
        rows = Notice.objects.filter(template__startswith="question").order_by("id")
        told = [(row.template, row.user_id, row.done_at is not None) for row in rows]
    assert told == [
        ("question-given", governed.attends.pk, True),
        ("question-answered", governed.member.pk, False),
    ]


def test_whoever_only_reads_asks_nothing(governed: Board) -> None:
    reader = factories.member(governed.partnership, "data-analyst")
    with pytest.raises(NotYoursError):
        ask(governed, reader)
    with pytest.raises(NotYoursError):
        ask(governed, governed.outsider)


def test_a_question_wants_words_and_somebody_of_the_partnership(governed: Board) -> None:
    with pytest.raises(RefusedError, match="your question"):
        ask(governed, governed.member, question=" ")
    with pytest.raises(RefusedError, match="takes part in groups"):
        ask(governed, governed.member, give_to=governed.outsider)


def test_it_is_given_on_by_those_it_concerns(governed: Board) -> None:
    asked = ask(governed, governed.member)
    with acting_as(governed.attends) as actor, pytest.raises(NotYoursError):
        give_question(actor=actor, now=NOW, ref=asked.ref, version=1, to=governed.attends)
    with acting_as(governed.attends) as actor, pytest.raises(NotYoursError):
        answer_question(actor=actor, now=NOW, ref=asked.ref, version=1, words="No")
    with acting_as(governed.member) as actor:
        give_question(actor=actor, now=NOW, ref=asked.ref, version=1, to=governed.chair)
    with acting_as(governed.manager) as actor:
        answer_question(actor=actor, now=NOW, ref=asked.ref, version=2, words="It moves now.")
        with pytest.raises(RefusedError, match="answered already"):
            give_question(actor=actor, now=NOW, ref=asked.ref, version=3, to=governed.chair)


def test_questions_are_found_by_what_they_are_about(governed: Board) -> None:
    ask(governed, governed.member)
    with acting_as(governed.chair) as actor:
        assert questions_about(actor, governed.partnership, "measure", ["x"], DAY) == ()
