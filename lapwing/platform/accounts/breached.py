"""Whether a new password is on a list of stolen ones, asked without saying it: off unless an address is set.

A service of this kind ("Have I Been Pwned", or a copy of it within the network) is given the first five of
the forty figures of a hash, and gives back all that begin so; which of them was meant it never learns.
"""

from __future__ import annotations

import hashlib
import logging

import requests
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError

SAID = 5
WAIT = 3

log = logging.getLogger(__name__)


class NotBreached:
    """Refuses passwords that BREACHED_PASSWORDS_ADDRESS knows. Where it does not answer, none is refused."""

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        """Raises ValidationError."""
        if settings.BREACHED_PASSWORDS_ADDRESS and is_breached(password):
            raise ValidationError(
                "This password was stolen from some service, with somebody's account, and is on lists that "
                "others try. Choose another, and change it where else you use it",
                code="breached",
            )

    def get_help_text(self) -> str:
        return "Not one that was stolen elsewhere."


def is_breached(password: str) -> bool:
    """Whether the list has it; False, with a line in the log, when it cannot be asked."""
    # what these services go by; nothing is protected with it
    whole = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper()
    try:
        answer = requests.get(
            f"{settings.BREACHED_PASSWORDS_ADDRESS}{whole[:SAID]}",
            timeout=WAIT,
            allow_redirects=False,
            # answers of one length, so that who listens to lengths learns nothing either
            headers={"Add-Padding": "true"},
        )
        if answer.status_code != requests.codes.ok:
            raise requests.RequestException(str(answer.status_code))
    except requests.RequestException as error:
        log.warning("The list of stolen passwords does not answer: %s", type(error).__name__)
        return False
    found = (line.strip().partition(":") for line in answer.text.splitlines())
    return any(rest.upper() == whole[SAID:] and number.strip() != "0" for rest, _, number in found)
