"""What a partnership can set about how a plan is kept: each part registers its own lines here.

One page shows all of them, each with a sentence that says what is set now and a way to where it is changed;
another shows who changed any of them, when, and from what to what. The page where a setting is changed, and
its command, ask for the permission themselves: a line here gives no right.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Model

from lapwing.platform.access.actor import Actor

# Rows of models by their numbers, as the history is asked for them.
Rows = Mapping[type[Model], Iterable[int]]


@dataclass(frozen=True)
class Asked:
    """Of which plan the settings are asked for, by whom, and on which day."""

    actor: Actor
    partnership_id: int
    partnership_ref: str
    plan_id: int
    plan_ref: str
    on: date

    def may(self, permission: str) -> bool:
        """Whether who asks holds a permission in the partnership."""
        return self.actor.may(permission, self.partnership_id)


@dataclass(frozen=True)
class Setting:
    """One line of the settings: of a plan, or of the whole partnership.

    ``told`` says in one sentence what is set now. ``address`` leads to where it is seen and, with the right
    to, changed. ``rows`` are those whose history is the setting's. ``apart`` says in a word or two of
    what changes are so many that they are listed by themselves, and bury no others; empty for most.
    """

    code: str
    label: str
    told: Callable[[Asked], str]
    address: Callable[[Asked], str]
    read: str
    change: str
    rows: Callable[[Asked], Rows]
    of_plan: bool = True
    order: int = 100
    apart: str = ""


@dataclass(frozen=True)
class SettingLine:
    """A setting as the page shows it. ``address`` is empty for those who may not open it."""

    code: str
    label: str
    told: str
    address: str
    may_change: bool
    of_plan: bool


@dataclass
class SettingsArea:
    """What the parts registered, by code."""

    known: dict[str, Setting] = field(default_factory=dict)

    def register(self, *settings: Setting) -> None:
        """Adds settings, from an AppConfig's ``ready``. Raises ValueError for a code that another has."""
        for each in settings:
            if self.known.get(each.code, each) != each:
                raise ValueError(f"Two parts have a setting “{each.code}”.")
            self.known[each.code] = each

    def lines(self, asked: Asked) -> tuple[SettingLine, ...]:
        """The settings that who asks may see, in order. As many queries as their sentences take."""
        return tuple(
            SettingLine(
                each.code,
                each.label,
                each.told(asked),
                each.address(asked),
                asked.may(each.change),
                each.of_plan,
            )
            for each in self._seen(asked)
        )

    def kinds(self, asked: Asked) -> tuple[Setting, ...]:
        """The settings that who asks may see, in order: whose changes can be asked for. No query."""
        return tuple(self._seen(asked))

    def rows(self, asked: Asked, code: str = "") -> dict[type[Model], list[int]]:
        """The rows whose history is that of one setting, or of all but those that stand apart.

        Only of settings that who asks may see.
        """
        found: dict[type[Model], set[int]] = {}
        for each in self._seen(asked):
            if each.code != code if code else bool(each.apart):
                continue
            for model, ids in each.rows(asked).items():
                found.setdefault(model, set()).update(ids)
        return {model: sorted(ids) for model, ids in found.items()}

    def _seen(self, asked: Asked) -> list[Setting]:
        seen = (each for each in self.known.values() if asked.may(each.read) or asked.may(each.change))
        return sorted(seen, key=lambda each: (each.order, each.label))


SETTINGS = SettingsArea()
