"""The files that go with records whose time is over: a record points at its file, not the file at it."""

from __future__ import annotations

from django.db.models import ForeignKey, Model

from lapwing.platform.documents.models import File
from lapwing.platform.retention.kinds import Rows
from lapwing.platform.retention.under import everything_under, references_to


def with_their_files(roots: Rows, using: str) -> Rows:
    """All that goes with these rows: what hangs on them, and the files of both that no other record has.

    The contents of the files follow, as those of all files of no record do.
    """
    under = everything_under(roots, using)
    files = _files_of(under, using) - _files_of_others(under, using)
    whole = everything_under({**under, File: sorted({*under.get(File, ()), *files})}, using)
    left = {model: sorted(set(ids) - set(roots.get(model, ()))) for model, ids in whole.items()}
    return {model: ids for model, ids in left.items() if ids}


def _files_of(rows: Rows, using: str) -> set[int]:
    found: set[int] = set()
    for model, ids in rows.items():
        for column in _ways_to_files(model):
            having = model._base_manager.using(using).filter(pk__in=ids, **{f"{column}__isnull": False})
            found.update(having.values_list(column, flat=True))
    return found


def _files_of_others(rows: Rows, using: str) -> set[int]:
    """Of the files of these rows, those that a row which stays has too: a form sent twice keeps one file."""
    files, found = _files_of(rows, using), set[int]()
    owners = {child for empty in (True, False) for child, _ in references_to(File, may_be_empty=empty)}
    for model in owners if files else ():
        for column in _ways_to_files(model):
            having = model._base_manager.using(using).filter(**{f"{column}__in": files})
            found.update(having.exclude(pk__in=rows.get(model, ())).values_list(column, flat=True))
    return found


def _ways_to_files(model: type[Model]) -> list[str]:
    """The columns by which a record has files; a file's own versions are parts of it."""
    if model._meta.app_label == File._meta.app_label:
        return []
    return [
        field.attname
        for field in model._meta.concrete_fields
        if isinstance(field, ForeignKey) and field.related_model is File
    ]
