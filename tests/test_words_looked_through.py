"""Every reason, note and comment that is typed is looked through for children's names, or it is said why not.

Forms and commands are found by walking the packages: a new one that asks for words fails here until it asks
about names too.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from types import ModuleType

from django import forms

import lapwing.contexts
import lapwing.insight
import lapwing.registry.commands
from lapwing.platform.ui.forms import Form
from lapwing.registry.names import AsksAboutNames

# What a long text field of one line holds at least.
LONG = 200
PLAN = "the plan's own words, which are published: they are read by whoever publishes it"
SETTING = "how something is called or found: no words about what happened"
FORMS_LEFT_OUT = {
    **dict.fromkeys(
        (
            "ActionForm",
            "AreaForm",
            "CriterionForm",
            "FindingForm",
            "ImportForm",
            "MeasureForm",
            "MilestoneForm",
            "ObjectiveForm",
            "PlanForm",
            "ReportForm",
            "ReportPlanForm",
            "SeriesForm",
            "StartForm",
        ),
        PLAN,
    ),
    **dict.fromkeys(
        ("GroupForm", "KeyLineForm", "RoleForm", "SayPublishedForm", "SeatForm", "SettingsForm", "TermForm"),
        SETTING,
    ),
    "AnswerForm": "it chooses what the plan means; the question asks for a date, a name of a role, a number",
    "ComparatorsForm": "it asks for no reason: the field of its base is taken away",
    "FeedbackForm": "anybody writes it, without an account, and nobody but those who make versions reads it",
    "GivesEvidence": "a part of forms that ask",
    "RowsForm": "what those with rows begin with, and each of them asks",
}
COMMANDS_LEFT_OUT = {
    "correct_actual": "for programs, as is what they record: they cannot be asked",
    "set_leads": "no page asks for a reason",
    "take_back_answer": "no page asks for a reason",
    "take_back_together": "by a press of Undo alone, with a reason of its own",
    "raise_item": "a rule says why, in words of Lapwing",
    "record_figures": "of a file or a program: they cannot be asked",
    "undo": "a part of commands that look",
}
# Accounts, roles and organisations: words on those who work here, in no history of a plan and no pack.
ADMINISTRATION = {
    "close_account",
    "decide",
    "end_operator_role",
    "end_participation",
    "end_role",
    "end_sessions",
    "give_operator_role",
    "grant_role",
    "invite",
    "reset_second_factor",
}
SAID = {"reason", "note", "comment", "missing_reason"}


def modules(*packages: ModuleType) -> Iterator[ModuleType]:
    for package in packages:
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not {"tests", "migrations"} & set(found.name.split(".")):
                yield importlib.import_module(found.name)


def kinds_of(form: type[Form]) -> Iterator[type[Form]]:
    for kind in form.__subclasses__():
        yield kind
        yield from kinds_of(kind)


def holds_words(name: str, field: forms.Field) -> bool:
    if not isinstance(field, forms.CharField) or isinstance(field.widget, forms.HiddenInput):
        return False
    is_long = isinstance(field.widget, forms.Textarea) or (field.max_length or 0) >= LONG
    return is_long or name in SAID


def forms_with_words() -> Iterator[type[Form]]:
    list(modules(lapwing.contexts, lapwing.insight))
    for form in dict.fromkeys(kinds_of(Form)):
        ours = form.__module__.startswith(("lapwing.contexts.", "lapwing.insight."))
        fields = form.base_fields.items() if ours and ".tests." not in form.__module__ else ()
        if any(holds_words(name, field) for name, field in fields):
            yield form


def commands_with_words() -> Iterator[Callable[..., object]]:
    """Public commands that take words which are kept; parts of them are told by place who acts."""
    for module in modules(lapwing.contexts, lapwing.insight, lapwing.registry.commands):
        for name, found in inspect.getmembers(module, inspect.isfunction):
            told = inspect.signature(found).parameters.values()
            takes = {each.name for each in told if each.kind is inspect.Parameter.KEYWORD_ONLY}
            its_own = found.__module__ == module.__name__ and not name.startswith("_")
            if its_own and takes & {"actor", "by"} and takes & SAID:
                yield found


def test_every_form_with_words_of_its_own_asks_about_names() -> None:
    found = list(forms_with_words())
    unasked = {form.__name__ for form in found if not issubclass(form, AsksAboutNames)}
    assert unasked == set(FORMS_LEFT_OUT)
    assert len(found) > 2 * len(unasked)


def test_every_command_that_keeps_a_reason_looks_it_through() -> None:
    found = list(commands_with_words())
    unlooked = {each.__name__ for each in found if "named_nobody" not in inspect.signature(each).parameters}
    assert unlooked - ADMINISTRATION == set(COMMANDS_LEFT_OUT)
    looking = [each for each in found if each.__name__ not in unlooked]
    assert len(looking) > 20
    for each in looking:
        assert inspect.getsource(each).count("named_nobody") > 1, f"{each.__name__} passes it to nobody"
