"""When two people edit the same thing, the second is shown both versions and chooses, field by field.

In a view whose command refused with the record's version gone stale:

    found = conflict(form, current={"title": action.title}, version=action.version, who=…, when=…)
    context = {"conflict": found, "cancel_url": …}
    return render(request, "ui/pages/conflict.html", context, title=…, status=409)

What comes back is the same form, with a choice for each field in which the two differ; ``chosen`` reads it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from lapwing.platform.ui.forms import Form
from lapwing.platform.ui.sent_once import SENT_ONCE

_KEEP = "keep-"


@dataclass(frozen=True)
class ConflictField:
    """One field in which the two versions differ, as shown."""

    name: str
    label: str
    theirs: Any
    yours: Any


@dataclass(frozen=True)
class Conflict:
    """Both versions of one thing. ``carried`` is what the second person sent, with the current version."""

    who: str
    when: dt.datetime
    fields: tuple[ConflictField, ...]
    carried: tuple[tuple[str, str], ...]


def conflict(
    form: Form, *, current: Mapping[str, Any], version: int, who: str, when: dt.datetime
) -> Conflict:
    """Sets a valid form beside the record's current values (by field name); equal fields are left out."""
    differing = tuple(
        ConflictField(
            name, str(form[name].label), _said(form, name, theirs), _said(form, name, form.cleaned_data[name])
        )
        for name, theirs in current.items()
        if name in form.cleaned_data and _raw(theirs) != _raw(form.cleaned_data[name])
    )
    return Conflict(who, when, differing, (*_carried(form), ("version", str(version))))


def chosen(form: Form, current: Mapping[str, Any]) -> dict[str, Any]:
    """The values to save: the form's, but the record's own where "theirs" was kept."""
    kept = {name for name in current if form.data.get(f"{_KEEP}{name}") == "theirs"}
    return {**form.cleaned_data, **{name: current[name] for name in kept}}


def _carried(form: Form) -> tuple[tuple[str, str], ...]:
    pairs = form.data.lists() if hasattr(form.data, "lists") else [(k, [v]) for k, v in form.data.items()]
    left_out = {"csrfmiddlewaretoken", "version", SENT_ONCE}
    return tuple(
        (name, str(value))
        for name, values in pairs
        for value in values
        if name not in left_out and not name.startswith(_KEEP)
    )


def _raw(value: Any) -> Any:
    """Records and their keys alike, and nothing however it is written."""
    value = getattr(value, "pk", value)
    return None if value == "" else value


def _said(form: Form, name: str, value: Any) -> Any:
    """A choice by its label, several each on its line, everything else as it is."""
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        labels = dict(_flat(field.choices))
        if isinstance(value, list | tuple):
            return "\n".join(str(labels.get(str(each), each)) for each in value)
        return labels.get(str(value), value)
    return value


def _flat(choices: Any) -> list[tuple[str, Any]]:
    return [(str(key), label) for key, label in choices]
