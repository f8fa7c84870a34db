"""What a password must not be, by the advice of the National Cyber Security Centre.

Long, not common, not about oneself or this place. No rule about kinds of characters, and no end date: both
make passwords worse. (NCSC, "Password policy: updating your approach", and "Three random words".)
"""

from __future__ import annotations

import re

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.utils.module_loading import import_string

# What everybody here would try first.
WORDS = ("lapwing", "send", "ehcp", "ehc", "council", "partnership", "password", "welcome", "letmein")
# Letters that must be left when those words are taken out.
FEWEST_LETTERS = 6


class NotNamesOfThisPlace:
    """Refuses passwords that are little but the names of the service and of the person's partnerships.

    ``names`` is the dotted name of a function that gives those names for a person: this layer knows none.
    """

    def __init__(self, names: str = "") -> None:
        self._names = names

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        """Raises ValidationError."""
        rest = password.lower()
        for word in sorted(words_around(self._names, user), key=len, reverse=True):
            rest = rest.replace(word, " ")
        if len(re.sub(r"[\W\d_]", "", rest)) < FEWEST_LETTERS and rest != password.lower():
            raise ValidationError(
                "This password is mostly the name of a service or place that others would try. "
                "Three or four words that have nothing to do with your work make a good one",
                code="names_of_this_place",
            )

    def get_help_text(self) -> str:
        return "Not the name of this service, your organisation or your area."


def words_around(names: str, user: AbstractBaseUser | None) -> set[str]:
    """The words of this service, and of the names that a function, by its dotted name, gives for a person."""
    given = import_string(names)(user) if names and user is not None and user.pk else ()
    found = (word for name in given for word in re.findall(r"[a-z]+", name.lower()))
    return {*WORDS, *(word for word in found if len(word) > 3)}
