"""Nobody is named in what everybody reads: neither a child, nor whoever works on the plan."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from lapwing.insight.public_version.commands.errors import PublicError
from lapwing.registry.names import allowed_bodies, allowed_people, refuse_names


def refuse_anybody(partnership_id: int, texts: Mapping[str, str], named_nobody: Collection[str] = ()) -> None:
    """Raise PublicError for the name of anybody with an account, and ChildNamedError as everywhere.

    A name of one word is asked about, if it looks like one: it may be a word of the text. Whoever is asked
    about an account's name cannot say that it is nobody's.
    """
    people = [name for name in allowed_people(partnership_id) if len(name.split()) > 1]
    for key, text in texts.items():
        for name in people:
            if _names(text, name):
                raise PublicError(
                    f"“{name}” is named here, and a public version names nobody. Say which post or "
                    "organisation it is, or leave the line out.",
                    key,
                )
    refuse_names(partnership_id, texts, named_nobody, allowed_bodies(partnership_id))


def _names(text: str, name: str) -> bool:
    spaced = r"\s+".join(re.escape(part) for part in name.split())
    return re.search(rf"(?<!\w){spaced}(?!\w)", text, re.IGNORECASE) is not None
