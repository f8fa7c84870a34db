"""What a session holds, kept in the database so that two answers at one moment lose none of it.

Django writes a session whole, as the request that read it knew it: of two windows that are answered together
the last wins, and a message that the other was to show is gone. Here a session that was changed meanwhile is
joined: what this request changed is written, what it left alone stays as it now is, and the messages that
wait are those of both.
"""

from __future__ import annotations

import json
from typing import Any

from django.contrib.messages.storage.session import SessionStorage
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db import transaction

_GONE = object()
Kept = dict[str, Any]


class SessionStore(DatabaseStore):
    """Asked for by Django under this name."""

    _read = ""

    def load(self) -> Kept:
        found = self._get_session_from_db()  # type: ignore[attr-defined]
        self._read = found.session_data if found else ""
        return self.decode(self._read) if found else {}

    def save(self, must_create: bool = False) -> None:
        """Raises UpdateError when the session was ended meanwhile, as Django's own does."""
        if self.session_key is None or must_create:
            super().save(must_create)
        else:
            with transaction.atomic():
                self._join_what_others_changed()
                super().save()
        # what a later save of this request starts from, under a new key too
        self._read = self.encode(self._get_session(no_load=True))  # type: ignore[attr-defined]

    def _join_what_others_changed(self) -> None:
        now = (
            self.model.objects.select_for_update()
            .filter(session_key=self.session_key)
            .values_list("session_data", flat=True)
            .first()
        )
        mine = self._get_session()  # type: ignore[attr-defined]
        if not now or not self._read or now == self._read:
            return
        # empty when it was written under a secret key that this process does not know yet
        if theirs := self.decode(now):
            self._session_cache = joined(self.decode(self._read), mine, theirs)


def joined(before: Kept, mine: Kept, theirs: Kept) -> Kept:
    """What to keep when both were changed from what was there before; of one value changed twice, mine."""
    kept = theirs | {name: value for name, value in mine.items() if before.get(name, _GONE) != value}
    for name in before.keys() - mine.keys():
        kept.pop(name, None)
    waiting = _joined_messages(*(each.get(SessionStorage.session_key) for each in (before, mine, theirs)))
    if waiting:
        kept[SessionStorage.session_key] = waiting
    else:
        kept.pop(SessionStorage.session_key, None)
    return kept


def _joined_messages(before: str | None, mine: str | None, theirs: str | None) -> str:
    """Those that neither has shown yet, then what either has to say; "" for none."""
    old, both = _messages(before), (_messages(theirs), _messages(mine))
    unread = [each[: len(old)] == old for each in both]
    kept = list(old) if all(unread) else []
    for each, is_unread in zip(both, unread, strict=True):
        kept += each[len(old) :] if is_unread else each
    return json.dumps(kept) if kept else ""


def _messages(written: str | None) -> list[Any]:
    return json.loads(written) if written else []
