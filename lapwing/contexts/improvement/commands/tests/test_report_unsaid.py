"""The words of what was reported at once are taken out of everybody's sight."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from lapwing.contexts.improvement import commands, queries
from lapwing.contexts.improvement.commands import RefusedError
from lapwing.contexts.improvement.models import Milestone, StatusReport
from lapwing.contexts.improvement.rules.off_track import WITHDRAWN
from lapwing.contexts.improvement.tests.factories import LATER, acting_as
from lapwing.contexts.improvement.tests.reporting import Reporting, reporting
from lapwing.platform.access.rules import NotVisible
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.models import User
from lapwing.platform.notices.models import Notice
from lapwing.registry.models import Partnership
from lapwing.registry.names import ChildNamedError
from lapwing.registry.tests.factories import People

NAMED = "Jayden has no place."
HELPS = "Jayden is seen weekly."
WHY = "It names somebody"


@pytest.fixture
def here(partnership: Partnership, people: People) -> Reporting:
    return reporting(partnership, people, LATER)


def fresh(**which: object) -> StatusReport:
    """A report as it stands now."""
    with as_maintenance():
        return StatusReport.objects.get(**which)


def said(here: Reporting, *milestones: Milestone, by: User | None = None) -> StatusReport:
    rows = milestones or (here.milestone,)
    with acting_as(by or here.manager) as actor:
        commands.report_together(
            actor=actor,
            now=here.now,
            milestone_refs=[row.ref for row in rows],
            status="off track",
            note=NAMED,
            mitigation=HELPS,
            forecast_on=date(2027, 1, 31),
            named_nobody=["Jayden"],
        )
    return fresh(milestone=rows[0])


def unworded(here: Reporting, report: StatusReport, by: User | None = None, why: str = WHY) -> StatusReport:
    with acting_as(by or here.manager) as actor:
        return commands.withdraw_report_words(actor=actor, now=here.now, report_ref=report.ref, reason=why)


def test_the_note_and_the_mitigation_go_and_how_it_stands_remains(here: Reporting) -> None:
    report = said(here)

    def read() -> str:
        with acting_as(here.manager) as actor:
            where: dict[str, Any] = {"actor": actor, "milestone_ref": here.milestone.ref}
            page = queries.milestone_page(**where, on=here.now.date())
            return f"{page}{queries.milestone_history(**where, on=here.now.date(), before=None)}"

    assert read().count("Jayden") > 2
    gone = unworded(here, report)
    assert (gone.note, gone.mitigation, gone.status) == (WITHDRAWN, WITHDRAWN, "off track")
    assert (gone.forecast_on, gone.withdrawn_at) == (date(2027, 1, 31), None)
    found = read()
    assert "Jayden" not in found
    assert f"{here.manager.name}, " in found
    assert WHY in found


def test_said_of_several_at_once_they_go_from_all_of_them(here: Reporting) -> None:
    with as_maintenance():
        other = Milestone.objects.exclude(pk=here.milestone.pk).filter(action__plan=here.plan).first()
    assert other is not None
    unworded(here, said(here, here.milestone, other))
    with as_maintenance():
        assert set(StatusReport.objects.exclude(note="").values_list("note", "words_withdrawn_reason")) == {
            (WITHDRAWN, WHY)
        }


def test_the_second_of_two_is_told_who_was_first_and_overwrites_nothing(here: Reporting) -> None:
    report = unworded(here, said(here))
    other = here.holder("Pia Programme", "programme-manager")
    for who in (other, here.manager):
        with pytest.raises(RefusedError, match=rf"already by {here.manager.name}, on .*: {WHY}"):
            unworded(here, report, who, "Another reason")
    report = fresh(pk=report.pk)
    assert (report.words_withdrawn_reason, report.words_withdrawn_by_id) == (WHY, here.manager.pk)


def test_whoever_said_it_is_told_and_who_edits_nothing_does_not_do_it(here: Reporting) -> None:
    other = here.holder("Pia Programme", "programme-manager")
    report = said(here, by=other)
    with pytest.raises(NotVisible):
        unworded(here, report, here.owner)
    unworded(here, report)
    with as_maintenance():
        told = Notice.objects.filter(template="report-words-withdrawn")
        assert list(told.values_list("user__name", flat=True)) == [other.name]


def test_why_is_said_and_names_nobody(here: Reporting) -> None:
    report = said(here)
    with pytest.raises(RefusedError):
        unworded(here, report, why=" ")
    with pytest.raises(ChildNamedError):
        unworded(here, report, why="It names Jayden, aged 9")
    assert fresh(pk=report.pk).note == NAMED


def test_words_of_an_update_are_withdrawn_on_its_page(here: Reporting) -> None:
    update = here.moves(here.manager, commands.sign_off_update, here.submits(here.owner))
    with pytest.raises(RefusedError, match="on its page"):
        unworded(here, fresh(update_signed_off=update.pk))
