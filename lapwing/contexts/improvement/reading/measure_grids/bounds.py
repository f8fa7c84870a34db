"""How words say that a figure is a limit or a change: *at least*, *under*, *by*, *a reduction of*."""

from __future__ import annotations

import re

from lapwing.contexts.improvement.reading.amounts import Amount
from lapwing.contexts.improvement.reading.measure_grids.values import Bound, Form, Value

_LEAST = re.compile(
    r"(?:\b(?:at least|(?:a )?minimum(?: of)?|no fewer than|no less than|not less than|or above)|≥|>=)\W*$",
    re.I,
)
_OVER = re.compile(
    r"(?:\b(?:more than|over|above|greater than|higher than|exceed(?:s|ing)?|in excess of)|(?<![-=—–])>)\W*$",
    re.I,
)
_MOST = re.compile(
    r"(?:\b(?:no more than|not more than|at most|(?:a )?maximum(?: of)?|up to|within|no longer than"
    r"|not exceed(?:ing)?"
    r"|no greater than|no higher than|max)|≤|<=)\W*$",
    re.I,
)
_UNDER = re.compile(r"(?:\b(?:under|below|less than|fewer than|lower than|shorter than)|<)\W*$", re.I)
# *no child waits more than 18 weeks*: the limit is the other way round
_DENIED = re.compile(r"\b(?:no|none|nobody|not|never|without)\b", re.I)
_OR_MORE = re.compile(
    r"^\s*(?:\+(?!\s*\d)|or (?:more|above|over|higher|better|greater)\b|and above\b|(?:minimum|min)\b)", re.I
)
_OR_LESS = re.compile(r"^\s*(?:or (?:less|fewer|below|under|lower)\b|(?:maximum|max)\b|and below\b)", re.I)
NAMED_CHANGE = re.compile(
    r"^\s*(?:\(?pp\)?\s*)?(?:increase|rise|improvement|growth|uplift|reduction|decrease|fall|drop|cut"
    r"|more|fewer|less|higher|lower)\b",
    re.I,
)
CHANGE_OF = re.compile(
    r"\b(?:increase|rise|improvement|growth|uplift|reduction|decrease|fall|drop"
    r"|cut)s?\s+of\s+(?:at least\s+|a minimum of\s+)?$",
    re.I,
)
BY = re.compile(r"\bby\s+(?:(?:at least|a further|up to|around|a minimum of|another)\s+)*$", re.I)
FALLS = re.compile(r"\b(?:reduc|decreas|fall|fewer|drop|lower|cut|less|down)\w*|[↓⬇]", re.I)
KEEP = re.compile(r"\b(?:maintain\w*|sustain\w*|remain\w*|hold|stay|no change|keep|retain|stable)\b", re.I)


def bound_of(before: str, after: str) -> tuple[Bound | None, bool]:
    """*At least* or *at most*, and whether the figure itself is left out (*more than*)."""
    if _LEAST.search(before) or _OR_MORE.match(after):
        return "minimum", False
    if _MOST.search(before) or _OR_LESS.match(after):
        return "maximum", False
    denied = bool(_DENIED.search(before))
    if _UNDER.search(before):
        return ("minimum", False) if denied else ("maximum", True)
    if _OVER.search(before):
        return ("maximum", False) if denied else ("minimum", True)
    return None, False


def is_change(text: str, amount: Amount) -> bool:
    if amount.signed:
        return True
    before, after = text[: amount.start], text[amount.end :]
    if amount.minimum and not before.strip():
        before = text[: amount.end]
    return bool(BY.search(before) or CHANGE_OF.search(before) or NAMED_CHANGE.match(after))


def unsure(written: str, why: str = "more figures than one") -> Value:
    return Value(written=written, form=Form.UNSURE, why=why)
