"""What a form held, kept for its person until they are back, and sealed so that nobody else can read it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest

from lapwing.platform.accounts.encryption import UnreadableSecretError, decrypt, encrypt

PURPOSE = b"lapwing.kept-forms"
Fields = list[tuple[str, str]]


def fields_sent(request: HttpRequest, *, is_kept: Callable[[str], bool]) -> Fields:
    """Every value of every field whose name is kept, in order. The token of the page it stood on never is."""
    return [
        (name, value)
        for name, values in request.POST.lists()
        if name != "csrfmiddlewaretoken" and is_kept(name)
        for value in values
        if isinstance(value, str)
    ]


def seal(content: dict[str, Any]) -> str:
    return encrypt(json.dumps(content), PURPOSE)


def unseal(sealed: str) -> dict[str, Any] | None:
    """What was sealed; None when that was under a secret key that is named no more."""
    try:
        content: dict[str, Any] = json.loads(decrypt(sealed, PURPOSE))
    except UnreadableSecretError:
        return None
    return content
