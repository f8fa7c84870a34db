"""Which GOV.UK component draws which Django widget, and what it is told."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.widgets import DateTimeBaseInput
from markupsafe import Markup

from lapwing.platform.ui.environment import govuk_components
from lapwing.platform.ui.form_dates import PARTS, DateParts, wrong_parts

Parameters = dict[str, Any]
_OURS = {"width", "prefix", "suffix", "inline", "small", "legend_size", "label_size", "rows"} | {
    "option_hints",
    "reveals",
}

_TYPED = re.compile(r"(?<=>)[^<]*(?=</textarea>)")
_LINE_END = re.compile(r"\r\n?|\n")
# GOV.UK's script says on a radio that it is expanded, which no radio can be: our style sheet reveals instead.
_BY_SCRIPT = re.compile(r' data-aria-controls="[^"]*"| govuk-(?:radios|checkboxes)__conditional--hidden')


@cache
def _govuk() -> dict[str, Callable[..., Markup]]:
    return govuk_components()


def render_field(bound: BoundField) -> Markup:
    """The field as its component. A hidden field is a bare input."""
    if bound.is_hidden:
        return Markup(str(bound))
    component, parameters = component_for(bound)
    html = _govuk()[component](parameters)
    return Markup(_BY_SCRIPT.sub("", html)) if _attr(bound, "reveals") else html


def component_for(bound: BoundField) -> tuple[str, Parameters]:
    """The macro's name and its parameters."""
    widget = bound.field.widget
    if isinstance(widget, DateParts):
        return "govukDateInput", _date(bound, widget)
    if isinstance(widget, forms.Textarea):
        return "govukTextarea", _box(bound) | {"rows": str(widget.attrs.get("rows", 5))}
    if isinstance(widget, forms.CheckboxSelectMultiple):
        return "govukCheckboxes", _options(bound)
    if isinstance(widget, forms.RadioSelect):
        return "govukRadios", _options(bound)
    if isinstance(widget, forms.CheckboxInput):
        return "govukCheckboxes", _tick(bound)
    if isinstance(widget, forms.Select):
        return "govukSelect", _select(bound)
    if isinstance(widget, forms.FileInput):
        return "govukFileUpload", _common(bound)
    if isinstance(widget, forms.PasswordInput):
        return "govukPasswordInput", _common(bound) | {"autocomplete": _attr(bound, "autocomplete")}
    return "govukInput", _input(bound)


def _attr(bound: BoundField, name: str) -> Any:
    return bound.field.widget.attrs.get(name)


def _value(bound: BoundField) -> Any:
    """What stands in the box: a time or a day as its widget writes it, which is how it is read again."""
    value = bound.value()
    if isinstance(bound.field.widget, DateTimeBaseInput):
        value = bound.field.widget.format_value(value)
    return "" if value is None else value


def _label(bound: BoundField) -> str:
    said = bound.field.required or not getattr(bound.form, "says_optional", True)
    return str(bound.label) if said else f"{bound.label} (optional)"


def _said(bound: BoundField) -> Parameters:
    """The hint and the errors, which every component takes alike."""
    parameters: Parameters = {}
    if bound.help_text:
        parameters["hint"] = {"text": str(bound.help_text)}
    if bound.errors:
        parameters["errorMessage"] = {"text": ". ".join(str(error) for error in bound.errors)}
    return parameters


def _common(bound: BoundField) -> Parameters:
    size = _attr(bound, "label_size") or "s"
    passed = {
        name: str(value) for name, value in bound.field.widget.attrs.items() if name not in _OURS | _NATIVE
    }
    return {
        "id": bound.auto_id,
        "name": bound.html_name,
        "label": {"text": _label(bound), "classes": f"govuk-label--{size}"},
        "attributes": passed,
        **_said(bound),
    }


# Passed as the macro's own parameters, not as loose attributes.
_NATIVE = {"autocomplete", "inputmode", "spellcheck"}


def _box(bound: BoundField) -> Parameters:
    parameters = _common(bound) | {"value": _value(bound)}
    for name in _NATIVE:
        if (given := _attr(bound, name)) is not None:
            parameters[name] = given
    return parameters


