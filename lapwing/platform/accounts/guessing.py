"""How easily a new password is guessed: common ones, rows of keys, repeats, names, years, and mixtures.

zxcvbn works out how many tries a program would need that knows what people choose. It carries the commonest
passwords, words and names; the person's own and those of this place are given to it too.
"""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from zxcvbn import zxcvbn

from lapwing.platform.accounts.password_rules import words_around

# Out of four: found in more than a hundred million tries, which the limits on guessing never let through.
LEAST_SCORE = 3
# What comes after adds nothing that these have not, and takes longer to look at.
LOOKED_AT = 72


class NotEasilyGuessed:
    """Refuses passwords that are found in fewer than a hundred million tries.

    ``names`` is the dotted name of a function that gives the names around a person: this layer knows none.
    """

    def __init__(self, names: str = "") -> None:
        self._names = names

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        """Raises ValidationError."""
        known = [*words_around(self._names, user), *_own(user)]
        if zxcvbn(password[:LOOKED_AT], user_inputs=known)["score"] < LEAST_SCORE:
            raise ValidationError(
                "This password is easily guessed: it is like many that people choose. "
                "Three or four words that have nothing to do with each other make a good one",
                code="easily_guessed",
            )

    def get_help_text(self) -> str:
        return "Not common words, names, years or rows of keys alone."


def _own(user: AbstractBaseUser | None) -> list[str]:
    """The person's own name and address, whole and in parts."""
    texts = [str(getattr(user, name, "") or "") for name in ("name", "email")]
    return [
        part for text in texts for part in (text, *text.replace("@", " ").replace(".", " ").split()) if part
    ]
