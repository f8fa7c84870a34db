"""By what a pack or a bundle says who supplied evidence: a body, group or role, never a person.

Somebody typed it, and parents have no account by which their names would be known. So only what is known to
be no name is printed; of anything else, what kind of person it speaks of.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from lapwing.contexts.improvement import public as improvement
from lapwing.domain.first_names import FIRST_NAMES
from lapwing.domain.plan_words import PLAN_WORDS
from lapwing.insight.packs.collecting.order import Told
from lapwing.registry.models import GovernanceGroup, OrganisationKind, Partnership
from lapwing.registry.roles import ROLES

_WORD = re.compile(r"[^\W_]+(?:['’‑-][^\W_]+)*")
_OF_SOMEBODY = re.compile(r"['’]s?$")


def _words(*texts: str) -> frozenset[str]:
    return frozenset(word for text in texts for word in text.split())


# What says that words which are no names are those of a body or a meeting of people.
_BODIES = _words(
    "academy association board centre clinic college committee council forum group groups hospital hub",
    "meeting network nursery panel partnership school schools service services survey team teams trust",
    "workshop",
)
# The first that is found says it: "the parent of a pupil" is a parent.
_KINDS: tuple[tuple[str, frozenset[str]], ...] = (
    (
        "A parent or carer",
        _words(
            "aunt carer carers dad families family father foster gran grandad grandfather grandmother",
            "grandparent grandparents guardian mam mother mum mums nan parent parents stepfather stepmother",
            "uncle",
        ),
    ),
    ("A child or young person", _words("boy child children girl pupil pupils student students young youth")),
    ("A school or setting", _words("academy college headteacher nursery school senco setting teacher tutor")),
    ("A health service", _words("clinic doctor gp hospital midwife nhs nurse paediatrician therapist")),
    ("A social worker", _words("social")),
)


@dataclass(frozen=True)
class Suppliers:
    """What the bodies, groups and roles of a partnership are called, the longest first, as they are found."""

    names: tuple[tuple[str, re.Pattern[str]], ...]

    def called(self, typed: str) -> str:
        """What a pack prints; empty when nothing of the text may be printed or says who it was."""
        left, found = typed, []
        for name, pattern in self.names:
            if place := pattern.search(left):
                found.append((place.start(), name))
                # as long as it was, so that the places of the others stay
                left = pattern.sub(lambda each: "." * len(each.group()), left)
        words = [_plain(word) for word in _WORD.findall(left)]
        if found:
            return "; ".join(name for _, name in sorted(found)) if words else typed
        if _BODIES.intersection(words) and all(_is_no_name(word) for word in words):
            return typed
        return next((kind for kind, said in _KINDS if said.intersection(words)), "")


def suppliers(told: Told) -> Suppliers:
    """Those of a pack's partnership. Two queries, once in a pack."""
    owners = (name for line in told.plan.actions for name in improvement.names_of(line.owners))
    return suppliers_of(told.partnership, owners)


def suppliers_of(partnership: Partnership, owners: Iterable[str]) -> Suppliers:
    """Those of a partnership, also those that no longer take part, and who owns actions. Two queries."""
    bodies = partnership.organisations.values_list("name", flat=True)
    groups = GovernanceGroup.objects.filter(partnership=partnership).values_list("name", flat=True)
    kinds = (str(kind.label) for kind in OrganisationKind if kind is not OrganisationKind.OTHER)
    roles = (role.label for role in ROLES.values())
    return suppliers_called({*bodies, *groups, *kinds, *roles, *owners})


def suppliers_called(names: Iterable[str]) -> Suppliers:
    """Those who have these names."""
    known = sorted({" ".join(name.split()) for name in names} - {""}, key=lambda name: (-len(name), name))
    return Suppliers(tuple((name, _whole(name)) for name in known))


def _whole(name: str) -> re.Pattern[str]:
    """The words of a name, in small letters or capitals, and no part of another word."""
    words = r"\s+".join(re.escape(word) for word in name.split())
    return re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE)


def _plain(word: str) -> str:
    return _OF_SOMEBODY.sub("", word).casefold()


def _is_no_name(word: str) -> bool:
    return word.isdigit() or (word in PLAN_WORDS and word not in FIRST_NAMES)
