"""Django forms whose fields render as GOV.UK components, with an error summary that leads to each field.

    class MilestoneForm(Form):
        title = forms.CharField(label="Milestone", help_text="As printed in the plan", max_length=500)
        due = DateField(label="Due by", required=False)
        status = forms.ChoiceField(label="Status", choices=CHOICES, widget=forms.RadioSelect)

In a template: ``{{ ui.form_body(form) }}`` for all, or ``{{ form.field("due") }}`` one at a time.
Hints for drawing go into widget ``attrs``: width (2, 3, 4, 5, 10, 20), prefix, suffix, rows, inline, small,
option_hints ({value: text}), reveals ({value: name of the field that it asks for besides}), autocomplete,
inputmode, spellcheck, legend_size ("s", "m", "l").
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar

from django import forms
from django.forms.boundfield import BoundField
from django.http import HttpRequest, QueryDict
from markupsafe import Markup

from lapwing.platform.ui.form_dates import PARTS, DateField, DateParts, wrong_parts
from lapwing.platform.ui.form_fields import is_whole, render_field

__all__ = [
    "DateField",
    "DateParts",
    "Form",
    "VersionedForm",
    "focus_id",
    "plain_words",
    "refusals_on",
    "refuse",
    "sent",
]


class Form(forms.Form):
    """The base of every form. ``version`` in the initial data makes it guard against lost updates."""

    is_lapwing_form: ClassVar[bool] = True
    # Forms of many rows say once what may stay empty, and not at every field.
    says_optional: ClassVar[bool] = True
    error_css_class = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        kwargs.setdefault("auto_id", "id_%s")
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            plain_words(name, field)

    def field(self, name: str) -> Markup:
        """One field as its GOV.UK component, with label, hint and error."""
        return render_field(self[name])

    @property
    def shown_fields(self) -> list[BoundField]:
        """The fields that stand for themselves, in their order: not those that an option reveals."""
        revealed = {
            name
            for field in self.fields.values()
            for name in (field.widget.attrs.get("reveals") or {}).values()
        }
        return [bound for bound in self.visible_fields() if bound.name not in revealed]

    @property
    def error_links(self) -> list[tuple[str, str]]:
        """(words, address on the page) of each error in the order of the fields, the form's own first."""
        found = [(str(error), "") for error in self.non_field_errors()]
        for bound in self:
            found += [(str(error), f"#{focus_id(bound)}") for error in bound.errors]
        return found


class VersionedForm(Form):
    """A form over something two people may edit. The version comes back hidden when it is sent."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


def sent(request: HttpRequest) -> QueryDict | None:
    """What was sent to a form, or None when its page was only asked for: sending nothing is sending too."""
    return request.POST if request.method == "POST" else None


@contextmanager
def refusals_on(form: Form, refusal: type[Exception], *, field: str = "") -> Iterator[None]:
    """Do what was asked for by a form; where it is refused, the form says so and its page is shown again.

        if form.is_valid():
            with refusals_on(form, RegistryError):
                commands.end_sessions(…)
                return redirect(…)

    ``field`` is where it stands, whatever the refusal says itself.
    """
    try:
        yield
    except refusal as error:
        refuse(form, error, field=field)


def refuse(form: Form, error: Exception, *, field: str = "") -> None:
    """Put a refusal beside the field at fault, or above the form when it is about the whole."""
    name = field or getattr(error, "field", "")
    named = name in form.fields and not form.fields[name].widget.is_hidden
    form.add_error(name if named else None, str(error))


def focus_id(bound: BoundField) -> str:
    """The id of the control an error should lead to: the first radio, the wrong part of a date, the box."""
    if isinstance(bound.field.widget, DateParts):
        return f"{bound.auto_id}-{(wrong_parts(bound) or PARTS)[0]}"
    return str(bound.auto_id)


def plain_words(name: str, field: forms.Field) -> None:
    """GOV.UK's way of saying errors, with the field's own label, unless the form says it in its own way."""
    label = str(field.label or name.replace("_", " ").capitalize()).removesuffix("?")
    low = label[:1].lower() + label[1:] if not label[:2].isupper() else label
    choice = isinstance(field, forms.ChoiceField | forms.ModelChoiceField)
    words = {
        "required": f"Select {low}" if choice else f"Enter {low}",
        "invalid_choice": f"Select {low} from the list",
        "max_whole_digits": f"{label} has too many figures",
    }
    if isinstance(field, forms.FileField):
        words["required"] = f"Choose a file for {low}"
        words["empty"] = "The file is empty"
    elif isinstance(field, forms.IntegerField | forms.DecimalField | forms.FloatField):
        whole = is_whole(field)
        words["invalid"] = f"{label} must be a {'whole ' if whole else ''}number"
    defaults = _default_messages(type(field))
    for code, text in words.items():
        if code in field.error_messages and field.error_messages[code] == defaults.get(code):
            field.error_messages[code] = text


def _default_messages(kind: type[forms.Field]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for base in reversed(kind.__mro__):
        found |= getattr(base, "default_error_messages", {})
    return found
