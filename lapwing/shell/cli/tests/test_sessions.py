"""Signing people out from the command line."""

from __future__ import annotations

import pytest
from click.testing import CliRunner, Result
from django.urls import reverse

from lapwing.registry.models import Partnership
from lapwing.registry.tests import factories
from lapwing.registry.tests.factories import signed_in_client
from lapwing.shell.cli import lapwing


def run(*arguments: str) -> Result:
    return CliRunner().invoke(lapwing, ["admin", "sessions", "end", *arguments])


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ([], "Say whom"),
        (["--everyone", "--person", "pat@example.org"], "Say whom"),
        (["--everyone", "--reason", " "], "Say why"),
    ],
)
def test_whom_and_why_must_be_said(asked: list[str], said: str) -> None:
    answer = run("--reason", "Lost", *asked)
    assert (answer.exit_code, said in answer.output) == (2, True), answer.output


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_one_person_or_everybody_is_signed_out(partnership: Partnership) -> None:
    pat, sam = (factories.member(partnership, "councillor") for _ in range(2))
    theirs = {who: signed_in_client(who) for who in (pat, sam)}

    def signed_in() -> list[bool]:
        return [each.get(reverse("account")).status_code == 200 for each in theirs.values()]

    assert "Nobody has an open account" in run("--person", "nobody@example.org", "--reason", "Lost").output
    done = run("--person", pat.email, "--reason", "Lost her laptop")
    assert done.output == "One person is signed out everywhere.\n"
    assert signed_in() == [False, True]
    assert run("--everyone", "--reason", "The key may be out").output == "2 people are signed out.\n"
    assert signed_in() == [False, False]
