"""One look at a file is one line of the access log, however many of its pages are drawn.

The page about a file notes the look, and its pictures carry a signed word of that, for this person and an
hour. A picture that is asked for without it, or with somebody else's, is a look of its own.
"""

from __future__ import annotations

from datetime import timedelta

from django.core.signing import BadSignature, dumps, loads

from lapwing.platform.access.actor import Actor
from lapwing.platform.documents.models import File

HOLDS = timedelta(hours=1)


def word_of_look(actor: Actor, file: File) -> str:
    """What says that this person's look at the file was noted. It names neither."""
    return dumps("", salt=_salt(actor, file))


def was_noted(word: str, actor: Actor, file: File) -> bool:
    """Whether the look that a picture belongs to stands in the access log already."""
    try:
        loads(word, salt=_salt(actor, file), max_age=HOLDS)
    except BadSignature:
        return False
    return True


def _salt(actor: Actor, file: File) -> str:
    return f"lapwing.documents.looks {actor.id} {file.ref}"
