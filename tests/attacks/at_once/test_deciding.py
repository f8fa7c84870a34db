"""A change of a plan decided by two people at one moment: one decides, the other is told so."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest
from django.utils import timezone

from lapwing.contexts.improvement import commands
from lapwing.contexts.improvement.edit_views.tests.desk import Desk, words
from lapwing.contexts.improvement.models import ChangeRequest, DuePoint, Milestone
from lapwing.contexts.improvement.tests.factories import acting_as
from lapwing.registry.tests import factories
from tests.attacks.asking import knocking
from tests.attacks.at_once.meeting import at_once

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_a_request_decided_by_two_at_once_is_decided_once(desk: Desk) -> None:
    milestone = desk.one(Milestone, text="Begin talks")
    with acting_as(desk.owner) as ada:
        row = commands.ask_for_dates(
            actor=ada,
            now=timezone.now(),
            milestone_ref=milestone.ref,
            version=milestone.version,
            points=[commands.DueDetails(as_written="by September 2026", latest=date(2026, 9, 30))],
            reason="The room is being rebuilt",
        )
    other = factories.member(desk.partnership, "programme-manager", name="Mo Manager")
    place = desk.url("request-decide", change_request=row.ref)
    approve = {"version": str(milestone.version), "decision": "approve"}
    refuse = {"version": str(milestone.version), "decision": "refuse", "reason": "Too late"}
    browsers = knocking(desk.browser()), knocking(desk.browser(other))
    sent = zip(browsers, (approve, refuse), strict=True)
    answers = at_once(
        *(partial(browser.post, place, each) for browser, each in sent),
        at="(?s)improvement_changerequest.*FOR UPDATE",
    )
    assert [each.status_code for each in answers] == [302, 302]
    decided = desk.one(ChangeRequest, pk=row.pk)
    dates = {each.as_written for each in desk.all(DuePoint, milestone=milestone, withdrawn_at=None)}
    assert (dates == {"by September 2026"}) == decided.approved
    told = [words(browser.get(answer["Location"])) for browser, answer in zip(browsers, answers, strict=True)]  # type: ignore[arg-type]
    assert sum("This was decided meanwhile." in each for each in told) == 1