def _input(bound: BoundField) -> Parameters:
    widget = bound.field.widget
    kind = getattr(widget, "input_type", "text")
    parameters = _box(bound) | {"type": kind}
    if kind == "number":
        # A text box that asks phones for figures: number boxes change under the scroll wheel.
        whole = is_whole(bound.field)
        parameters |= {"type": "text", "inputmode": "numeric" if whole else "decimal", "spellcheck": False}
        for loose in ("min", "max", "step"):
            parameters["attributes"].pop(loose, None)
    width = _attr(bound, "width") or (10 if kind == "number" else None)
    if width:
        parameters["classes"] = f"govuk-input--width-{width}"
    for side in ("prefix", "suffix"):
        if given := _attr(bound, side):
            parameters[side] = {"text": given}
    return parameters


def is_whole(field: forms.Field) -> bool:
    """Whether only whole numbers are asked; Django's other number fields descend from IntegerField."""
    return isinstance(field, forms.IntegerField) and not isinstance(
        field, forms.FloatField | forms.DecimalField
    )


def _legend(bound: BoundField) -> Parameters:
    size = _attr(bound, "legend_size") or "s"
    return {"legend": {"text": _label(bound), "classes": f"govuk-fieldset__legend--{size}"}}


def _options(bound: BoundField) -> Parameters:
    """Radios or checkboxes; the first has the field's id, so that an error can lead to it."""
    value = bound.value()
    chosen = {str(item) for item in value} if isinstance(value, list | tuple | set) else {str(value)}
    hints = _attr(bound, "option_hints") or {}
    reveals = _attr(bound, "reveals") or {}
    items = [
        {
            "value": str(key),
            "text": str(label),
            "checked": str(key) in chosen and value is not None,
            **({"hint": {"text": hints[str(key)]}} if str(key) in hints else {}),
            **({"conditional": {"html": _revealed(bound, reveals[str(key)])}} if str(key) in reveals else {}),
        }
        for key, label in _choices(bound)
        if str(key) or not bound.field.required
    ]
    looks = [
        look for look, wanted in (("inline", _attr(bound, "inline")), ("small", _small(bound))) if wanted
    ]
    classes = [f"govuk-{_kind(bound)}--{look}" for look in looks]
    return {
        "idPrefix": bound.auto_id,
        "name": bound.html_name,
        "fieldset": _legend(bound),
        "items": items,
        "classes": " ".join(classes),
        **_said(bound),
    }


def _revealed(bound: BoundField, name: str) -> Markup:
    """The field that an option asks for besides: it stands under its option while that is chosen."""
    # the macro sets every line in: those of what was typed are kept from it
    html = _TYPED.sub(lambda box: _LINE_END.sub("&#10;", box[0]), str(render_field(bound.form[name])))
    return Markup(html)


def _small(bound: BoundField) -> bool:
    """Small boxes, as a tool of work needs them, unless the field says ``small=False``."""
    return _attr(bound, "small") is not False


def _kind(bound: BoundField) -> str:
    return "checkboxes" if isinstance(bound.field.widget, forms.CheckboxSelectMultiple) else "radios"


def _tick(bound: BoundField) -> Parameters:
    item = {"value": "on", "text": str(bound.label), "checked": bool(bound.value())}
    said = _said(bound)
    if "hint" in said:
        item["hint"] = said.pop("hint")
    classes = "govuk-checkboxes--small" if _small(bound) else ""
    return {"idPrefix": bound.auto_id, "name": bound.html_name, "items": [item], "classes": classes, **said}


def _select(bound: BoundField) -> Parameters:
    value = str(_value(bound))
    items = [
        {"value": str(k), "text": str(label), "selected": str(k) == value} for k, label in _choices(bound)
    ]
    return _common(bound) | {"items": items}


def _choices(bound: BoundField) -> list[tuple[Any, Any]]:
    """(value, label), groups opened out. Those of a ModelChoiceField are read here, once."""
    found: list[tuple[Any, Any]] = []
    for key, label in getattr(bound.field.widget, "choices", ()):
        found += label if isinstance(label, list | tuple) else [(key, label)]
    return found


_WIDTHS = {"day": "govuk-input--width-2", "month": "govuk-input--width-2", "year": "govuk-input--width-4"}


def _date(bound: BoundField, widget: DateParts) -> Parameters:
    wrong = wrong_parts(bound)
    items = [
        {
            "id": f"{bound.auto_id}-{part}",
            "name": f"{bound.html_name}-{part}",
            "label": part.capitalize(),
            "value": value,
            "classes": _WIDTHS[part] + (" govuk-input--error" if part in wrong else ""),
        }
        for part, value in zip(PARTS, widget.parts(bound.value()), strict=True)
    ]
    hint = {} if bound.help_text else {"hint": {"text": "For example, 31 3 2027"}}
    return {"id": bound.auto_id, "fieldset": _legend(bound), "items": items, **hint, **_said(bound)}
