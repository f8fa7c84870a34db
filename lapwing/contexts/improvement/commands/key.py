"""The partnership's own colour key: how each colour is shown, and what it means."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from lapwing.contexts.improvement import access
from lapwing.contexts.improvement.commands.common import EditedByAnotherError, RefusedError, required
from lapwing.contexts.improvement.models import ColourKey
from lapwing.contexts.improvement.rules import Colour, Shape
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.rules import NotVisible
from lapwing.registry.models import Partnership


@transaction.atomic
def set_key_line(
    *,
    actor: Actor,
    now: datetime,
    partnership: Partnership,
    colour: str,
    version: int,
    label: str,
    shape: str,
    meaning: str,
) -> ColourKey:
    """Change one line of the key; ``version`` 0 is that of the default key's line.

    Raises NotVisible, EditedByAnotherError and RefusedError.
    """
    if not actor.may(access.EDIT, partnership.pk):
        raise NotVisible("No such partnership")
    if colour not in list(Colour) or shape not in list(Shape):
        raise RefusedError("Choose one of the colours and shapes.", field="shape")
    said = {
        "label": required(label, field="label", message="Enter the word for this colour."),
        "meaning": required(meaning, field="meaning", message="Enter what this colour means."),
        "shape": shape,
    }
    lines = ColourKey.objects.filter(partnership=partnership).select_for_update(of=("self",))
    if lines.filter(shape=shape).exclude(colour=colour).exists():
        raise RefusedError("Another colour has this shape: colour is never the only signal.", field="shape")
    line = lines.filter(colour=colour).first()
    if (line.version if line else 0) != version:
        raise EditedByAnotherError(line or ColourKey(partnership=partnership, colour=colour, **said))
    if line is None:
        return ColourKey.objects.create(partnership=partnership, colour=colour, **said)
    for name, value in said.items():
        setattr(line, name, value)
    line.version += 1
    line.save()
    return line
