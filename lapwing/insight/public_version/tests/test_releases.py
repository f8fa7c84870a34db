"""How figures are handled, and judged with all that was released before."""

from __future__ import annotations

import pytest
from django.utils import timezone

from lapwing.contexts.improvement.models import Series
from lapwing.contexts.improvement.tests.factories import acting_as, imported
from lapwing.domain.disclosure import from_json
from lapwing.domain.disclosure.tests.exact import worked_out
from lapwing.insight.packs.tests.examples import example_pack
from lapwing.insight.public_version import commands
from lapwing.insight.public_version.lineage import released_as
from lapwing.insight.public_version.models import (
    PublicRelease,
    PublicVersion,
)
from lapwing.insight.public_version.tests.conftest import Office, frozen_pack, words
from lapwing.insight.public_version.tests.scenes import later_pack
from lapwing.platform.access.tests.as_role import as_maintenance


def test_an_unknown_measure_has_to_be_decided_by_a_person(office: Office) -> None:
    answer = office.post("make", {"sections": ["measures"]}, pack=office.pack.ref)
    assert answer.status_code == 200
    assert "Say how these figures are handled" in words(answer)
    wrongs: list[dict[str, object]] = [
        {"sections": []},
        {"sections": ["risks"]},
        {"sections": ["measures"], "how-0": "children"},
    ]
    for wrong in wrongs:
        assert office.post("make", wrong, pack=office.pack.ref).status_code == 200
    with as_maintenance():
        assert not PublicVersion.objects.exists()


def test_a_share_with_its_counts_is_not_offered_as_it_stands(office: Office) -> None:
    assert "show it as it stands" not in words(office.get("make", pack=office.pack.ref))
    typed: dict[str, object] = {"sections": ["measures"], "how-0": "plain"}
    assert office.post("make", typed, pack=office.pack.ref).status_code == 200
    with acting_as(office.maker) as actor, pytest.raises(commands.PublicError, match="Say how"):
        commands.make_public_version(
            by=actor,
            partnership=office.partnership,
            pack_ref=office.pack.ref,
            sections=["measures"],
            handling={"series:s1": "plain"},
            now=timezone.now(),
        )


def test_figures_are_worked_out_again_when_other_numbers_are_to_be_hidden(office: Office) -> None:
    office.make()
    office.do("send")
    stricter = {"version": 0, "policy": "nhs", "feedback_address": ""}
    assert office.post("settings", dict(stricter)).status_code == 302
    row = office.row()
    answer = office.browser(office.approver).post(
        office.url("approve", public_version=row.ref), {"version": row.version}, follow=True
    )
    assert "Which numbers are hidden was set to something else since" in words(answer)  # type: ignore[arg-type]
    office.do("return", office.approver, comment="Again")
    office.do("again")
    assert office.row().policy == "nhs"
    office.publish()
    assert office.public().status_code == 200


def test_a_line_of_a_plan_that_goes_on_is_released_as_the_first_was(office: Office) -> None:
    with as_maintenance():
        first, second, third = Series.objects.filter(measure__plan=office.plan).order_by("pk")[:3]
        Series.objects.filter(pk=second.pk).update(came_from=first)
        Series.objects.filter(pk=third.pk).update(came_from=second)
    keys = [f"series:{each.ref}" for each in (first, third)]
    with acting_as(office.maker):
        found = released_as(office.partnership.pk, [*keys, "series:gone"])
    assert found == {keys[0]: keys[0], keys[1]: keys[0], "series:gone": "series:gone"}


def test_what_another_plan_of_the_partnership_published_is_reckoned_with(office: Office) -> None:
    """The measures stand under other lines there; what adds up and what is equal is found all the same."""
    office.make(later_pack(office, "3 of 72"))
    first = office.publish()
    with acting_as(office.maker) as actor:
        other = imported(office.partnership, actor)
    pack = frozen_pack(office.partnership, other, office.maker, 9, example_pack())
    office.make(pack)
    assert office.row().earlier == [first.pk]


def test_the_second_release_is_judged_with_the_first_also_when_that_is_withdrawn(office: Office) -> None:
    office.make(later_pack(office, "3 of 72"))
    first = office.publish()
    office.do("withdraw", reason="Another follows.")
    office.make(later_pack(office, "5 of 72"))
    second = office.publish()
    assert second.earlier == [first.pk]
    with as_maintenance():
        kept = [from_json(each.counts) for each in PublicRelease.objects.order_by("pk")]
    assert not worked_out(kept)
    assert "3 of 72" not in words(office.public(row=second))


def test_another_that_was_published_meanwhile_has_to_be_reckoned_with(office: Office) -> None:
    one = office.make()
    office.make()
    office.publish()
    with as_maintenance():
        version = PublicVersion.objects.get(pk=one.pk).version
    office.post("send", {"version": version}, public_version=one.ref)
    answer = office.browser(office.approver).post(
        office.url("approve", public_version=one.ref), {"version": version + 1}, follow=True
    )
    assert "Another public version was published since" in words(answer)  # type: ignore[arg-type]
    office.post(
        "return", {"version": version + 1, "comment": "Again"}, office.approver, public_version=one.ref
    )
    office.post("again", {"version": version + 2}, public_version=one.ref)
    office.post("send", {"version": version + 3}, public_version=one.ref)
    office.post("approve", {"version": version + 4}, office.approver, public_version=one.ref)
    assert office.public(row=one).status_code == 200
