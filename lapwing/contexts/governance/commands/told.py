"""Recording what families were told, and what they said to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from lapwing.contexts.governance.access import RUN, TAKE_PART
from lapwing.contexts.governance.commands.about import NOTHING, Pointed, about_fields
from lapwing.contexts.governance.commands.common import (
    Nobody,
    NotYoursError,
    RefusedError,
    clean,
    fetch,
    look_for_names,
    required,
    save_changes,
    today,
    user_id_of,
)
from lapwing.contexts.governance.models import Channel, ToldToFamilies
from lapwing.platform.access.actor import Actor
from lapwing.registry.models import GovernanceGroup, Partnership


@dataclass(frozen=True, kw_only=True)
class ToldDetails:
    """What was told to whom, when and by which ways."""

    told_on: date
    words: str
    channels: tuple[str, ...]
    audience: str
    link: str = ""
    response: str = ""
    group: GovernanceGroup | None = None
    about: Pointed = NOTHING


@transaction.atomic
def write_told(
    *,
    actor: Actor,
    now: datetime,
    partnership: Partnership,
    details: ToldDetails,
    named_nobody: Nobody = (),
) -> ToldToFamilies:
    """Record what families were told. Raises NotYoursError, RefusedError and ChildNamedError."""
    _may(actor, partnership.pk)
    _look(partnership.pk, details, named_nobody, None)
    return ToldToFamilies.objects.create(
        partnership=partnership,
        created_at=now,
        created_by_id=user_id_of(actor),
        **_fields(actor, partnership, details, now, None),
    )


@transaction.atomic
def change_told(
    *,
    actor: Actor,
    now: datetime,
    ref: str,
    version: int,
    details: ToldDetails,
    named_nobody: Nobody = (),
) -> ToldToFamilies:
    """Change it: whoever recorded it may, and programme managers.

    Raises NotVisible, EditedByAnotherError, NotYoursError, RefusedError and ChildNamedError.
    """
    row: ToldToFamilies = fetch(actor, ToldToFamilies, ref, version=version)
    _may(actor, row.partnership_id)
    if row.created_by_id != actor.user_id and not actor.may(RUN, row.partnership_id):
        raise NotYoursError("Only whoever recorded it, or a programme manager, can change it.")
    _look(row.partnership_id, details, named_nobody, row)
    return save_changes(row, _fields(actor, row.partnership, details, now, row))


def _may(actor: Actor, partnership_id: int) -> None:
    if not actor.may_any((TAKE_PART, RUN), partnership_id):
        raise NotYoursError("Only people who take part in a group can record this.")


def _look(
    partnership_id: int, details: ToldDetails, named_nobody: Nobody, row: ToldToFamilies | None
) -> None:
    texts = {"words": details.words, "audience": details.audience, "response": details.response}
    look_for_names(partnership_id, texts, named_nobody, row)


def _fields(
    actor: Actor,
    partnership: Partnership,
    details: ToldDetails,
    now: datetime,
    row: ToldToFamilies | None,
) -> dict[str, object]:
    if details.told_on > today(now):
        raise RefusedError("Enter the day on which they were told: today or before.", field="told_on")
    if not details.channels or not set(details.channels) <= set(Channel.values):
        raise RefusedError("Select how they were told.", field="channels")
    return {
        "told_on": details.told_on,
        "words": required(details.words, field="words", message="Enter what families were told."),
        "channels": sorted(details.channels),
        "audience": required(details.audience, field="audience", message="Enter who was told."),
        "link": clean(details.link),
        "response": clean(details.response),
        "group_id": details.group.pk if details.group else None,
        **about_fields(actor, partnership, details.about, row),
    }
