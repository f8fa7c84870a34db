"""How long packs are kept that were withdrawn, or never came to be. What stands is the board's record."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, F, Model, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from lapwing.insight.packs.access import READ
from lapwing.insight.packs.models import Pack, PackFile, PackSnapshot, PackState
from lapwing.platform.documents.models import File
from lapwing.platform.retention.kinds import RecordKind, Rows
from lapwing.platform.retention.under import everything_under


def _taken_back(model: type[Model], partnership_id: int, using: str) -> QuerySet[Any]:
    """Packs that were withdrawn, and those that could not be made and say nothing."""
    says = PackSnapshot.objects.using(using).filter(pack=OuterRef("pk"))
    rows = Pack.objects.using(using).filter(partnership_id=partnership_id)
    gone = Q(state=PackState.WITHDRAWN) | Q(state=PackState.FAILED) & ~Exists(says)
    return rows.filter(gone).annotate(began=Coalesce(F("withdrawn_at"), F("asked_at")))


def _with_their_files(roots: Rows, using: str) -> Rows:
    """What a pack says and its files; their contents follow, as those of all files of no record do."""
    files = PackFile.objects.using(using).filter(pack__in=roots.get(Pack, ()))
    whole = everything_under({**roots, File: list(files.values_list("file_id", flat=True))}, using)
    return {
        model: sorted(set(ids) - set(roots.get(model, ())))
        for model, ids in whole.items()
        if set(ids) - set(roots.get(model, ()))
    }


KINDS = (
    RecordKind(
        code="withdrawn-pack",
        label="Board pack withdrawn or never made",
        label_many="board packs withdrawn or never made",
        models=(Pack,),
        trigger="since it was withdrawn, or asked for in vain",
        goes="The pack with what it says and its files, and its history. Packs that stand are not touched.",
        read_by=READ,
        rows=_taken_back,
        going=_with_their_files,
        months=72,
        basis=(
            "Limitation Act 1980, sections 2 and 5: a complaint or claim about what a board was shown, and "
            "why it was taken back, can rest on it for six years."
        ),
    ),
)
