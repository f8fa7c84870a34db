"""What people type about decisions, what is raised, and what is asked."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from lapwing.contexts.governance.commands.asked import may_record
from lapwing.contexts.governance.commands.decisions import DecisionDetails
from lapwing.contexts.governance.forms.about import about_field, about_value, pointed
from lapwing.contexts.governance.forms.base import (
    NOT_HERE,
    EditForm,
    WordsForm,
    choose,
    left_out,
    people_who_act,
    text_box,
)
from lapwing.contexts.governance.models import AgendaItem, Decision, EscalatedItem, ItemKind, Meeting
from lapwing.contexts.governance.queries.acting import PERSON, SEAT, who_may_act, who_of
from lapwing.platform.accounts.models import User
from lapwing.platform.ui.filters import day
from lapwing.platform.ui.forms import DateField
from lapwing.registry.models import GovernanceGroup, GroupMember


class DecisionForm(WordsForm):
    words = text_box(
        "What was decided?",
        rows=4,
        missing="Enter what was decided",
        help_text=f"As the group said it. {NOT_HERE}",
    )
    who = forms.ChoiceField(
        label="Who is to do it?",
        required=False,
        help_text="Leave empty when nobody has to act: it then stands.",
    )
    act_by = DateField(label="By when?", required=False)
    item_ref = forms.ChoiceField(label="Under which item?", required=False)
    answers = forms.ChoiceField(label="Which decision asked for does it answer?", required=False)
    about = about_field()

    def __init__(
        self,
        *args: Any,
        group: GovernanceGroup,
        on: date,
        meeting: Meeting | None = None,
        decision: Decision | None = None,
        by: int | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "who", [("", "Nobody"), *_who(group, on, decision)])
        asked = _asked(group, meeting, by) if decision is None else []
        if asked:
            choose(self, "answers", [("", "None of them"), *asked])
        else:
            del self.fields["answers"]
        if meeting is None:
            del self.fields["item_ref"]
            return
        items = AgendaItem.objects.in_force().filter(meeting=meeting)
        choose(self, "item_ref", [("", "None of them"), *((each.ref, each.title) for each in items)])

    def details(self, typed: dict[str, Any]) -> DecisionDetails:
        kind, _, ref = (typed["who"] or "").partition(":")
        return DecisionDetails(
            words=typed["words"],
            actor=User.objects.filter(ref=ref).first() if kind == PERSON else None,
            seat=GroupMember.objects.filter(ref=ref).first() if kind == SEAT else None,
            act_by=typed["act_by"],
            about=pointed(typed["about"] or ""),
            item_ref=typed.get("item_ref") or "",
        )


def _who(group: GovernanceGroup, on: date, decision: Decision | None) -> list[tuple[str, str]]:
    """Who can be asked to act, and whoever a decision that is changed has asked already."""
    found = {f"{each.kind}:{each.ref}": each.label for each in who_may_act(group, on)}
    if decision is not None and (key := _chosen(decision)):
        named = decision.actor.name if decision.actor else decision.seat.called if decision.seat else ""
        found.setdefault(key, named)
    return list(found.items())


def _asked(group: GovernanceGroup, meeting: Meeting | None, by: int | None) -> list[tuple[str, str]]:
    """What the group is asked to decide and has not answered, for whoever records that it did."""
    rows = EscalatedItem.objects.unanswered().filter(group=group, kind=ItemKind.DECISION)
    found = rows.select_related("meeting").order_by("created_at", "pk")
    return [(row.ref, row.words) for row in found if may_record(row, by, meeting)]


def _chosen(decision: Decision) -> str:
    kind, ref = who_of(decision)
    return f"{kind}:{ref}" if ref else ""


def decision_values(decision: Decision) -> dict[str, Any]:
    return {
        "words": decision.words,
        "who": _chosen(decision),
        "act_by": decision.act_by,
        **about_value(decision),
    }


class CloseForm(WordsForm):
    words = text_box(
        "What was done?", rows=4, missing="Say what was done", help_text=f"In a sentence or two. {NOT_HERE}"
    )


class SupersedeForm(WordsForm):
    by_number = forms.IntegerField(
        label="Number of the decision that took its place",
        **left_out("Enter the number of the decision that took its place"),
        min_value=1,
        max_value=99999,
        widget=forms.NumberInput(attrs={"width": 3}),
    )
    words = text_box("Why does it no longer hold?", rows=3, missing="Say why it no longer holds")


class RaiseForm(WordsForm):
    words = text_box("What is escalated?", rows=3, missing="Say what is escalated", help_text=NOT_HERE)
    reason = text_box(
        "Why does this group have to settle it?", rows=3, missing="Say why this group has to settle it"
    )
    about = about_field()


class AskForm(WordsForm):
    words = text_box(
        "What is to be decided?",
        rows=2,
        longest=300,
        missing="Enter what is to be decided",
        help_text=f"In a sentence. {NOT_HERE}",
    )
    reason = text_box("Why is the group asked?", rows=3, missing="Say why the group is asked")
    options = text_box("Options", rows=4, required=False, help_text="Between what, one a line.")
    recommendation = text_box("Recommendation", rows=2, required=False)
    meeting = forms.ChoiceField(
        label="At which meeting?", required=False, help_text="It stands on that meeting's agenda."
    )
    about = about_field()

    def __init__(self, *args: Any, meetings: Iterable[Meeting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        said = ((each.ref, day(each.held_on)) for each in meetings)
        choose(self, "meeting", [("", "The next one"), *said])


class WithdrawAskedForm(WordsForm):
    reason = text_box(
        "Why is it withdrawn?",
        rows=3,
        missing="Say why it is withdrawn",
        help_text="It stays to be read, with this reason.",
    )


class AnswerRaisedForm(WordsForm):
    answer = text_box("The group's answer", rows=4, help_text=NOT_HERE)
    decision_number = forms.IntegerField(
        label="Number of the decision that it led to",
        required=False,
        min_value=1,
        max_value=99999,
        help_text="If there is one.",
        widget=forms.NumberInput(attrs={"width": 3}),
    )


class FurtherForm(WordsForm):
    reason = text_box(
        "Why can this group not settle it?", rows=3, missing="Say why this group cannot settle it"
    )


class AnswerQuestionForm(WordsForm):
    words = text_box("Answer", rows=5, help_text=NOT_HERE)


class GiveForm(EditForm):
    to = forms.ChoiceField(label="Who is to answer it?", help_text="People whose role takes part in groups.")

    def __init__(self, *args: Any, partnership_id: int, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "to", [("", "Choose one"), *people_who_act(partnership_id, on)])
