"""The files of packs and of their templates: what is taken, and who may read them."""

from __future__ import annotations

from django.db.models import Q

from lapwing.insight.packs.access import BUILD
from lapwing.insight.packs.models import PackTemplate
from lapwing.platform.access.actor import Actor
from lapwing.platform.documents import kinds
from lapwing.platform.documents.models import File
from lapwing.platform.documents.purposes import MEGABYTE, PURPOSES, Purpose, nobody

BUILT = "board pack"
WORD_TEMPLATE = "pack template"
LOGO = "pack logo"


def may_read_template_file(actor: Actor, file: File) -> bool:
    """Whoever makes packs may have what they are made with."""
    of_template = PackTemplate.objects.filter(Q(word_file=file) | Q(logo=file)).exists()
    return of_template and actor.may(BUILD, file.partnership_id)


def register() -> None:
    """Tell the store of files what packs keep in it. Called once, when the application is ready."""
    PURPOSES.register(
        Purpose(
            code=BUILT,
            label="Board pack",
            kinds=frozenset({kinds.WORD, kinds.PDF, kinds.EXCEL}),
            limit=100 * MEGABYTE,
            # given out on the page of the pack alone, where it says whether it was withdrawn
            may_read=nobody,
            previews=False,
        )
    )
    PURPOSES.register(
        Purpose(
            code=WORD_TEMPLATE,
            label="Word template",
            kinds=frozenset({kinds.WORD}),
            limit=10 * MEGABYTE,
            may_read=may_read_template_file,
            previews=False,
        )
    )
    PURPOSES.register(
        Purpose(
            code=LOGO,
            label="Logo",
            kinds=frozenset({kinds.PNG, kinds.JPEG}),
            limit=2 * MEGABYTE,
            may_read=may_read_template_file,
        )
    )
