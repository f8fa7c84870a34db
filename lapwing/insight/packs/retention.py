"""How long packs are kept that were withdrawn, or never came to be. What stands is the board's record."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, F, Model, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from lapwing.insight.packs.access import READ
from lapwing.insight.packs.made_of import MADE_OF_PACKS
from lapwing.insight.packs.models import Pack, PackSnapshot, PackState
from lapwing.platform.documents.going import with_their_files
from lapwing.platform.retention.kinds import RecordKind


def _withdrawn(model: type[Model], partnership_id: int, using: str) -> QuerySet[Any]:
    """Packs that were withdrawn, and those that could not be made and say nothing.

    None of which something stands: a public version that everybody reads, which is withdrawn first, or a
    bundle that holds its files.
    """
    says = PackSnapshot.objects.using(using).filter(pack=OuterRef("pk"))
    rows = Pack.objects.using(using).filter(partnership_id=partnership_id)
    gone = Q(state=PackState.WITHDRAWN) | Q(state=PackState.FAILED) & ~Exists(says)
    return (
        rows.filter(gone)
        .exclude(pk__in=MADE_OF_PACKS.packs(partnership_id, using))
        .annotate(began=Coalesce(F("withdrawn_at"), F("asked_at")))
    )


KINDS = (
    RecordKind(
        code="withdrawn-pack",
        label="Board pack withdrawn or never made",
        label_many="board packs withdrawn or never made",
        models=(Pack,),
        trigger="since it was withdrawn, or asked for in vain",
        goes=(
            "The pack with what it says, its files and its public versions with theirs, all withdrawn, and "
            "its history. Packs that stand are not touched, nor one of which a public version stands or "
            "whose files a bundle holds."
        ),
        read_by=READ,
        rows=_withdrawn,
        going=with_their_files,
        months=72,
        basis=(
            "Limitation Act 1980, sections 2 and 5: a complaint or claim about what a board was shown, and "
            "why it was withdrawn, can rest on it for six years."
        ),
    ),
)
