"""Looking through free text for children's names, knowing what a partnership and its people are called.

A command calls ``refuse_names``; a form that derives from ``AsksAboutNames`` asks a person once, and hands
the words that name nobody back to the command.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from urllib.parse import unquote

from django import forms
from django.http import QueryDict

from lapwing.domain.names_in_text import Found, names_in
from lapwing.platform.accounts.models import User
from lapwing.platform.ui.forms import Form, plain_words
from lapwing.registry.models import GovernanceGroup, Membership, Organisation, Partnership

CONFIRMED, ASKED_ABOUT = "no_child_named", "asked_about"
_SEPARATOR = "|"
# What joins the words in the name of a file.
_JOINS = re.compile(r"[\W_]+")
_LONGEST_ENDING = 5


class ChildNamedError(ValueError):
    """It looks as if a child is named: ``found`` says where, by field."""

    def __init__(self, found: Mapping[str, tuple[Found, ...]]) -> None:
        self.found = found
        super().__init__("It looks as if a child is named here.")


def words_of_a_path(path: str) -> str:
    """The name of a file, or the path of an address, as words without its ending.

    "plans/Tom-Smith_Y4.docx" is "plans Tom Smith Y4".
    """
    stem, dot, ending = unquote(path).rpartition(".")
    named = stem if dot and len(ending) <= _LONGEST_ENDING else unquote(path)
    return _JOINS.sub(" ", named).strip()


def refuse_names(
    partnership_id: int,
    texts: Mapping[str, str],
    named_nobody: Collection[str] = (),
    allowed: Collection[str] | None = None,
) -> None:
    """Raise ChildNamedError for what looks like a child's name, unless a person has said that it is none.

    ``named_nobody`` are the very words that somebody was asked about. ``allowed`` is ``allowed_names``, or
    fewer where people are not to be named either.
    """
    if not any(texts.values()):
        return
    if allowed is None:
        allowed = allowed_names(partnership_id)
    looked = {
        field: tuple(each for each in names_in(text, allowed=allowed) if each.text not in named_nobody)
        for field, text in texts.items()
    }
    if found := {field: places for field, places in looked.items() if places}:
        raise ChildNamedError(found)


def allowed_names(partnership_id: int) -> frozenset[str]:
    """What the partnership, its organisations, groups and people with an account are called. Four queries.

    Those who left are among them: what was said of their work names them still.
    """
    return allowed_bodies(partnership_id) | allowed_people(partnership_id)


def allowed_bodies(partnership_id: int) -> frozenset[str]:
    """What the partnership, its organisations and its groups are called: nobody's name. Three queries."""
    partnership = Partnership.objects.filter(pk=partnership_id).values_list("name", "local_area")
    return frozenset(
        {
            *(name for names in partnership for name in names),
            *Organisation.objects.taking_part_in(partnership_id).values_list("name", flat=True),
            *GovernanceGroup.objects.filter(partnership_id=partnership_id).values_list("name", flat=True),
        }
    )


def allowed_people(partnership_id: int) -> frozenset[str]:
    """The names of everybody who has, or had, an account in the partnership. One query."""
    people = Membership.objects.filter(partnership_id=partnership_id).values("user")
    return frozenset(User.objects.filter(pk__in=people).values_list("name", flat=True))


class AsksAboutNames(Form):
    """A form of free text that asks, once, whether what looks like a child's name is one.

    The question appears when ``ask_about`` is told what was found: the text is changed, or a person says that
    no child is named. That counts for the very words they were asked about, not for others typed later.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_bound and self.data.get(ASKED_ABOUT):
            self._offer()

    @property
    def named_nobody(self) -> frozenset[str]:
        """The words that the person has said are no child's name. For a form that is valid."""
        if not self.cleaned_data.get(CONFIRMED):
            return frozenset()
        return frozenset(str(self.cleaned_data.get(ASKED_ABOUT, "")).split(_SEPARATOR)) - {""}

    def ask_about(self, error: ChildNamedError) -> None:
        """Say at each field what was found in it, and offer to say that it is no name."""
        words = [each.text for places in error.found.values() for each in places]
        known = [word for word in str(self.data.get(ASKED_ABOUT, "")).split(_SEPARATOR) if word]
        data = QueryDict(mutable=True)
        data.update(self.data)
        data[ASKED_ABOUT] = _SEPARATOR.join(dict.fromkeys([*known, *words]))
        data.pop(CONFIRMED, None)
        self.data = data
        self._offer()
        for field, places in error.found.items():
            self.add_error(field if field in self.fields else None, sentence_about(places))

    def _offer(self) -> None:
        self.fields[CONFIRMED] = forms.BooleanField(
            label="No child is named here",
            required=False,
            help_text="Otherwise take the name out: write “a pupil in Year 4”, or what you heard, instead.",
        )
        self.fields[ASKED_ABOUT] = forms.CharField(required=False, widget=forms.HiddenInput)
        for name in (CONFIRMED, ASKED_ABOUT):
            plain_words(name, self.fields[name])


@contextmanager
def asked_about_names(form: AsksAboutNames) -> Iterator[None]:
    """Ask in the form about what a command found; the form is shown again then."""
    try:
        yield
    except ChildNamedError as error:
        form.ask_about(error)


def sentence_about(places: Collection[Found]) -> str:
    """What was found in one text, and why, for the person who wrote it."""
    said = "; ".join(dict.fromkeys(f"“{each.text}” ({each.reason.value})" for each in places))
    return f"It looks as if a child is named here: {said}. Take the name out, or say that no child is named."
