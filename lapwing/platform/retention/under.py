"""Everything that hangs on some rows: what refers to them, what refers to that, and so on."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import ForeignKey, Model

from lapwing.platform.retention.kinds import Rows


def everything_under(roots: Rows, using: str) -> dict[type[Model], list[int]]:
    """These rows and all that cannot be without them: whose reference to one of them may not be empty."""
    found: dict[type[Model], set[int]] = {model: set(ids) for model, ids in roots.items()}
    waiting = [(model, set(ids)) for model, ids in roots.items() if ids]
    while waiting:
        model, ids = waiting.pop()
        for child, column in references_to(model, may_be_empty=False):
            rows = child._base_manager.using(using).filter(**{f"{column}__in": ids})
            new = set(rows.values_list("pk", flat=True)) - found.get(child, set())
            if new:
                found.setdefault(child, set()).update(new)
                waiting.append((child, new))
    return {model: sorted(ids) for model, ids in found.items() if ids}


def tied_from_outside(roots: Rows, using: str) -> bool:
    """Whether a row that would stay refers to one of these, or to anything under them."""
    going = everything_under(roots, using)
    return any(
        child._base_manager.using(using)
        .filter(**{f"{column}__in": ids})
        .exclude(pk__in=going.get(child, ()))
        .exists()
        for part, ids in going.items()
        for child, column in references_to(part, may_be_empty=True)
    )


def references_to(model: type[Model], *, may_be_empty: bool) -> Iterator[tuple[type[Model], str]]:
    """(model, field) of the references to a model that may be empty, or of those that may not.

    Those without a way back (``related_name="+"``) are among them: the database holds them all the same.
    """
    for relation in model._meta.get_fields(include_hidden=True):
        if not relation.auto_created or relation.concrete:
            continue
        field = getattr(relation, "field", None)
        if isinstance(field, ForeignKey) and field.null == may_be_empty and not field.model._meta.abstract:
            yield field.model, f"{field.name}_id"
