"""A token lets a program in as its person: no further than was chosen, and no longer than it counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection

from lapwing.platform.access.acting import acting
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.rules import NotVisible
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.models import User
from lapwing.platform.tokens import commands
from lapwing.platform.tokens.models import ApiToken
from lapwing.platform.tokens.queries import own_tokens, tokens_in
from lapwing.platform.tokens.secret import PATTERN, new_secret, read_secret
from lapwing.platform.tokens.tests.factories import token_for
from lapwing.platform.tokens.use import actor_of_token
from lapwing.registry import commands as registry
from lapwing.registry.actors import actor_for
from lapwing.registry.models import Partnership
from lapwing.registry.tests import factories
from lapwing.registry.tests.factories import People

READ, ENTER = "improvement.plan.read", "improvement.actual.enter"
NOW = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
TODAY = date(2026, 11, 20)


def come_in(text: str, now: datetime = NOW) -> Actor | None:
    found = actor_of_token(f"Bearer {text}", now=now)
    return found[0] if found else None


def test_a_token_is_known_by_its_look_and_by_its_check() -> None:
    secret = new_secret()
    assert PATTERN.fullmatch(secret.text)
    assert read_secret(secret.text) == secret
    assert read_secret(secret.text[:-1] + ("a" if secret.text[-1] != "a" else "b")) is None
    assert read_secret("lw_short") is None
    assert new_secret() != secret


def test_a_program_acts_as_its_person_within_what_was_chosen(
    people: People, partnership: Partnership
) -> None:
    actor = come_in(token_for(people.owner, partnership, READ))
    assert actor is not None
    assert actor.user_id == people.owner.pk
    assert actor.permissions == {READ}
    assert actor.may(READ, partnership.pk)
    assert not actor.may(ENTER, partnership.pk)


def test_a_token_made_by_a_password_alone_shows_nobody_s_personal_data(partnership: Partnership) -> None:
    who = factories.member(partnership, "programme-manager")
    text = token_for(who, partnership, READ, "registry.people.read")
    actor = come_in(text)
    assert actor is not None
    assert actor.permissions == {READ}
    with as_maintenance():
        ApiToken.objects.update(second_factor=True)
    actor = come_in(text)
    assert actor is not None
    assert actor.permissions == {READ, "registry.people.read"}


def test_what_the_person_no_longer_may_the_token_no_longer_may(partnership: Partnership) -> None:
    who = factories.member(partnership, "programme-manager")
    text = token_for(who, partnership, READ, ENTER)
    with as_maintenance():
        who.memberships.update(role="councillor")
    actor = come_in(text)
    assert actor is not None
    assert actor.permissions == {READ}


def test_a_token_counts_in_the_partnerships_that_were_chosen(
    people: People, partnership: Partnership, other_partnership: Partnership
) -> None:
    factories.membership(people.owner, other_partnership, "board-member")
    actor = come_in(token_for(people.owner, partnership, READ))
    assert actor is not None
    assert not actor.may(READ, other_partnership.pk)


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer x", "Basic eDp5", "lw_" + "0" * 50])
def test_nobody_comes_in_by_anything_else(db: None, header: str) -> None:
    assert actor_of_token(header, now=NOW) is None


def test_a_well_made_token_that_is_nobodys_lets_nobody_in(db: None) -> None:
    assert come_in(new_secret().text) is None


def test_the_right_first_letters_are_not_enough(people: People, partnership: Partnership) -> None:
    text = token_for(people.owner, partnership, READ)
    likeness = new_secret().text
    with as_maintenance():
        ApiToken.objects.update(found_by=likeness[3:11])
    assert come_in(likeness) is None
    assert come_in(text) is None


def test_a_token_lets_nobody_in_after_its_last_day(people: People, partnership: Partnership) -> None:
    text = token_for(people.owner, partnership, READ, last_day=TODAY)
    assert come_in(text)
    assert come_in(text, NOW + timedelta(days=1)) is None


def test_a_token_that_is_ended_lets_nobody_in(people: People, partnership: Partnership) -> None:
    text = token_for(people.owner, partnership, READ)
    with acting(actor_for(people.owner, TODAY), purpose="test") as owner:
        (line,) = own_tokens(owner, on=TODAY)
        commands.end_token(by=owner, now=NOW, ref=line.ref)
        with pytest.raises(NotVisible):
            commands.end_token(by=owner, now=NOW, ref=line.ref)
    assert come_in(text) is None


def test_closing_an_account_ends_its_tokens(people: People, partnership: Partnership) -> None:
    administrator = factories.member(partnership, "partnership-administrator")
    text = token_for(people.colleague, partnership, READ)
    with acting(actor_for(administrator, TODAY), purpose="test") as by:
        leaver = User.objects.get(pk=people.colleague.pk)
        registry.close_account(leaver, by=by, now=NOW, reason="Left the council.")
    assert come_in(text) is None
    with as_maintenance():
        assert ApiToken.objects.get().ended_at == NOW


def test_a_person_without_a_role_comes_in_by_no_token(people: People, partnership: Partnership) -> None:
    text = token_for(people.colleague, partnership, READ)
    with as_maintenance():
        people.colleague.memberships.update(to_date=TODAY - timedelta(days=1))
    assert come_in(text) is None


def test_the_last_use_is_written_down_once_a_minute(people: People, partnership: Partnership) -> None:
    text = token_for(people.owner, partnership, READ)
    for seconds in (0, 30, 90):
        come_in(text, NOW + timedelta(seconds=seconds))
    with acting(actor_for(people.owner, TODAY), purpose="test") as owner:
        assert own_tokens(owner, on=TODAY)[0].last_used_at == NOW + timedelta(seconds=90)


def test_only_hashes_are_kept_and_none_enter_the_history(people: People, partnership: Partnership) -> None:
    text = token_for(people.owner, partnership, READ)
    with as_maintenance(), connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(t)::text FROM tokens_apitoken t")
        (row,) = cursor.fetchone() or ("",)
        cursor.execute("SELECT new::text FROM history_entry WHERE table_name = 'tokens_apitoken'")
        (said,) = cursor.fetchone() or ("",)
    assert text not in row
    assert text[3:11] in row
    assert "[hidden]" in said


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"name": " "}, "name"),
        ({"scopes": []}, "scopes"),
        ({"scopes": ["improvement.plan.edit"]}, "scopes"),
        ({"partnership_ids": []}, "partnerships"),
        ({"partnership_ids": [0]}, "partnerships"),
        ({"last_day": TODAY - timedelta(days=1)}, "last_day"),
        ({"last_day": TODAY + timedelta(days=366)}, "last_day"),
    ],
)
def test_what_cannot_be_is_refused(
    people: People, partnership: Partnership, changed: dict[str, object], field: str
) -> None:
    asked = {
        "name": "Power BI",
        "scopes": [READ],
        "partnership_ids": [partnership.pk],
        "last_day": TODAY,
        "second_factor": False,
    }
    with (
        acting(actor_for(people.owner, TODAY), purpose="test") as owner,
        pytest.raises(commands.TokenRefusedError) as refused,
    ):
        commands.make_token(by=owner, now=NOW, **{**asked, **changed})  # type: ignore[arg-type]
    assert refused.value.field == field


def test_nobody_gives_a_token_what_they_may_not_do(people: People, partnership: Partnership) -> None:
    with acting(actor_for(people.colleague, TODAY), purpose="test") as colleague:
        assert ENTER not in commands.offered_scopes(colleague)


def test_how_far_entering_figures_reaches_hangs_on_the_person(
    people: People, partnership: Partnership
) -> None:
    """A programme manager enters figures for every measure, and so does a program of theirs."""
    actor = come_in(token_for(people.owner, partnership, ENTER))
    assert actor is not None
    assert actor.scope_of_person("improvement.plan.edit").covers(partnership.pk)
    assert not actor.may("improvement.plan.edit", partnership.pk)
    assert not replace(actor, grants=()).scope_of_person("improvement.plan.edit").covers(partnership.pk)


def test_administrators_see_that_there_is_a_token_and_end_it(
    people: People, partnership: Partnership
) -> None:
    administrator = factories.member(partnership, "partnership-administrator")
    text = token_for(people.owner, partnership, READ)
    with acting(actor_for(administrator, TODAY), purpose="test") as by:
        assert ApiToken.objects.count() == 0, "the rows are their person's alone"
        (line,) = tokens_in(by, partnership.pk, on=TODAY)
        assert (line.person, line.begins) == ("Olive Owner", text[:11])
        commands.end_token_of_another(
            by=by, now=NOW, partnership_id=partnership.pk, ref=line.ref, reason="Laptop lost."
        )
    assert come_in(text) is None


def test_others_neither_see_nor_end_the_tokens_of_a_partnership(
    people: People, partnership: Partnership, other_partnership: Partnership
) -> None:
    token_for(people.owner, partnership, READ)
    with as_maintenance():
        ref = ApiToken.objects.get().ref
    elsewhere = factories.member(other_partnership, "partnership-administrator")
    for who in (people.owner, elsewhere):
        with acting(actor_for(who, TODAY), purpose="test") as by:
            with pytest.raises(NotVisible):
                tokens_in(by, partnership.pk, on=TODAY)
            with pytest.raises(NotVisible):
                commands.end_token_of_another(
                    by=by, now=NOW, partnership_id=partnership.pk, ref=ref, reason="No."
                )
    with acting(actor_for(elsewhere, TODAY), purpose="test") as by, pytest.raises(NotVisible):
        commands.end_token_of_another(
            by=by, now=NOW, partnership_id=other_partnership.pk, ref=ref, reason="No."
        )
