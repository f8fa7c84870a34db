"""The packs of both demonstration plans: the same in all forms, and read by everybody."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from lapwing.contexts.improvement.models import Plan
from lapwing.insight.packs.collecting import KINDS, PackOrder, SectionOrder, collect_pack
from lapwing.insight.packs.forms.tests import test_same_in_all_forms as same
from lapwing.insight.packs.forms.tests.made import PACKS, pdf_of
from lapwing.insight.packs.forms.tests.pdf_ua import problems_of
from lapwing.insight.packs.shapes import Pack
from lapwing.platform.access.acting import acting
from lapwing.platform.access.system import system_actor
from lapwing.platform.accounts.models import User
from lapwing.registry.actors import actor_for
from lapwing.shell.demonstration.loader import MANAGERS, load_if_empty

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
SINCE, TODAY, UNTIL = date(2026, 9, 20), date(2026, 11, 22), date(2027, 1, 31)


def test_packs_of_the_demonstration_plans(monkeypatch: pytest.MonkeyPatch) -> None:
    load_if_empty(NOW)
    for area, manager in MANAGERS.items():
        pack = collected(area, manager)
        assert pack.sections
        monkeypatch.setitem(PACKS, area, pack)
        assert problems_of(pdf_of(area)) == [], area
        same.test_every_text_of_the_pack_stands_in_its_section_of_every_form(area)
        same.test_every_text_of_the_pack_stands_in_a_cell_of_excel(area)
        same.test_no_form_has_a_number_that_the_pack_has_not(area)
        same.test_word_and_pdf_read_alike_from_the_first_section_to_the_last(area)


def collected(area: str, manager: str) -> Pack:
    """A pack of an area's plan with every section, by whoever manages it."""
    with acting(system_actor("Packs"), purpose="test"):
        person = User.objects.get(email__startswith=manager)
    with acting(actor_for(person, TODAY), purpose="test") as actor:
        plan = Plan.objects.get(partnership__name__startswith=area)
        order = PackOrder(
            plan_ref=plan.ref,
            title=f"{plan.title}: report to the board",
            since=SINCE,
            as_at=TODAY,
            until=UNTIL,
            sections=tuple(SectionOrder(kind) for kind in KINDS),
        )
        return collect_pack(actor=actor, order=order, built_by="SEND programme manager", now=NOW)
