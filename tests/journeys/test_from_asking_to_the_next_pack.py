"""A whole turn of running a plan in a real browser, each person signed in as themselves.

A cycle opens; the owner of a late milestone answers with mitigation and evidence; the lead of the group
returns it; it is written again, checked and signed off; a pack is made of it; a line is asked about and a
decision recorded; and the next cycle and the next pack show both.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from lapwing.contexts.improvement.models import Cycle, DuePoint, StepDeed, Update
from lapwing.contexts.improvement.tests.reporting import MILESTONE, Reporting, reporting
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.models import User
from lapwing.platform.jobs.tests.working import run_jobs
from lapwing.platform.notices.sending import send_what_waits
from lapwing.platform.notices.tests.mail_server import Mailboxes, mail_server
from lapwing.registry.models import GovernanceGroup, Partnership
from lapwing.registry.tests.factories import People
from tests.browser import assert_accessible, press

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

QUESTION = "Which landlord said no, and who asks the next one?"
DECISION = "The council offers the Old Mill a longer lease."
MITIGATION = "A second officer joins the talks in June."
EVIDENCE, QUOTE = "Said at the open evening", "The room near us is open, and we can walk there."
DONE = "Met the landlord of the Old Mill, who said no."


@dataclass
class Turn:
    """The plan, its people, their windows, and what arrives by email."""

    here: Reporting
    board: GovernanceGroup
    lead: User
    signer: User
    chair: User
    windows: Callable[[User], Page]
    boxes: Mailboxes

    def window(self, who: User, path: str) -> Page:
        page = self.windows(who)
        page.goto(f"/p/{self.here.partnership.ref}/{path}")
        return page

    def letters(self, who: User) -> list[str]:
        """Where the emails that have reached somebody lead, after whatever waits was sent."""
        # the middle of a working day, so that nothing is kept back for the night
        days = 1 + (timezone.localdate() + timedelta(days=1)).weekday() // 5 * 2
        send_what_waits(lambda: noon(timezone.now() + timedelta(days=days)))
        found = []
        for to, message in zip(self.boxes.recipients, self.boxes.messages, strict=True):
            body = message.get_body(("plain",))
            assert body is not None
            link = re.search(r"https://lapwing\.example\.org(/\S+)", body.get_content())
            if who.email in to and link is not None:
                found.append(link[1])
        return found


def noon(moment: datetime) -> datetime:
    return moment.replace(hour=12, minute=0)


@pytest.fixture
def turn(partnership: Partnership, people: People, page_as: Callable[..., Page]) -> Iterator[Turn]:
    here = reporting(partnership, people, timezone.now())
    with as_maintenance():
        # planned, and about a milestone whose day has passed
        Cycle.objects.filter(pk=here.cycle.pk).update(opened_at=None)
        month_ago = timezone.localdate() - timedelta(days=30)
        DuePoint.objects.filter(milestone=here.milestone).update(earliest=None, latest=month_ago)
    lead, signer, chair = (here.holder(name) for name in ("Lena Lead", "Sam Signer", "Cora Chair"))
    here.led_by(here.group("Group 1", (lead, "lead")))
    here.step("Group lead", StepDeed.CHECK)
    here.step("Operational group", StepDeed.SIGN_OFF, group=here.group("Operational", (signer, "chair")))
    board = here.group("The board", (chair, "chair"))
    opened: dict[int, Page] = {}

    def window(who: User) -> Page:
        if who.pk not in opened:
            opened[who.pk] = page_as(who)
        return opened[who.pk]

    boxes = Mailboxes()
    with mail_server(boxes):
        yield Turn(here, board, lead, signer, chair, window, boxes)


def test_from_the_opening_of_a_cycle_to_the_next_pack(turn: Turn) -> None:
    here = turn.here
    open_the_cycle(turn, here.cycle)
    update = answer_with_mitigation_and_evidence(turn)
    send_it_back(turn)
    write_it_again(turn)
    check_and_sign_off(turn, update)
    accept_the_evidence(turn)
    pack = make_a_pack(turn)
    expect(pack.get_by_text(MITIGATION).first).to_be_visible()
    expect(pack.get_by_text(QUOTE).first).to_be_visible()
    assert_accessible(pack)
    ask_about_a_line(turn, pack.url)
    decide(turn)
    sign_the_cycle_off(turn)
    see_both_in_the_next_cycle(turn)
    see_both_in_the_next_pack(turn)


def open_the_cycle(turn: Turn, cycle: Cycle) -> None:
    page = turn.window(turn.here.manager, f"cycle/{cycle.ref}/")
    page.get_by_role("button", name="Open it now").click()
    press(page, "Open it and ask")
    expect(page.get_by_text("The cycle is open, and its owners are asked.")).to_be_visible()


def writing(turn: Turn, cycle: Cycle) -> str:
    return f"cycle/{cycle.ref}/update/milestone/{turn.here.milestone.ref}/"


def answer_with_mitigation_and_evidence(turn: Turn) -> Update:
    """By the link in her email, as she would."""
    here = turn.here
    (letter,) = turn.letters(here.owner)
    page = turn.window(here.owner, "")
    page.goto(letter)
    expect(
        page.get_by_text("Updates that you are asked for").or_(page.get_by_text("to write")).first
    ).to_be_visible()
    page.get_by_role("link", name=f"Write the update on {MILESTONE}").click()
    page.get_by_role("radio", name="Off track").check()
    page.get_by_label("What was done?").fill("Met one landlord.")
    page.get_by_text("Add evidence").click()
    page.get_by_label("Quote from a family").check()
    page.get_by_label("What is it, in a few words?").fill(EVIDENCE)
    page.get_by_label("What it says").fill(QUOTE)
    page.get_by_label("Impact: what changed for children and families").check()
    page.get_by_role("button", name="Submit the update").click()
    expect(page.get_by_role("link", name="Say by when it will be done now.")).to_be_visible()
    # something is missing, and the evidence is kept
    expect(page.get_by_role("link", name=EVIDENCE)).to_be_visible()
    assert_accessible(page)
    page.get_by_label("If it is at risk or off track").fill(MITIGATION)
    fill_day(page, "By when will it be done?", timezone.localdate().year + 1)
    press(page, "Submit the update")
    expect(page.get_by_text("It waits for: Group lead.")).to_be_visible()
    with as_maintenance():
        update = Update.objects.get(milestone=here.milestone)
    expect(page.get_by_role("link", name=EVIDENCE)).to_be_visible()
    return update


def fill_day(page: Page, legend: str, year: int) -> None:
    fill_date(page, legend, date(year, 8, 31))


def fill_date(page: Page, legend: str, day: date) -> None:
    group = page.get_by_role("group", name=legend, exact=legend == "To")
    for part, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        group.get_by_label(part, exact=True).fill(str(value))


def send_it_back(turn: Turn) -> None:
    """From her notices: what waits for her comes in the summary of the day, in no letter of its own."""
    assert turn.letters(turn.lead) == []
    page = turn.window(turn.lead, "")
    page.goto(reverse("notices"))
    page.get_by_role("link", name="Updates wait for you: Group lead").press("Enter")
    page.wait_for_url("**/to-check/")
    page.get_by_role("link", name="Read it with what was said before").click()
    expect(page.get_by_role("link", name=EVIDENCE)).to_be_visible()
    page.get_by_label("Comment").fill("Which landlord, and what did they say?")
    press(page, "Return it with the comment")
    expect(page.get_by_text("Nothing waits for you")).to_be_visible()


def write_it_again(turn: Turn) -> None:
    letter = turn.letters(turn.here.owner)[-1]
    page = turn.window(turn.here.owner, "")
    page.goto(letter)
    expect(page.get_by_text("Which landlord, and what did they say?")).to_be_visible()
    page.get_by_role("button", name="Go on writing").click()
    page.get_by_label("What was done?").fill(DONE)
    press(page, "Submit the update")
    expect(page.get_by_text("It waits for: Group lead.")).to_be_visible()


def check_and_sign_off(turn: Turn, update: Update) -> None:
    page = turn.window(turn.lead, f"update/{update.ref}/")
    press(page, "Checked: pass it on")
    expect(page.get_by_text("Nothing waits for you")).to_be_visible()
    last = turn.window(turn.signer, f"update/{update.ref}/")
    press(last, "Sign off")
    expect(last.get_by_text("Signed off. Everybody who reads the plan sees it now.")).to_be_visible()


def accept_the_evidence(turn: Turn) -> None:
    """Somebody else than who gave it does."""
    page = turn.window(turn.here.manager, f"plan/{turn.here.plan.ref}/evidence/to-accept/")
    expect(page.get_by_text(QUOTE)).to_be_visible()
    press(page, f"Accept “{EVIDENCE}”")
    page.goto(page.url.replace("to-accept/", ""))
    expect(page.get_by_text("Accepted").first).to_be_visible()


def make_a_pack(turn: Turn) -> Page:
    page = turn.window(turn.here.manager, f"plan/{turn.here.plan.ref}/packs/")
    press(page, "Make the next pack now")
    expect(page.get_by_text("Waiting for its turn").first).to_be_visible()
    run_jobs()
    page.reload()
    expect(page.get_by_role("heading", name="Files of this pack")).to_be_visible()
    return page


def ask_about_a_line(turn: Turn, pack: str) -> None:
    """A member of the board reads the pack and asks; the programme manager answers."""
    page = turn.window(turn.chair, "")
    page.goto(pack)
    expect(page.get_by_text(DONE).first).to_be_visible()
    page.goto(f"{pack.rstrip('/')}/ask/")
    line = page.get_by_label("About which line")
    line.select_option(value=line.locator("option", has_text=MILESTONE).first.get_attribute("value"))
    page.get_by_label("Your question").fill(QUESTION)
    press(page, "Ask")
    expect(page.get_by_role("link", name=QUESTION)).to_be_visible()
    answering = turn.window(turn.here.manager, "governance/asked/")
    answering.get_by_role("link", name=QUESTION).first.click()
    answering.get_by_role("button", name="Answer it").click()
    answering.get_by_role("textbox").first.fill("The Old Mill. The head of play asks the next one.")
    press(answering, "Save the answer")
    expect(answering.get_by_text("It is answered, and whoever asked is told.")).to_be_visible()


def decide(turn: Turn) -> None:
    place = f"governance/group/{turn.board.ref}/decisions/new/"
    page = turn.window(turn.chair, f"{place}?about=milestone:{turn.here.milestone.ref}")
    page.get_by_label("What was decided?").fill(DECISION)
    who = page.get_by_label("Who is to do it?")
    who.select_option(value=who.locator("option", has_text="Ada Action").first.get_attribute("value"))
    fill_day(page, "By when?", timezone.localdate().year + 1)
    page.locator("form.lw-form button[type=submit], form.lw-form .govuk-button").first.click()
    expect(page.get_by_text(DECISION).first).to_be_visible()
    expect(page).not_to_have_url(re.compile("decisions/new"))


def sign_the_cycle_off(turn: Turn) -> None:
    """What nobody answered is named as missing; the board has seen it."""
    page = turn.window(turn.here.manager, f"cycle/{turn.here.cycle.ref}/")
    for button, then in (("Close it now", "Close it"), ("Sign the cycle off", "Sign it off")):
        page.get_by_role("button", name=button).click()
        missing = page.get_by_label("Why is it signed off without what is missing?")
        if then == "Sign it off":
            missing.fill("The board asked about the talks alone")
        press(page, then)
    page.get_by_role("button", name="Say that it was reported").click()
    press(page, "It was reported")
    expect(page.get_by_text("Reported on")).to_be_visible()


def plan_the_next_cycle(turn: Turn) -> Cycle:
    page = turn.window(turn.here.manager, f"plan/{turn.here.plan.ref}/cycles/new/")
    page.get_by_label("Name").fill("The next two months")
    today = timezone.localdate()
    for legend, days in (
        ("It tells of the time from", 11),
        ("To", 70),
        ("Owners are asked on", 60),
        ("Last day for updates", 74),
    ):
        fill_date(page, legend, today + timedelta(days=days))
    press(page, "Add the cycle")
    expect(page.get_by_text("The cycle is planned.")).to_be_visible()
    with as_maintenance():
        return Cycle.objects.get(label="The next two months")


def see_both_in_the_next_cycle(turn: Turn) -> None:
    """Whoever writes next reads what was said last time, what was decided, and what was asked."""
    cycle = plan_the_next_cycle(turn)
    open_the_cycle(turn, cycle)
    page = turn.window(turn.here.owner, writing(turn, cycle))
    expect(page.get_by_text(MITIGATION).first).to_be_visible()
    expect(page.get_by_text(DONE).first).to_be_visible()
    expect(page.get_by_role("link", name=DECISION)).to_be_visible()
    expect(page.get_by_role("link", name=QUESTION)).to_be_visible()
    assert_accessible(page)


def see_both_in_the_next_pack(turn: Turn) -> None:
    page = make_a_pack(turn)
    expect(page.get_by_text(DECISION).first).to_be_visible()
    expect(page.get_by_text(QUESTION).first).to_be_visible()
    expect(page.get_by_text("The head of play asks the next one.").first).to_be_visible()
    expect(page.get_by_text(MITIGATION).first).to_be_visible()
    assert_accessible(page)
