"""What waits for what goes on naming the same milestones while a plan is looked at."""

from __future__ import annotations

from dataclasses import replace

from lapwing.contexts.improvement.interchange import Dependency, End, Plan
from lapwing.contexts.improvement.reviewing.edits import apply
from lapwing.contexts.improvement.reviewing.review import Edit, Review
from lapwing.contexts.improvement.tests import factories as make

FIRST, SECOND = End(action="1", milestone=1), End(action="1", milestone=2)
OTHER = End(action="2")


def review() -> Review:
    parts = tuple(make.milestone(text) for text in ("Begin talks", "Meet", "Publish"))
    whole = make.plan(make.action("1", milestones=parts), make.action("2", milestones=()))
    waits = (
        Dependency(waiting=OTHER, needed=End(action="1", milestone=3), reason="It names the places"),
        Dependency(waiting=SECOND, needed=FIRST, reason="Agreed first"),
    )
    return Review(replace(whole, dependencies=waits))


def said(plan: Plan) -> list[str]:
    """Each dependency by the words of its ends."""
    texts = {
        End(action=action.key, milestone=at): each.text
        for action in plan.actions
        for at, each in enumerate(action.milestones, start=1)
    }
    return [
        f"{texts.get(each.waiting, each.waiting.action)} after {texts.get(each.needed, each.needed.action)}"
        for each in plan.dependencies
    ]


def test_what_stands_behind_a_milestone_that_is_taken_out_is_still_meant() -> None:
    done = apply(review(), Edit("remove", {"at": "action/2"}))
    assert said(done.plan) == ["Meet after Begin talks"]
    done = apply(review(), Edit("remove", {"at": "action/1/milestone/0"}))
    assert said(done.plan) == ["2 after Publish"]


def test_a_milestone_that_is_moved_takes_its_dependencies_along() -> None:
    done = apply(review(), Edit("move", {"at": "action/1/milestone/0", "to": "2"}))
    assert said(done.plan) == ["2 after Publish", "Meet after Begin talks"]


def test_a_milestone_whose_words_are_corrected_is_the_same() -> None:
    place = {"at": "action/1/milestone/2", "fields": {"text": "Publish it all"}}
    done = apply(review(), Edit("correct", place))
    assert said(done.plan) == ["2 after Publish it all", "Meet after Begin talks"]
