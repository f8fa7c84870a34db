"""The register: judged by rows, reviewed by its owner, handed up; and what families were told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lapwing.contexts.governance.commands import risks as commands
from lapwing.contexts.governance.commands.common import NotYoursError, RefusedError
from lapwing.contexts.governance.commands.raised import answer_item
from lapwing.contexts.governance.commands.risks import RiskDetails
from lapwing.contexts.governance.commands.told import ToldDetails, change_told, write_told
from lapwing.contexts.governance.models import Risk, ToldToFamilies
from lapwing.contexts.governance.public import open_items_for, open_risks, told_since
from lapwing.contexts.governance.queries.mine import mine_of
from lapwing.contexts.governance.rules import SCALE, band_of
from lapwing.contexts.governance.tests.conftest import Board
from lapwing.contexts.governance.tests.factories import DAY, NOW, acting_as, seat, sitting
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.models import User
from lapwing.registry.models import Capacity

ClientAs = Callable[[User], Client]


def write(governed: Board, likelihood: int = 4, impact: int = 4, **more: object) -> Risk:
    given = {"kind": "risk", "words": "Therapy posts stay empty", "owner": governed.attends, **more}
    with acting_as(governed.member) as actor:
        return commands.write_risk(
            actor=actor,
            now=NOW,
            group=governed.group,
            details=RiskDetails(**given),  # type: ignore[arg-type]
            likelihood=likelihood,
            impact=impact,
        )


def test_every_score_has_a_band() -> None:
    bands = {(a, b): band_of(a, b).word for a in SCALE for b in SCALE}
    assert len(bands) == 25
    assert (bands[1, 1], bands[2, 4], bands[3, 5], bands[5, 5]) == ("Low", "Medium", "High", "High")
    assert (bands[1, 5], bands[2, 3], bands[2, 5]) == ("Low", "Low", "Medium")


def test_a_change_of_score_is_a_row_and_the_worst_stands_first(governed: Board) -> None:
    risk = write(governed)
    write(governed, 5, 4, words="No data from the trust", kind="issue")
    with acting_as(governed.chair) as actor:
        later = NOW + timedelta(days=1)
        score = {"actor": actor, "now": later, "ref": risk.ref, "likelihood": 2, "impact": 4}
        with pytest.raises(RefusedError, match="Say why"):
            commands.score_risk(**score, reason=" ")  # type: ignore[arg-type]
        assert commands.score_risk(**score, reason="One post is filled") is not None  # type: ignore[arg-type]
        assert commands.score_risk(**score, reason="As before") is None  # type: ignore[arg-type]
        first, second = open_risks(actor, governed.partnership, governed.group, DAY)
    assert (first.words, first.now.score) == ("No data from the trust", 20)
    assert [each.score for each in second.scores] == [16, 8]
    assert (second.moved, second.now.mark.label) == ("down from 16", "Medium 8")


@pytest.mark.parametrize(("likelihood", "impact"), [(0, 3), (3, 6)])
def test_scores_go_from_one_to_five(governed: Board, likelihood: int, impact: int) -> None:
    with pytest.raises(RefusedError, match="from 1 to 5"):
        write(governed, likelihood, impact)


def test_its_owner_may_change_it_and_is_asked_to_review_it(governed: Board) -> None:
    risk = write(governed, review_on=DAY)
    with acting_as(governed.attends) as actor:
        assert [line.ref for line in mine_of(actor, governed.partnership, DAY).risks] == [risk.ref]
        details = RiskDetails(kind="risk", words="Posts stay empty", review_on=DAY + timedelta(days=30))
        commands.change_risk(actor=actor, now=NOW, ref=risk.ref, version=1, details=details)
        assert mine_of(actor, governed.partnership, DAY).nothing
    with acting_as(governed.attends) as actor, pytest.raises(NotYoursError):
        commands.score_risk(actor=actor, now=NOW, ref=risk.ref, likelihood=1, impact=1, reason="No")


def test_the_next_group_comes_to_hold_it_and_owes_an_answer(governed: Board) -> None:
    risk = write(governed)
    with acting_as(governed.member) as actor:
        commands.raise_risk(actor=actor, now=NOW, ref=risk.ref, version=1, reason="It needs money")
        (item,) = open_items_for(actor, governed.partnership, governed.board, DAY)
        assert item.about is not None
        assert item.about.words == "Therapy posts stay empty"
        assert open_risks(actor, governed.partnership, governed.group, DAY) == ()
        assert len(open_risks(actor, governed.partnership, governed.board, DAY)) == 1
        with pytest.raises(NotYoursError):
            commands.raise_risk(actor=actor, now=NOW, ref=risk.ref, version=2, reason="Further")


def test_closing_wants_a_reason_and_whoever_runs_the_group(governed: Board) -> None:
    risk = write(governed)
    close = {"now": NOW, "ref": risk.ref, "version": 1}
    with acting_as(governed.member) as actor, pytest.raises(NotYoursError):
        commands.close_risk(actor=actor, **close, words="Filled")  # type: ignore[arg-type]
    with acting_as(governed.chair) as actor:
        with pytest.raises(RefusedError, match="why it is closed"):
            commands.close_risk(actor=actor, **close, words="")  # type: ignore[arg-type]
        commands.close_risk(actor=actor, **close, words="All posts are filled")  # type: ignore[arg-type]
        assert open_risks(actor, governed.partnership, None, DAY) == ()


def told(governed: Board, who: User, **more: object) -> ToldToFamilies:
    given = {
        "told_on": DAY,
        "words": "Waits are shorter",
        "channels": ("forum", "local-offer"),
        "audience": "Parents of children who wait",
        **more,
    }
    with acting_as(who) as actor:
        return write_told(
            actor=actor,
            now=NOW,
            partnership=governed.partnership,
            details=ToldDetails(**given),  # type: ignore[arg-type]
        )


def test_what_families_were_told_is_written_down(governed: Board) -> None:
    told(governed, governed.member)
    with acting_as(governed.chair) as actor:
        (line,) = told_since(actor, governed.partnership, DAY, DAY)
        assert told_since(actor, governed.partnership, date(2020, 1, 1), DAY - timedelta(days=1)) == ()
    assert line.channels == ("Parent carer forum", "Local Offer website")
    assert (line.by, line.may_change) == ("Milo Member", False)


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"told_on": DAY + timedelta(days=1)}, "told_on"),
        ({"channels": ()}, "channels"),
        ({"channels": ("smoke",)}, "channels"),
        ({"audience": " "}, "audience"),
        ({"words": ""}, "words"),
    ],
)
def test_what_was_told_wants_a_day_words_a_way_and_somebody(
    governed: Board, more: dict[str, object], field: str
) -> None:
    with pytest.raises(RefusedError) as refused:
        told(governed, governed.member, **more)
    assert refused.value.field == field


def test_only_its_writer_and_programme_managers_change_it(governed: Board) -> None:
    row = told(governed, governed.member)
    details = ToldDetails(told_on=DAY, words="Shorter", channels=("forum",), audience="All")
    with acting_as(governed.chair) as actor, pytest.raises(NotYoursError):
        change_told(actor=actor, now=NOW, ref=row.ref, version=1, details=details)
    with acting_as(governed.manager) as actor:
        change_told(actor=actor, now=NOW, ref=row.ref, version=1, details=details)


def place(governed: Board, name: str, **parts: str) -> str:
    return reverse(f"governance:{name}", kwargs={"partnership": governed.partnership.ref, **parts})


def test_the_pages_of_the_register(governed: Board, client_as: ClientAs) -> None:
    client = client_as(governed.chair)
    assert "The register is empty" in client.get(place(governed, "risks")).content.decode()
    new = place(governed, "risk-new", governance_group=governed.group.ref)
    refused = client.post(new, {"words": "Posts stay empty"}).content.decode()
    assert "Select how likely it is" in refused
    given = {"kind": "risk", "words": "Posts stay empty", "likelihood": "4", "impact": "5"}
    client.post(new, given)
    with as_maintenance():
        risk = Risk.objects.get()
    score = place(governed, "risk-score", risk=risk.ref)
    client.post(score, {"likelihood": "2", "impact": "5", "reason": "One is filled"})
    page = client.get(place(governed, "risk", risk=risk.ref)).content.decode()
    assert "Medium 10" in page
    assert "down from 20" in page
    assert "Posts stay empty" in client.get(place(governed, "risks")).content.decode()
    over = place(governed, "risk-raise", risk=risk.ref)
    done = client.post(over, {"version": "1", "reason": "Money"}, follow=True)
    assert "The group above holds it now" in done.content.decode()


def test_the_page_of_what_families_were_told(governed: Board, client_as: ClientAs) -> None:
    client = client_as(governed.member)
    assert "Nothing is recorded yet" in client.get(place(governed, "told")).content.decode()
    today = timezone.localdate()
    given = {
        "told_on-day": today.day,
        "told_on-month": today.month,
        "told_on-year": today.year,
        "words": "Waits are shorter",
        "channels": ["forum"],
        "audience": "All parents",
    }
    done = client.post(place(governed, "told-new"), given, follow=True).content.decode()
    assert "Waits are shorter" in done
    with as_maintenance():
        row = ToldToFamilies.objects.get()
    out = place(governed, "take-out", kind="message", ref=row.ref)
    other = client_as(governed.chair).post(out, {"version": "1", "reason": "No"}, follow=True)
    assert "Only whoever recorded it" in other.content.decode()
    gone = client.post(out, {"version": "1", "reason": "Sent twice"}, follow=True).content.decode()
    assert "Nothing is recorded yet" in gone


def test_the_search_finds_groups_decisions_and_risks(governed: Board, client_as: ClientAs) -> None:
    write(governed)
    address = reverse("search", args=[governed.partnership.ref])
    page = client_as(governed.member).get(address, {"q": "therapy"}).content.decode()
    assert "Risks and issues" in page
    groups = client_as(governed.member).get(address, {"q": "operational"}).content.decode()
    assert place(governed, "group", governance_group=governed.group.ref) in groups


def test_who_looks_after_a_risk_does_not_answer_for_the_group_above(governed: Board) -> None:
    seat(governed.member, governed.board)
    above = sitting(governed.board, Capacity.MEMBER)
    with acting_as(governed.chair) as actor:
        details = RiskDetails(kind="risk", words="Posts stay empty", owner=governed.member)
        risk = commands.write_risk(
            actor=actor, now=NOW, group=governed.group, details=details, likelihood=2, impact=2
        )
        item = commands.raise_risk(actor=actor, now=NOW, ref=risk.ref, version=1, reason="It needs money")
    with acting_as(governed.member) as actor, pytest.raises(NotYoursError, match="You own"):
        answer_item(actor=actor, now=NOW, ref=item.ref, version=1, answer="Noted")
    with acting_as(above) as actor:
        assert answer_item(actor=actor, now=NOW, ref=item.ref, version=1, answer="We pay").answer
