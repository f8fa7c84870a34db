"""What other packages add to the page "Your account": a heading, a line of words and a page of theirs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class AccountPart:
    """A part of one's account, on a page of its own.

    ACCOUNT_PARTS.register(AccountPart("Where you are signed in", "…", "account-sessions", order=40))
    """

    title: str
    text: str
    # The name of a page without parts in its address.
    url_name: str
    # The words of the link.
    link: str
    order: int = 50


class AccountParts:
    """Filled when the apps are ready."""

    def __init__(self) -> None:
        self._parts: dict[str, AccountPart] = {}

    def register(self, part: AccountPart) -> None:
        self._parts[part.url_name] = part

    def __iter__(self) -> Iterator[AccountPart]:
        return iter(sorted(self._parts.values(), key=lambda part: (part.order, part.title)))


ACCOUNT_PARTS = AccountParts()
