"""Making a public version of a pack, working its figures out again, and wording it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from lapwing.insight.packs import shapes
from lapwing.insight.packs.access import READ as READ_PACKS
from lapwing.insight.packs.access import fetch_pack
from lapwing.insight.packs.models import PackState
from lapwing.insight.public_version import access
from lapwing.insight.public_version.commands.common import (
    NOT_READY,
    earlier_of,
    judged,
    keep_releases,
    lock_pack,
    locked,
    save,
    snapshot_of,
)
from lapwing.insight.public_version.commands.errors import PublicError
from lapwing.insight.public_version.commands.naming import refuse_anybody
from lapwing.insight.public_version.composing import Worded
from lapwing.insight.public_version.content import SHAPE, from_text, to_text, words_in
from lapwing.insight.public_version.easy_read import SYMBOLS
from lapwing.insight.public_version.figures import counted_in
from lapwing.insight.public_version.models import PublicVersion, VersionState, Wording
from lapwing.insight.public_version.proposing import measures_of, on_offer, proposed
from lapwing.insight.public_version.queries import settings_of
from lapwing.insight.public_version.rules.handling import Handling, choices
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.rules import NotVisible
from lapwing.registry.models import Partnership

LONGEST_WORDS = 2000


@transaction.atomic
def make_public_version(
    *,
    by: Actor,
    partnership: Partnership,
    pack_ref: str,
    sections: Collection[str],
    handling: Mapping[str, str],
    now: datetime,
) -> PublicVersion:
    """Propose a public version of a pack. ``handling`` is by the key of each line of a measure.

    Raises NotVisible, and PublicError where nothing was chosen or a line cannot be handled so.
    """
    if not by.may(access.MAKE, partnership.pk):
        raise NotVisible("No such pack")
    pack = fetch_pack(by, READ_PACKS, partnership.pk, pack_ref)
    content = snapshot_of(pack)
    chosen = [kind for kind in on_offer(content) if kind in sections]
    if not chosen:
        raise PublicError("Choose at least one section.", "sections")
    wanted = _handling(content, handling) if "measures" in chosen else {}
    if lock_pack(partnership, pack.pk).state != PackState.READY:
        raise PublicError(NOT_READY)
    policy = settings_of(partnership.pk).policy
    numbers, earlier = earlier_of(partnership.pk)
    found = judged(content, wanted, policy, earlier, partnership.pk)
    row = PublicVersion.objects.create(
        partnership=partnership,
        pack=pack,
        plan_ref=pack.plan_ref,
        sections=chosen,
        handling=wanted,
        policy=policy,
        earlier=numbers,
        given_away=found.given_away,
        proposed=to_text(proposed(content, chosen, found)),
        made_at=now,
        made_by_id=by.id,
        had_part=[by.id],
    )
    keep_releases(row, found.releases)
    return row


@transaction.atomic
def judge_again(
    *, by: Actor, partnership: Partnership, ref: str, version: int, now: datetime
) -> PublicVersion:
    """Work the figures of a draft out again: with what was published since, and by today's settings.

    Raises NotVisible and PublicError.
    """
    row = locked(by, partnership, ref, version, access.MAKE, states={VersionState.DRAFT})
    row.policy = settings_of(partnership.pk).policy
    numbers, earlier = earlier_of(partnership.pk)
    found = judged(snapshot_of(row.pack), row.handling, row.policy, earlier, partnership.pk)
    content = from_text(row.proposed)
    row.proposed = to_text(
        replace(content, measures=found.measures, hidden_means=found.hidden_means, shape=SHAPE)
    )
    row.earlier, row.given_away = numbers, found.given_away
    keep_releases(row, found.releases)
    return save(row, part_of=by)


@transaction.atomic
def word_public_version(
    *,
    by: Actor,
    partnership: Partnership,
    ref: str,
    version: int,
    worded: Mapping[str, Worded],
    now: datetime,
    named_nobody: Collection[str] = (),
) -> PublicVersion:
    """Say lines in other words, or leave them out; lines that are not named stay as they are.

    Raises NotVisible, PublicError, and ChildNamedError for what looks like a child's name.
    """
    row = locked(by, partnership, ref, version, access.MAKE, states={VersionState.DRAFT})
    known = words_in(from_text(row.proposed))
    for key, each in worded.items():
        _check(key, each, known)
    said = {key: each.words for key, each in worded.items() if not each.left_out}
    refuse_anybody(partnership.pk, said, named_nobody)
    standing = {each.key: each for each in Wording.objects.filter(of_version=row)}
    changed = False
    for key, each in worded.items():
        before = standing.get(key)
        fields = {"words": each.words.strip(), "left_out": each.left_out, "symbol": each.symbol}
        if before is None and fields["words"] == known[key] and not each.left_out and not each.symbol:
            continue
        if before is not None and all(getattr(before, name) == value for name, value in fields.items()):
            continue
        changed = True
        Wording.objects.update_or_create(
            of_version=row,
            key=key,
            defaults={**fields, "partnership": partnership, "worded_at": now, "worded_by_id": by.id},
        )
    return save(row, part_of=by) if changed else row


def _check(key: str, each: Worded, known: Mapping[str, str]) -> None:
    if key not in known:
        raise PublicError("There is no such line in this public version.")
    if "\0" in each.words:
        raise PublicError("The text holds a character that cannot be kept.", key)
    if len(each.words) > LONGEST_WORDS:
        raise PublicError(f"Use {LONGEST_WORDS} letters at most.", key)
    if key == "title" and (not each.words.strip() or each.left_out):
        raise PublicError("A public version has a title.", key)
    if each.symbol and each.symbol not in SYMBOLS:
        raise PublicError("Choose one of the pictures.", key)


def _handling(content: shapes.Pack, handling: Mapping[str, str]) -> dict[str, str]:
    """What was said of each line. Raises PublicError for one of which nothing was, or what cannot be."""
    found: dict[str, str] = {}
    for measure in measures_of(content):
        for series in measure.series:
            how = handling.get(series.key, "")
            if how not in {each.value for each in choices(series.unit, counted_in(series))}:
                raise PublicError("Say how the figures of this line are handled.", series.key)
            if how != Handling.OUT:
                found[series.key] = how
    return found
