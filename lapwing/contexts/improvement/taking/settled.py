"""Differences that would only take back what people changed here since the last document.

A new version often repeats a date that was moved here meanwhile. Such a difference is offered like any other,
with what it would undo beside it, and is never among those that are accepted all at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from lapwing.contexts.improvement import interchange
from lapwing.contexts.improvement.comparing import Comparison, Difference, Kind, Place
from lapwing.contexts.improvement.comparing.fields import baseline_words
from lapwing.contexts.improvement.comparing.likeness import evened
from lapwing.contexts.improvement.models import Baseline, Document, DuePoint, Ownership, Plan, Target
from lapwing.contexts.improvement.taking.work import rows_of

# Words of fewer letters may stand anywhere in a document by chance.
_LONG_ENOUGH = 25


def said_before(plan: Plan, comparison: Comparison) -> dict[str, str]:
    """Of each difference that goes back to what was said before, by id: since when that is over, and why."""
    changed = comparison.of_kind(Kind.CHANGED)
    if not changed:
        return {}
    rows = rows_of(plan, lock=False)
    found: dict[str, str] = {}
    for field, (model, name, words) in _RECORDED.items():
        some = [each for each in changed if each.field == field]
        found |= _went_back(some, rows, _earlier(model, name, words, [rows[_at(each)].pk for each in some]))
    last = Document.objects.filter(plan=plan).order_by("-number").values_list("text", flat=True).first()
    return found | _edited(changed, evened(last or ""))


def _at(difference: Difference) -> Place:
    assert difference.before is not None
    return difference.before


def _target_words(row: Target) -> str:
    figure = row.as_written or ("" if row.value is None else f"{row.value:g}")
    return f"{row.by_as_written}: {figure}" if row.by_as_written else figure


def _baseline_words(row: Baseline) -> str:
    return baseline_words(
        interchange.Series(
            label="",
            baseline=interchange.Baseline(
                as_written=row.as_written,
                value=row.value,
                date_as_written=row.date_as_written,
                sample=row.sample,
                note=row.note,
            ),
        )
    )


_RECORDED: Mapping[str, tuple[Any, str, Callable[[Any], str]]] = {
    "dates": (DuePoint, "milestone", lambda row: str(row.as_written)),
    "owners": (Ownership, "action", lambda row: str(row.as_written)),
    "targets": (Target, "series", _target_words),
    "baseline": (Baseline, "series", _baseline_words),
}


def _earlier(
    model: Any, name: str, words: Callable[[Any], str], ids: Iterable[int]
) -> dict[int, dict[str, str]]:
    """What was said of each row's parent before, in the words of a comparison, and how it ended."""
    rows = model.objects.filter(**{f"{name}__in": list(ids)}).exclude(withdrawn_at=None)
    ended: dict[tuple[int, Any], list[Any]] = {}
    for row in rows.order_by("position" if hasattr(model, "position") else "id", "id"):
        ended.setdefault((getattr(row, f"{name}_id"), row.withdrawn_at), []).append(row)
    found: dict[int, dict[str, str]] = {}
    for (parent, moment), together in ended.items():
        day = f"{moment.day} {moment:%B %Y}"
        why = together[0].withdrawn_reason
        said = evened("\n".join(map(words, together)))
        found.setdefault(parent, {})[said] = f"until {day}{f': {why}' if why else ''}"
    return found


def _went_back(
    changed: Iterable[Difference], rows: Mapping[Place, Any], earlier: Mapping[int, Mapping[str, str]]
) -> dict[str, str]:
    found = {}
    for each in changed:
        ended = earlier.get(rows[_at(each)].pk, {}).get(evened(each.now))
        if ended:
            found[each.id] = f"This was said here before, {ended}"
    return found


def _edited(changed: Iterable[Difference], last: str) -> dict[str, str]:
    """Words that the last document has already, and that were edited here since."""
    found = {}
    for each in changed:
        now, was = evened(each.now), evened(each.was)
        is_text = each.field not in _RECORDED and len(now) >= _LONG_ENOUGH
        if is_text and now in last and was not in last:
            found[each.id] = "The document before said this already. It was edited here since"
    return found


def undecided(comparison: Comparison) -> dict[str, str]:
    """Of each part that came or went and may be one with another, by id: that this is to be decided first.

    Taking in the one without the other would leave the plan with the same promise twice, or not at all.
    """
    open_doubts = [each for each in comparison.doubts if not each.confirmed]
    came = {each.after for each in open_doubts}
    went = {each.before for each in open_doubts}
    return {
        each.id: "Decide first whether it is one that was here before, written anew (above, “To decide”)"
        for each in comparison.differences
        if (each.kind is Kind.ADDED and each.after in came)
        or (each.kind is Kind.REMOVED and each.before in went)
    }
