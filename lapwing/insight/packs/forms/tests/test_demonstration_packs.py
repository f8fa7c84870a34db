"""The packs of both demonstration plans and both published ones: the same in all forms, read by everybody."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from lapwing.contexts.improvement.models import Plan
from lapwing.contexts.improvement.reading.tests.published import published_plan
from lapwing.contexts.improvement.tests.factories import imported
from lapwing.insight.packs.collecting import KINDS, PackOrder, SectionOrder, collect_pack
from lapwing.insight.packs.forms.tests import test_same_in_all_forms as same
from lapwing.insight.packs.forms.tests.made import PACKS, pdf_of
from lapwing.insight.packs.forms.tests.pdf_ua import problems_of
from lapwing.insight.packs.models import Pack as BoardPack
from lapwing.insight.packs.shapes import Pack
from lapwing.platform.access.acting import acting
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.system import system_actor
from lapwing.platform.accounts.models import User
from lapwing.registry.actors import actor_for
from lapwing.registry.tests import factories
from lapwing.shell.demonstration.loader import MANAGERS, load_if_empty

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
SINCE, TODAY, UNTIL = date(2026, 9, 20), date(2026, 11, 22), date(2027, 1, 31)


def test_packs_of_the_demonstration_plans(monkeypatch: pytest.MonkeyPatch) -> None:
    load_if_empty(NOW, furnished=True)
    for area, manager in MANAGERS.items():
        pack = collected(area, manager)
        kinds = {section.kind for section in pack.sections if not section.empty}
        assert {"exceptions", "measures", "voice", "risks", "decisions", "questions"} <= kinds
        monkeypatch.setitem(PACKS, area, pack)
        says_the_same(area)


@pytest.mark.parametrize("name", ["hillingdon", "ealing"])
def test_packs_of_the_published_plans(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """As they were read, with nothing said of them yet; skipped where they are not beside the repository."""
    read = published_plan(name)
    partnership = factories.partnership()
    person = factories.member(partnership, "programme-manager")
    with acting(actor_for(person, TODAY), purpose="test") as actor:
        plan = imported(partnership, actor, read)
        pack = pack_of(plan, actor)
    monkeypatch.setitem(PACKS, name, pack)
    says_the_same(name)


def says_the_same(name: str) -> None:
    """A pack is readable by everybody as PDF, and says the same as Word, PDF, page and workbook."""
    assert problems_of(pdf_of(name)) == [], name
    same.test_every_text_of_the_pack_stands_in_its_section_of_every_form(name)
    same.test_every_text_of_the_pack_stands_in_a_cell_of_excel(name)
    same.test_no_form_has_a_number_that_the_pack_has_not(name)
    same.test_no_sheet_of_excel_has_a_number_that_its_section_has_not(name)
    same.test_sections_and_their_lines_have_one_order_in_every_form(name)
    same.test_word_and_pdf_read_alike_from_the_first_section_to_the_last(name)


def collected(area: str, manager: str) -> Pack:
    """A pack of an area's plan with every section, by whoever manages it."""
    with acting(system_actor("Packs"), purpose="test"):
        person = User.objects.get(email__startswith=manager)
    with acting(actor_for(person, TODAY), purpose="test") as actor:
        plan = Plan.objects.get(partnership__name__startswith=area)
        board = BoardPack.objects.filter(plan_ref=plan.ref, snapshot__isnull=False).get()
        return pack_of(plan, actor, group_ref=board.group_ref, earlier_packs=(board.ref,))


def pack_of(plan: Plan, actor: Actor, **more: Any) -> Pack:
    order = PackOrder(
        plan_ref=plan.ref,
        title=f"{plan.title}: report to the board",
        since=SINCE,
        as_at=TODAY,
        until=UNTIL,
        sections=tuple(SectionOrder(kind) for kind in KINDS),
        **more,
    )
    return collect_pack(actor=actor, order=order, built_by="SEND programme manager", now=NOW)
