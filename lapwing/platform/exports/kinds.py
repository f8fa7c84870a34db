"""Kinds of exports, declared by the packages whose records they hold.

    KINDS.register(ExportKind(
        code="improvement.whole-plan", label="The whole plan", permission="improvement.plan.export",
        personal=False, sheets=whole_plan,
    ))

in the package's ``AppConfig.ready``. ``sheets(actor, partnership, parameters)`` is called within the acting
person's own access, and its rows are read within it too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lapwing.platform.access.actor import Actor


@dataclass(frozen=True)
class Sheet:
    """One table: ``count`` is how many rows there are, or what they are thought to be."""

    name: str
    headings: Sequence[str]
    rows: Iterable[Sequence[Any]]
    count: int


@dataclass(frozen=True)
class Content:
    """What one export holds. ``label`` names it and no person, ``notes`` say what is in it or not."""

    label: str
    sheets: Sequence[Sheet]
    notes: Sequence[str] = ()

    @property
    def count(self) -> int:
        return sum(sheet.count for sheet in self.sheets)


def _always(actor: Actor, partnership_id: int, parameters: Mapping[str, str]) -> bool:
    return True


@dataclass(frozen=True, kw_only=True)
class ExportKind:
    """``personal``: a reason must be given. ``content`` raises NotVisible for what may not be seen.

    ``still_may`` is asked when the file is collected, where the permission alone says too little.
    """

    code: str
    label: str
    permission: str
    personal: bool
    content: Callable[[Actor, Any, Mapping[str, str]], Content]
    still_may: Callable[[Actor, int, Mapping[str, str]], bool] = _always


@dataclass
class Register:
    """Kinds by code."""

    _known: dict[str, ExportKind] = field(default_factory=dict)

    def register(self, kind: ExportKind) -> ExportKind:
        """Take a kind in; the last of a code stands."""
        self._known[kind.code] = kind
        return kind

    def of(self, code: str) -> ExportKind | None:
        return self._known.get(code)


KINDS = Register()
