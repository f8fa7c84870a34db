"""The wide pages on paper, as a browser prints them: which way the sheet lies, and that nothing is lost.

The sheets are read again through a PDF library: every letter and line within its margins, the heads of
tables on every sheet that a table runs over, and nothing that only a screen can use.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pypdfium2  # type: ignore[import-untyped]
import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page

from lapwing.contexts.improvement import commands
from lapwing.contexts.improvement.commands.dependencies import EndRef
from lapwing.contexts.improvement.models import Action, Cycle, Plan
from lapwing.contexts.improvement.tests.factories import acting_as
from lapwing.insight.packs.building import build_pack
from lapwing.insight.packs.models import Pack
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.models import User
from lapwing.shell.demonstration.loader import load_if_empty

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

# Points of 1/72 inch: A4, and how near to its edge anything may come.
SHORT, LONG, EDGE = 595, 842, 28
# What only a screen can use.
CONTROLS = ("My actions", "Search", "Views of the plan", "Whole plan\nActions", "Priya Sandhu")


class Silent:
    """Progress that nobody follows."""

    def say(self, words: str, *, done: int = 0, of: int = 0) -> None: ...


@dataclass(frozen=True)
class Sheet:
    """A printed sheet: its size, its words, and how far to the left and right anything on it reaches."""

    width: float
    height: float
    words: str
    left: float
    right: float

    @property
    def lies(self) -> bool:
        return self.width > self.height


@pytest.fixture
def manager() -> User:
    load_if_empty(timezone.now(), furnished=True)
    with as_maintenance():
        return User.objects.get(email__startswith="priya.sandhu")


@pytest.fixture
def plan(manager: User) -> Plan:
    """The larger plan of the demonstration, with as many cycles as are shown, and something that waits."""
    with as_maintenance():
        plan = Plan.objects.select_related("partnership").get(title__startswith="Alderbrook")
        first = Cycle.objects.filter(plan=plan, opened_at__isnull=False).order_by("closes_on")[0]
        for number in range(1, 7):
            before = timedelta(days=61 * number)
            first.pk, first.ref, first._state.adding = None, f"printed{number:05}", True
            first.label = f"Months of the autumn, {number}"
            first.closes_on -= before
            first.opens_on -= before
            first.save()
        actions = list(Action.objects.in_force().filter(plan=plan)[:6])
    with acting_as(manager) as actor:
        for waiting, needed in zip(actions[1:], actions, strict=False):
            commands.add_dependency(
                actor=actor,
                now=timezone.now(),
                plan_ref=plan.ref,
                waiting=EndRef("action", waiting.ref),
                needed=EndRef("action", needed.ref),
                reason="The same two officers do both, one after the other",
            )
    return plan


def printed(page: Page, path: str) -> list[Sheet]:
    """The page on paper, without backgrounds, as people print."""
    answer = page.goto(path)
    assert answer is not None
    assert answer.ok, path
    document = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    return [sheet(document[number]) for number in range(len(document))]


def sheet(page: Any) -> Sheet:
    width, height = page.get_size()
    text = page.get_textpage()
    boxes = [
        text.get_charbox(index)
        for index in range(text.count_chars())
        if text.get_text_range(index, 1).strip()
    ]
    assert boxes, "an empty sheet"
    return Sheet(
        width,
        height,
        text.get_text_bounded().replace("\r", ""),
        min(box[0] for box in boxes),
        max(box[2] for box in boxes),
    )


def test_the_wide_pages_of_a_plan_print_whole(
    page_as: Callable[..., Page], manager: User, plan: Plan
) -> None:
    page = page_as(manager)
    for name, lies, head in WIDE:
        path = reverse(f"improvement:{name}", args=[plan.partnership.ref, plan.ref])
        sheets = printed(page, path)
        for found in within_the_paper(name, sheets):
            assert found.lies is lies, name
        if head:
            has_head = [bool(re.search(head, found.words)) for found in sheets]
            # the drawing may fill the first sheet; the table runs to the last
            assert all(has_head[1:]), (name, [each.words[:80] for each in sheets])
            assert sum(has_head) > 1, name
    with as_maintenance():
        pack = Pack.objects.filter(plan_ref=plan.ref).latest("asked_at")
    build_pack(pack.pk, Silent())  # type: ignore[arg-type]
    sheets = printed(page, reverse("packs:pack", args=[plan.partnership.ref, pack.ref]))
    assert all(not found.lies for found in within_the_paper("pack", sheets))
    assert "Ask about this" not in "".join(found.words for found in sheets)
    assert len([found for found in sheets if re.search(r"Dates\s+Why", found.words)]) > 1


# Each page, whether it lies on its side, and what the head of its table says on every sheet.
WIDE = (
    ("heat", True, r"Months of the\s+autumn, 1"),
    ("timeline", True, r"Milestone\s+Due"),
    ("dependencies", True, ""),
    ("load", True, r"Overdue"),
    ("planned", False, ""),
    ("changes", False, ""),
)


def within_the_paper(name: str, sheets: list[Sheet]) -> Iterator[Sheet]:
    for number, found in enumerate(sheets, start=1):
        where = f"{name}, sheet {number}"
        assert sorted((round(found.width), round(found.height))) == [SHORT, LONG], where
        assert found.left >= EDGE, (where, found.left)
        assert found.right <= found.width - EDGE, (where, found.right)
        assert not [words for words in CONTROLS if words in found.words], where
        yield found
