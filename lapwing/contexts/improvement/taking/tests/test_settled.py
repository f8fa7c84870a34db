from __future__ import annotations

from dataclasses import replace

from lapwing.contexts.improvement import commands
from lapwing.contexts.improvement.comparing import Kind, Part, compare
from lapwing.contexts.improvement.imports import DocumentText, import_plan
from lapwing.contexts.improvement.models import Milestone
from lapwing.contexts.improvement.taking.settled import said_before, undecided
from lapwing.contexts.improvement.taking.tests.later import BEFORE, RECEIVED
from lapwing.contexts.improvement.tests.factories import NOW
from lapwing.contexts.improvement.versions import accept_all, compared
from lapwing.platform.access.actor import Actor
from lapwing.registry.models import Partnership

TEXT = "\n".join(["The plan", *(action.text for action in BEFORE.actions)])


def test_a_date_that_was_moved_here_is_not_quietly_moved_back(
    partnership: Partnership, manager: Actor
) -> None:
    document = DocumentText("plan.txt", TEXT)
    plan = import_plan(plan=BEFORE, partnership=partnership, actor=manager, now=NOW, document=document)
    row = Milestone.objects.get(text="Begin talks")
    commands.set_due_points(
        actor=manager,
        now=RECEIVED,
        milestone_ref=row.ref,
        version=row.version,
        points=commands.read_dates("by August 2026"),
        reason="The hall is closed",
    )
    found = compared(plan, BEFORE)
    (difference,) = found.differences
    notes = said_before(plan, found)
    assert notes == {difference.id: "This was said here before, until 1 June 2026: The hall is closed"}
    assert accept_all(found, ["changed"], notes) == frozenset()


def test_words_edited_here_are_told_from_words_that_the_document_changed(
    partnership: Partnership, manager: Actor
) -> None:
    first = replace(BEFORE.actions[0], text="Do what was promised to families in May")
    before = replace(BEFORE, actions=(first, *BEFORE.actions[1:]))
    document = DocumentText("plan.txt", f"The plan\n{first.text}\n")
    plan = import_plan(plan=before, partnership=partnership, actor=manager, now=NOW, document=document)
    row = Milestone.objects.get(text="Begin talks").action
    details = commands.ActionDetails(
        text="Do all that was promised to families", number=row.number, key_area=row.key_area
    )
    group, objectives = row.group, [each.objective.ref for each in row.services.all()]
    details = replace(details, group_ref=group.ref if group else "", objective_refs=tuple(objectives))
    commands.edit_action(actor=manager, now=RECEIVED, ref=row.ref, version=row.version, details=details)
    assert len(said_before(plan, compared(plan, before))) == 1
    anew = replace(before, actions=(replace(first, text="Do what was promised to schools in May"),))
    texts = [each.id for each in compared(plan, anew).differences if each.field == "text"]
    assert texts
    assert not set(texts) & set(said_before(plan, compared(plan, anew)))


def test_a_part_that_may_be_another_is_to_be_decided_first() -> None:
    first = replace(
        BEFORE.actions[0], text="What was said is kept, and families promise to do it", milestones=()
    )
    found = compare(BEFORE, replace(BEFORE, actions=(first, BEFORE.actions[1])))
    (doubt,) = (each for each in found.doubts if each.before.part is Part.ACTION)
    notes = undecided(found)
    assert {found.by_id[name].kind for name in notes} == {Kind.ADDED, Kind.REMOVED}
    assert accept_all(found, ["added", "removed"], notes) == frozenset()
    assert undecided(compare(found.before, found.after, frozenset({doubt.id}))) == {}
