"""Keep the templates that packs are made from."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import IO

from django.db import IntegrityError, transaction

from lapwing.insight.packs.access import BUILD
from lapwing.insight.packs.collecting import KINDS, too_long_for_a_page
from lapwing.insight.packs.commands.errors import PackError
from lapwing.insight.packs.forms.word_template import TemplateError, check_template
from lapwing.insight.packs.models import PackTemplate
from lapwing.insight.packs.pack_files import LOGO, WORD_TEMPLATE
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.rules import NotVisible
from lapwing.platform.documents.errors import RefusedFileError
from lapwing.platform.documents.keeping import keep_file
from lapwing.platform.documents.purposes import PURPOSES
from lapwing.platform.documents.telling import size_of, tell_kind
from lapwing.registry.models import Partnership
from lapwing.registry.names import refuse_names


@dataclass(frozen=True, kw_only=True)
class TemplateWanted:
    """A template as somebody describes it. Files that are None stay as they are.

    ``annotations`` has by its kind the standing note below the title of a section.
    """

    name: str
    title: str
    words: str
    sections: Sequence[str]
    next_days: int
    word_file: IO[bytes] | None = None
    logo: IO[bytes] | None = None
    without_word_file: bool = False
    without_logo: bool = False
    annotations: Mapping[str, str] = field(default_factory=dict)


@transaction.atomic
def save_template(
    *,
    by: Actor,
    partnership: Partnership,
    template: PackTemplate | None,
    version: int,
    wanted: TemplateWanted,
    now: datetime,
    named_nobody: Collection[str] = (),
) -> PackTemplate:
    """Make a template, or change one of which ``version`` was read.

    Raises NotVisible, PackError for a name that is taken, for no sections, for a file that is refused, or
    when somebody else changed it in between; ChildNamedError for words that look like a child's name.
    """
    if not by.may(BUILD, partnership.pk):
        raise NotVisible("No such page")
    if not wanted.sections or not set(wanted.sections) <= set(KINDS):
        raise PackError("Choose at least one section, from those there are.", "sections")
    notes = {
        kind: note.strip() for kind, note in wanted.annotations.items() if kind in KINDS and note.strip()
    }
    for kind, note in notes.items():
        if problem := too_long_for_a_page(kind, note):
            raise PackError(problem, f"annotation_{kind}")
    texts = {f"annotation_{kind}": note for kind, note in notes.items()}
    refuse_names(partnership.pk, {"title": wanted.title, "words": wanted.words, **texts}, named_nobody)
    row = template or PackTemplate(partnership=partnership, made_at=now, made_by_id=by.id, version=0)
    if template is not None:
        row = PackTemplate.objects.select_for_update().get(pk=template.pk)
        if row.version != version:
            raise PackError("Somebody else has changed this template since. Look at it again.")
    row.name, row.title, row.words = wanted.name.strip(), wanted.title.strip(), wanted.words.strip()
    row.annotations = notes
    row.sections, row.next_days, row.version = list(wanted.sections), wanted.next_days, row.version + 1
    _keep_files(row, by, wanted, now)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        if "one_pack_template_per_name" not in str(error):
            raise
        raise PackError("There is a template of this name already.", "name") from error
    return row


def _keep_files(row: PackTemplate, by: Actor, wanted: TemplateWanted, now: datetime) -> None:
    """Put the files that were sent in the place of those before."""
    for name, purpose, sent, without in (
        ("word_file", WORD_TEMPLATE, wanted.word_file, wanted.without_word_file),
        ("logo", LOGO, wanted.logo, wanted.without_logo),
    ):
        if sent is not None:
            try:
                _refuse_template(purpose, sent)
                kept = keep_file(
                    by=by,
                    partnership_id=row.partnership_id,
                    name=str(getattr(sent, "name", name)),
                    content=sent,
                    purpose=purpose,
                    now=now,
                )
            except RefusedFileError as error:
                raise PackError(str(error), name) from error
            setattr(row, name, kept)
        elif without:
            setattr(row, name, None)


def _refuse_template(purpose: str, sent: IO[bytes]) -> None:
    """Raises PackError for a Word file that no pack can be written into.

    Nothing is unpacked before the file is known to be no bomb: RefusedFileError.
    """
    if purpose != WORD_TEMPLATE:
        return
    known, size = PURPOSES.known(purpose), size_of(sent)
    if size > known.limit:
        raise known.too_large()
    tell_kind(sent, size, str(getattr(sent, "name", "")))
    sent.seek(0)
    try:
        check_template(sent.read())
    except TemplateError as error:
        raise PackError(str(error), "word_file") from error
    finally:
        sent.seek(0)
