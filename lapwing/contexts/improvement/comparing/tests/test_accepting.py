from __future__ import annotations

from dataclasses import replace

from lapwing.contexts.improvement import interchange as form
from lapwing.contexts.improvement.comparing import Comparison, Kind, Part, compare, intended
from lapwing.contexts.improvement.tests.factories import action, plan

TWO = (
    form.Group(ref="1", title="Play near home"),
    form.Group(ref="2", title="Clubs after school"),
)
OBJECTIVES = (
    form.Objective(ref="1.1", group="1", title="Open more places"),
    form.Objective(ref="2.1", group="2", title="Find more helpers"),
)
OLD = plan(
    action("1.1.1", text="Publish a directory of short breaks"),
    action("2.1.1", group="2", objective="2.1", text="Train every midday supervisor"),
    groups=TWO,
    objectives=OBJECTIVES,
)


def one(found: Comparison, kind: Kind, part: Part, field: str = "") -> str:
    return next(d.id for d in found.differences if (d.kind, d.part, d.field) == (kind, part, field))


def test_a_new_action_brings_the_new_objective_and_group_it_stands_under() -> None:
    new = plan(
        *OLD.actions,
        action("3.1.1", group="3", objective="3.1", text="Hire a therapist for the under fives"),
        groups=(*TWO, form.Group(ref="3", title="Health visits")),
        objectives=(*OBJECTIVES, form.Objective(ref="3.1", group="3", title="See children sooner")),
    )
    found = compare(OLD, new)
    asked = one(found, Kind.ADDED, Part.ACTION)
    intention = intended(found, [asked])
    assert [each.part for each in intention.taken] == [Part.GROUP, Part.OBJECTIVE, Part.ACTION]
    assert intention.along == {each.id for each in intention.taken} - {asked}


def test_a_group_stays_while_something_stands_under_it() -> None:
    new = replace(OLD, groups=TWO[:1], objectives=OBJECTIVES[:1], actions=OLD.actions[:1])
    found = compare(OLD, new)
    group = one(found, Kind.REMOVED, Part.GROUP)
    alone = intended(found, [group])
    assert (alone.taken, [each.difference.id for each in alone.left]) == ((), [group])
    assert "2 parts that stay stand under it" in alone.left[0].why
    everything = intended(found, found.by_id)
    assert (len(everything.taken), everything.left) == (3, ())


def test_two_groups_may_change_numbers_only_together() -> None:
    swapped = replace(
        OLD,
        groups=(replace(TWO[1], ref="1"), replace(TWO[0], ref="2")),
        objectives=(replace(OBJECTIVES[1], group="1"), replace(OBJECTIVES[0], group="2")),
        actions=(replace(OLD.actions[1], group="1"), replace(OLD.actions[0], group="2")),
    )
    found = compare(OLD, swapped)
    groups = [d.id for d in found.differences if (d.part, d.field) == (Part.GROUP, "place")]
    assert len(groups) == 2
    assert intended(found, groups[:1]).left[0].why.startswith("Another group has the number")
    assert intended(found, groups).left == ()


def test_what_needs_something_left_is_left_with_it() -> None:
    new = plan(
        *OLD.actions[:1],
        action("2.1.1", group="2", objective="2.1", text="Hire a therapist for the under fives"),
        groups=(TWO[0], form.Group(ref="2", title="Health visits")),
        objectives=(OBJECTIVES[0], form.Objective(ref="2.1", group="2", title="See children sooner")),
    )
    found = compare(OLD, new)
    action_added = one(found, Kind.ADDED, Part.ACTION)
    intention = intended(found, [action_added])
    assert intention.taken == ()
    assert "which stays as it is" in intention.left[-1].why
    assert intended(found, found.by_id).left == ()


def test_names_that_the_comparison_does_not_hold_are_passed_over() -> None:
    assert intended(compare(OLD, OLD), ["nothing"]).taken == ()
