"""The owners in a cell: one to a line or item, or between signs, where the parts are posts of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lapwing.contexts.improvement.reading.grids.cell_text import lines_of_cell
from lapwing.contexts.improvement.reading.words import word_class

_POSTS = word_class(
    """
    manager managers lead leads leader leaders officer officers advisor adviser advisors advisers commissioner
    commissioners coordinator coordinators co-ordinator co-ordinators consultant nurse doctor paediatrician
    psychologist psychologists therapist therapists clinician practitioner principal headteacher headteachers
    chair chairs chief analyst specialist representative representatives supervisor administrator champion
    champions governor governors director directors head heads ad deputy dcs dco dmo dsco sro ceo senco ep pep
    secretary accountant partner professional professionals worker workers inspector councillor member
    strategist
    """
)
_OPENERS = word_class(
    """
    ad director directors head heads assistant associate deputy executive interim designated chief dco dmo
    dsco dcs ceo principal lead chair
    """
)
_ORGANISATION = re.compile(
    r"^(?:the\s+)?(?:[\w’'&-]+\s+){0,5}(?:council|icb|nhs|trust|la|authority|partnership|ccg|cic"
    r"|borough|hospital|university|ltd|limited|health|education|school|college|academy)\W*$",
    re.IGNORECASE,
)
# Words that a post goes on after: *Assistant and Deputy Director*.
_UNENDING = frozenset(["assistant", "deputy", "director"])
_LEADS_ON = re.compile(r"(?:&|-|–|/|\b(?:and|of|for|the|to|with|in|at|from))$", re.IGNORECASE)
_AND_POST = re.compile(r"\s+(?:and|&)\s+(?=[A-Z])")
_PERSON = re.compile(
    r"^(?:(?:Dr|Mr|Mrs|Ms|Miss|Prof|Cllr)\.?\s+)?[A-Z][a-zA-Z’'-]+(?:\s+[A-Z][a-zA-Z’'-]+){1,2}$"
)
_LABELLED = re.compile(r"^(?P<label>[A-Z][\w &/]{1,24}):\s*(?P<rest>\S.*)$")
_NOBODY = re.compile(
    r"^(?:tbc|tbd|tba|n/?a|none|to be (?:confirmed|decided|agreed)|vacant|-+|–+|—+|\?+)\.?$", re.IGNORECASE
)
_SMALL_WORDS = re.compile(
    r"\b(?:of|for|and|&|the|services?|team|education|inclusion|health|care|social|send|sen)\b", re.I
)


@dataclass(frozen=True)
class OwnersRead:
    """``unsure`` are cells whose owners were told apart by their words alone."""

    names: tuple[str, ...]
    unsure: tuple[str, ...] = ()


def owners_in(text: str) -> OwnersRead:
    """The owners of a cell, each as printed and once; what says that nobody is named yet is nobody."""
    names: list[str] = []
    unsure: list[str] = []
    for line in _lines(text):
        pieces, sure = _pieces(line)
        names.extend(pieces)
        if not sure:
            unsure.append(line)
    kept = (name.strip(" ,;:") for name in names)
    return OwnersRead(
        tuple(dict.fromkeys(name for name in kept if name and not _NOBODY.match(name))), tuple(unsure)
    )


def _lines(text: str) -> Iterator[str]:
    """The lines of a cell, one for each owner; a line that only carries on the one above is joined to it."""
    found: list[str] = []
    for line in lines_of_cell(text):
        words = " ".join(line.text.split())
        if not words:
            continue
        joined = found and not line.listed and _carries_on(found[-1], words)
        if joined:
            found[-1] = f"{found[-1]} {words}"
        else:
            found.append(words)
    yield from found


def _carries_on(above: str, line: str) -> bool:
    if _LEADS_ON.search(above) or line[:1].islower() or line.startswith(("(", "&", "–", "-")):
        return True
    if len(line.split()) == 1 and names_post(line) and not names_post(above):
        # the last word of a title: ``Programme`` over ``Lead``
        return True
    return bool(above.endswith(",") and not names_post(line) and not _PERSON.match(line))


def names_post(text: str) -> bool:
    """Whether any word of a text names a post."""
    return any(word.strip(".,;:()").casefold() in _POSTS for word in re.split(r"[\s/]+", text))


def _opens_post(text: str) -> bool:
    words = text.split()
    return bool(words) and words[0].strip(".,;:()").casefold() in _OPENERS


def _pieces(line: str) -> tuple[list[str], bool]:
    """The owners of a line, and whether signs between them tell for certain."""
    found: list[str] = []
    sure = True
    for part in (piece.strip() for piece in re.split(r"\s*[;|\n]\s*|\s+\+\s+", _outside_brackets(line))):
        if not part:
            continue
        for piece in _by_strokes(_restored(part)):
            for whole in _by_opening(piece):
                for each in _by_commas(whole):
                    found.extend(_by_and(each))
    return [_restored(piece) for piece in found], sure


_HIDDEN = str.maketrans({",": "\ue100", ";": "\ue101", "/": "\ue102"})
_SHOWN = str.maketrans({"\ue100": ",", "\ue101": ";", "\ue102": "/"})


def _outside_brackets(text: str) -> str:
    """The text with the signs inside brackets hidden: they part nothing."""
    return re.sub(r"\([^)]*\)", lambda match: match.group().translate(_HIDDEN), text)


def _restored(text: str) -> str:
    return text.translate(_SHOWN)


def _by_strokes(part: str) -> list[str]:
    """Either side of a stroke, when both are owners of their own and not one post of two names."""
    hidden = _outside_brackets(part)
    pieces = [_restored(piece).strip() for piece in re.split(r"\s*/\s*", hidden)]
    if len(pieces) < 2 or not all(pieces):
        return [part]
    apart = " / " in hidden or all(names_post(piece) for piece in pieces)
    alone = all(names_post(piece) or _is_short(piece) or _PERSON.match(piece) for piece in pieces)
    return pieces if apart and alone else [part]


def _is_short(text: str) -> bool:
    """A short form of a team or body standing alone: ``PCF``, ``SENDIASS``, ``SEND team``."""
    words = text.split()
    return len(words) <= 2 and words[0].isupper() and len(words[0]) > 1


def _by_commas(part: str) -> list[str]:
    """The owners between commas; a piece that names neither post nor person belongs to the one before."""
    pieces = [_restored(piece).strip() for piece in _outside_brackets(part).split(",")]
    pieces = [re.sub(r"^(?:and|&)\s+", "", piece) for piece in pieces if piece]
    if len(pieces) < 2:
        return [part]
    if not any(names_post(piece) for piece in pieces):
        return pieces if _is_list(pieces, part) else [part]
    found: list[str] = [pieces[0]]
    for piece in pieces[1:]:
        if (
            (names_post(piece) and not (_PERSON.match(found[-1]) and not names_post(found[-1])))
            or (_PERSON.match(piece) and not _SMALL_WORDS.search(piece) and _person_ahead(pieces, piece))
            or (_is_short(piece) and not _ORGANISATION.match(piece))
        ):
            found.append(piece)
        else:
            found[-1] = f"{found[-1]}, {piece}"
    return found


def _person_ahead(pieces: Sequence[str], piece: str) -> bool:
    """Whether the other pieces are people too: a name first, so that a second name is a second person."""
    return bool(_PERSON.match(pieces[0])) and not names_post(pieces[0]) and not _ORGANISATION.match(piece)


def _is_list(pieces: Sequence[str], part: str) -> bool:
    """People, teams and bodies between commas: short, each with a capital, and no *and* that joins a name."""
    return (
        all(len(piece.split()) <= 4 and piece[:1].isupper() for piece in pieces)
        and not re.search(r",[^,]*\s(?:and|&)\s[^,]*$", part)
    ) or all(_is_short(piece) or _PERSON.match(piece) for piece in pieces)


def _by_opening(piece: str) -> list[str]:
    """Posts with their organisations after commas, joined by *and*: the second opens as a post does."""
    if "," not in _outside_brackets(piece):
        return [piece]
    found: list[str] = []
    start = 0
    for match in _AND_POST.finditer(_outside_brackets(piece)):
        before, after = piece[start : match.start()].strip(), piece[match.end() :]
        organised = "," in before and bool(_ORGANISATION.match(before.rpartition(",")[2].strip()))
        if organised and names_post(before) and _opens_post(after):
            found.append(before)
            start = match.end()
    return [*found, piece[start:].strip()]


def _ends_post(text: str) -> bool:
    """Whether a text ends as a post does, its organisation in brackets apart: ``Early Years Manager``."""
    words = re.sub(r"\s*\([^)]*\)\s*$", "", text.strip()).split()
    last = words[-1].strip(".,;:").casefold() if words else ""
    return last in _POSTS and last not in _UNENDING and (len(words) > 1 or words[0].isupper())


def _by_and(piece: str) -> list[str]:
    """Two whole posts joined by *and*: the second opens as a post does."""
    found: list[str] = []
    start = 0
    for match in _AND_POST.finditer(_outside_brackets(piece)):
        before, after = piece[start : match.start()], piece[match.end() :]
        people = _PERSON.match(before.strip()) and _PERSON.match(after.strip()) and not names_post(piece)
        joined = _opens_post(after) or (_ends_post(before) and _ends_post(re.split(_AND_POST, after)[0]))
        if (names_post(before) and joined and before.split()[-1].casefold() not in _UNENDING) or (
            people and not _SMALL_WORDS.search(piece.replace(" and ", " ").replace(" & ", " "))
        ):
            found.append(before.strip())
            start = match.end()
    return [*found, piece[start:].strip()]
