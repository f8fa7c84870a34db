"""Finding rows by PostgreSQL's full text in English, without any extension of the server.

Every word must be there: in any of its forms ("reviewed" finds "review"), as the beginning of a longer one,
with or without its accents. The vectors are worked out for the rows that the conditions before leave over:
an index on them would not be used, since PostgreSQL asks row-level security first.
"""

from __future__ import annotations

from functools import reduce
from operator import and_
from typing import TypeVar, cast

from django.contrib.postgres.search import SearchQuery, SearchRank, SearchVector
from django.db.models import CharField, Func, Model, Q, QuerySet, Value
from django.db.models.functions import Lower

from lapwing.platform.search.asked import Asked

M = TypeVar("M", bound=Model)

CONFIG = "english"
# Letters with accents that names and English texts have, and what they are without.
_ACCENTED = "àáâãäåāăąçćčďèéêëēėęěğìíîïīįłñńňòóôõöøōőŕřśšşţťùúûüūůűýÿžźż"
_PLAIN = "aaaaaaaaacccdeeeeeeeegiiiiiilnnnoooooooorrsssttuuuuuuuyyzzz"


class Plain(Func):
    """A text column without capitals and accents, as ``asked.plain`` makes what is looked for."""

    function = "translate"
    output_field = CharField()

    def __init__(self, field: str) -> None:
        super().__init__(Lower(field), Value(_ACCENTED), Value(_PLAIN))


def matching(
    rows: QuerySet[M, M], asked: Asked, *fields: str, also: Q | None = None, order: tuple[str, ...] = ("id",)
) -> QuerySet[M, M]:
    """Those of ``rows`` in which all the words stand, or that fulfil ``also``; the best first. One query."""
    vector = SearchVector(*(Plain(field) for field in fields), config=CONFIG)
    query = _query(asked)
    condition = Q(found_in=query) | also if also is not None else Q(found_in=query)
    ranked = rows.annotate(found_in=vector, rank=SearchRank(vector, query)).filter(condition)
    return cast("QuerySet[M, M]", ranked.order_by("-rank", *order))


def naming(rows: QuerySet[M, M], asked: Asked, *fields: str) -> QuerySet[M, M]:
    """Those of ``rows`` where each word stands in one of the fields: for names, which have no forms."""
    for field in fields:
        rows = rows.alias(**{_alias(field): Plain(field)})
    return rows.filter(reduce(and_, (_in_any(word, fields) for word in asked.words)))


def _query(asked: Asked) -> SearchQuery:
    """The words as they are, or each as the beginning of a longer one."""
    beginnings = " & ".join(f"{word}:*" for word in asked.words)
    return SearchQuery(" ".join(asked.words), config=CONFIG, search_type="plain") | SearchQuery(
        beginnings, config=CONFIG, search_type="raw"
    )


def _in_any(word: str, fields: tuple[str, ...]) -> Q:
    found = Q()
    for field in fields:
        found |= Q(**{f"{_alias(field)}__contains": word})
    return found


def _alias(field: str) -> str:
    return f"plain_{field.replace('__', '_')}"
