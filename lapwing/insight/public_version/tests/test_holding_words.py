"""Public versions of packs that hold words which are withdrawn from the plan are named first."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse

from lapwing.contexts.improvement.made_before import MADE_BEFORE, OpenWords
from lapwing.contexts.improvement.tests.factories import acting_as
from lapwing.insight.packs.models import PackSnapshot
from lapwing.insight.packs.queries import pack_shown
from lapwing.insight.public_version.tests.conftest import MADE, Office
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.models import User


def told(office: Office, who: User, words: OpenWords) -> list[tuple[str, str]]:
    with acting_as(who) as actor:
        found = MADE_BEFORE.standing(actor, office.partnership.pk, MADE_BEFORE.find(words))
    return [(each.label, each.url) for each in found]


def said_in(office: Office) -> str:
    """A text of the pack."""
    with as_maintenance():
        content = pack_shown(office.pack).content
    assert content is not None
    return content.cover.title


def test_a_published_version_is_named_before_its_pack(office: Office) -> None:
    words = OpenWords(office.partnership.pk, office.plan.ref, (said_in(office),), MADE - timedelta(days=1))
    office.make()
    row = office.publish()
    (version, where), (pack, _) = told(office, office.maker, words)
    assert version == f"Public version of board pack 1: published {row.approved_at:%-d %B %Y}"
    assert where == office.url("version", public_version=row.ref)
    assert pack.startswith("Board pack 1")
    assert reverse("published:page", args=[row.ref]) in dict(told(office, office.reader, words)).values()


def test_a_pack_frozen_before_the_words_were_open_holds_none_of_them(office: Office) -> None:
    text = said_in(office)
    for since, found in ((MADE - timedelta(1), 1), (MADE + timedelta(1), 0)):
        words = OpenWords(office.partnership.pk, office.plan.ref, (text,), since)
        assert len(told(office, office.maker, words)) == found
    with as_maintenance():
        assert PackSnapshot.objects.filter(text__contains=text).exists()
