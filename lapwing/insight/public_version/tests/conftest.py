"""A pack that is ready, and people who make, approve and read public versions of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from html import unescape

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from lapwing.contexts.improvement.models import Plan
from lapwing.contexts.improvement.tests.factories import acting_as, full_plan, imported
from lapwing.insight.packs.frozen import sha256_of, to_text
from lapwing.insight.packs.models import Pack, PackSnapshot, PackState
from lapwing.insight.packs.shapes import Pack as Frozen
from lapwing.insight.packs.tests.examples import example_pack
from lapwing.insight.public_version.models import PublicVersion
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.models import User
from lapwing.registry.models import Partnership
from lapwing.registry.tests import factories

MADE = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


def words(response: HttpResponse) -> str:
    """What a page says, without its marks."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", response.content.decode())))


@dataclass
class Office:
    """The pages of public versions as people open and send them."""

    partnership: Partnership
    plan: Plan
    pack: Pack
    maker: User
    approver: User
    reader: User

    def url(self, name: str, **parts: str) -> str:
        return reverse(f"public_version:{name}", kwargs={"partnership": self.partnership.ref, **parts})

    def get(self, name: str, who: User | None = None, **parts: str) -> HttpResponse:
        return self.browser(who).get(self.url(name, **parts))  # type: ignore[return-value]

    def post(self, name: str, data: dict[str, object], who: User | None = None, **parts: str) -> HttpResponse:
        return self.browser(who).post(self.url(name, **parts), data)  # type: ignore[return-value]

    def browser(self, who: User | None = None) -> Client:
        return factories.signed_in_client(who or self.maker)

    def row(self) -> PublicVersion:
        """The latest version, as it stands now."""
        with as_maintenance():
            return PublicVersion.objects.select_related("pack", "partnership").order_by("-pk")[0]

    def make(self, pack: Pack | None = None, **instead: object) -> PublicVersion:
        typed: dict[str, object] = {"sections": ["summary", "due", "measures"], "how-0": "share", **instead}
        answer = self.post("make", typed, pack=(pack or self.pack).ref)
        assert answer.status_code == 302, answer.content.decode()
        return self.row()

    def do(self, deed: str, who: User | None = None, **more: object) -> HttpResponse:
        row = self.row()
        return self.post(deed, {"version": row.version, **more}, who, public_version=row.ref)

    def publish(self) -> PublicVersion:
        """The latest version, sent and approved."""
        assert self.do("send").status_code == 302
        assert self.do("approve", self.approver).status_code == 302
        return self.row()

    def public(self, name: str = "page", row: PublicVersion | None = None) -> HttpResponse:
        """As somebody without an account."""
        place = reverse(f"published:{name}", args=[(row or self.row()).ref])
        return Client().get(place)  # type: ignore[return-value]


AS_AT = date(2026, 11, 22)


def frozen_pack(
    partnership: Partnership, plan: Plan, person: User, number: int, content: Frozen, as_at: date = AS_AT
) -> Pack:
    """A pack that is ready."""
    text = to_text(replace(content, cover=replace(content.cover, number=number)))
    with as_maintenance():
        pack = Pack.objects.create(
            partnership=partnership,
            plan_ref=plan.ref,
            plan_title=plan.title,
            number=number,
            title="Report to the board",
            since=date(2026, 9, 20),
            as_at=as_at,
            until=date(2027, 1, 31),
            sections=[{"kind": "summary", "annotation": ""}],
            state=PackState.READY,
            asked_at=MADE,
            asked_by=person,
            built_at=MADE,
        )
        PackSnapshot.objects.create(
            partnership=partnership,
            pack=pack,
            text=text,
            sha256=sha256_of(text),
            shape=content.shape,
            built_at=MADE,
            built_by="Programme manager",
        )
    return pack


@pytest.fixture
def office(db: None) -> Office:
    return office_of(factories.partnership())


def office_of(partnership: Partnership) -> Office:
    maker = factories.member(partnership, "programme-manager", name="Mona Manager")
    approver = factories.member(partnership, "board-member", name="Bea Board")
    reader = factories.member(partnership, "senco", name="Rita Reader")
    with acting_as(maker) as actor:
        plan = imported(partnership, actor, full_plan())
    pack = frozen_pack(partnership, plan, maker, 1, example_pack())
    return Office(partnership, plan, pack, maker, approver, reader)
