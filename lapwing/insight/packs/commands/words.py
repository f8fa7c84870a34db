"""Say which words and abbreviations a partnership's packs explain."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from lapwing.insight.packs.access import BUILD
from lapwing.insight.packs.commands.errors import PackError
from lapwing.insight.packs.models import PackWords
from lapwing.insight.packs.terms import TermsError, as_text, terms_in
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.rules import NotVisible
from lapwing.registry.models import Partnership
from lapwing.registry.names import refuse_names

CHANGED = "Somebody else has changed these words since. Look at them again."


@transaction.atomic
def set_words(
    *,
    by: Actor,
    partnership: Partnership,
    version: int,
    words: str,
    now: datetime,
    named_nobody: Collection[str] = (),
) -> PackWords:
    """Keep the words, by the alphabet, for packs that are made from now on. ``version`` is 0 for none yet.

    Raises NotVisible, PackError for a line that explains nothing or when somebody else changed them in
    between, and ChildNamedError for what looks like a child's name.
    """
    if not by.may(BUILD, partnership.pk):
        raise NotVisible("No such page")
    try:
        kept = as_text(terms_in(words))
    except TermsError as error:
        raise PackError(str(error), "words") from error
    refuse_names(partnership.pk, {"words": kept}, named_nobody)
    Partnership.objects.select_for_update(of=("self",), no_key=True).get(pk=partnership.pk)
    row = PackWords.objects.filter(partnership=partnership).first()
    if (row.version if row else 0) != version:
        raise PackError(CHANGED)
    row = row or PackWords(partnership=partnership, version=0)
    row.words, row.version, row.changed_at, row.changed_by_id = kept, row.version + 1, now, by.id
    row.save()
    return row
