"""What taking a version in will do, or did, in words for the page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lapwing.contexts.improvement.comparing import Kind, Part, Run, word_differences
from lapwing.contexts.improvement.presenters.comparison import KINDS, PARTS, SHORT


@dataclass(frozen=True)
class Deed:
    """One thing that will be done, or was: what it is about, what happens, and where it leads.

    ``runs`` are the words of a long change, both versions in one.
    """

    title: str
    words: str
    was: str
    now: str
    runs: tuple[Run, ...] = ()
    url: str = ""
    along: bool = False


@dataclass(frozen=True)
class Deeds:
    """The things of one kind."""

    title: str
    deeds: tuple[Deed, ...]


def deeds_of(
    done: Iterable[dict[str, object]], along: Sequence[bool] = (), urls: Sequence[str] = ()
) -> tuple[Deeds, ...]:
    """What a version's ``done`` says, by kind in the order of the page."""
    by_kind: dict[str, list[Deed]] = {}
    for at, each in enumerate(done):
        was, now = (str(each[name]) if each["field"] else "" for name in ("was", "now"))
        is_long = max(len(was), len(now)) > SHORT and each["kind"] != Kind.REPORTED
        deed = Deed(
            title=str(each["title"]),
            words=_deed_words(each),
            was=was,
            now=now,
            runs=word_differences(was, now) if is_long else (),
            url=urls[at] if urls else "",
            along=bool(along and along[at]),
        )
        by_kind.setdefault(str(each["kind"]), []).append(deed)
    return tuple(Deeds(KINDS[kind][0], tuple(by_kind[kind])) for kind in KINDS if kind in by_kind)


def _deed_words(each: dict[str, object]) -> str:
    part = PARTS[Part(str(each["part"]))]
    if each["kind"] == Kind.ADDED:
        return f"{part} added"
    if each["kind"] == Kind.REMOVED:
        return f"{part} taken out"
    return f"{part}: {each['field']}"
