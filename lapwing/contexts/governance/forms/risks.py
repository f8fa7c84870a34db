"""What people type about risks and issues, and about what families were told."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from lapwing.contexts.governance.commands.risks import RiskDetails
from lapwing.contexts.governance.commands.told import ToldDetails
from lapwing.contexts.governance.forms.about import about_field, about_value, pointed
from lapwing.contexts.governance.forms.base import (
    NOT_HERE,
    WordsForm,
    choose,
    left_out,
    people_who_act,
    text_box,
)
from lapwing.contexts.governance.models import Channel, Risk, RiskKind, ToldToFamilies
from lapwing.contexts.governance.rules import IMPACT, LIKELIHOOD
from lapwing.platform.accounts.models import User
from lapwing.platform.ui.forms import DateField
from lapwing.registry.groups import groups_in_force


def _scale(label: str, missing: str, words: dict[int, str]) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        choices=[(number, f"{number} {word}") for number, word in words.items()],
        coerce=int,
        widget=forms.RadioSelect(attrs={"inline": True}),
        **left_out(missing),
    )


class RiskForm(WordsForm):
    kind = forms.ChoiceField(
        label="Risk or issue?",
        choices=RiskKind.choices,
        widget=forms.RadioSelect(
            attrs={
                "option_hints": {
                    RiskKind.RISK: "It may go wrong.",
                    RiskKind.ISSUE: "It has gone wrong already.",
                }
            }
        ),
        **left_out("Select whether it is a risk or an issue"),
    )
    words = text_box(
        "What is it?",
        rows=2,
        longest=1000,
        missing="Enter what the risk or issue is",
        help_text=NOT_HERE,
    )
    cause = text_box("What causes it?", rows=2, required=False)
    effect = text_box("What does it do to children and families?", rows=2, required=False)
    mitigation = text_box("What is done about it?", rows=3, required=False)
    owner = forms.ChoiceField(label="Who looks after it?", required=False)
    review_on = DateField(label="To be reviewed on", required=False)
    about = about_field()

    def __init__(
        self, *args: Any, partnership_id: int, on: date, owner: User | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        people = dict(people_who_act(partnership_id, on))
        if owner is not None:
            people.setdefault(owner.ref, owner.name)
        choose(self, "owner", [("", "Nobody yet"), *people.items()])

    def details(self, typed: dict[str, Any]) -> RiskDetails:
        return RiskDetails(
            kind=typed["kind"],
            words=typed["words"],
            cause=typed["cause"],
            effect=typed["effect"],
            mitigation=typed["mitigation"],
            owner=User.objects.filter(ref=typed["owner"]).first() if typed["owner"] else None,
            review_on=typed["review_on"],
            about=pointed(typed["about"] or ""),
        )


class NewRiskForm(RiskForm):
    likelihood = _scale("How likely is it?", "Select how likely it is", LIKELIHOOD)
    impact = _scale("How bad would it be?", "Select how bad it would be", IMPACT)
    field_order = (
        *("kind", "words", "cause", "effect", "likelihood", "impact"),
        *("mitigation", "owner", "review_on", "about"),
    )


def risk_values(risk: Risk) -> dict[str, Any]:
    return {
        "kind": risk.kind,
        "words": risk.words,
        "cause": risk.cause,
        "effect": risk.effect,
        "mitigation": risk.mitigation,
        "owner": risk.owner.ref if risk.owner else "",
        "review_on": risk.review_on,
        **about_value(risk),
    }


class ScoreForm(WordsForm):
    likelihood = _scale("How likely is it now?", "Select how likely it is now", LIKELIHOOD)
    impact = _scale("How bad would it be now?", "Select how bad it would be now", IMPACT)
    reason = text_box("Why is it judged so?", rows=3, missing="Say why it is judged so")


class CloseRiskForm(WordsForm):
    words = text_box("Why is it closed?", rows=3, missing="Say why it is closed")


class RaiseRiskForm(WordsForm):
    reason = text_box(
        "Why can this group not hold it any longer?",
        rows=3,
        missing="Say why this group cannot hold it any longer",
    )


class ToldForm(WordsForm):
    told_on = DateField(label="Day")
    words = text_box("What were they told?", rows=5, missing="Enter what they were told", help_text=NOT_HERE)
    channels = forms.MultipleChoiceField(
        label="How?",
        choices=Channel.choices,
        widget=forms.CheckboxSelectMultiple,
        **left_out("Select how they were told"),
    )
    audience = forms.CharField(
        label="Who?",
        max_length=300,
        help_text="For example, parents of children who wait for therapy",
        **left_out("Enter who was told"),
    )
    link = forms.URLField(
        label="Where can it be read?",
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text="The address of the page, if it is on one.",
    )
    group = forms.ChoiceField(label="On behalf of which group?", required=False)
    response = text_box(
        "What did they say to it?", rows=3, required=False, help_text=f"In general. {NOT_HERE}"
    )
    about = about_field()

    def __init__(self, *args: Any, partnership_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.groups = {each.ref: each for each in groups_in_force(partnership_id)}
        choose(
            self,
            "group",
            [("", "None of them"), *((ref, each.name) for ref, each in self.groups.items())],
        )

    def details(self, typed: dict[str, Any]) -> ToldDetails:
        return ToldDetails(
            told_on=typed["told_on"],
            words=typed["words"],
            channels=tuple(typed["channels"]),
            audience=typed["audience"],
            link=typed["link"] or "",
            response=typed["response"],
            group=self.groups.get(typed["group"] or ""),
            about=pointed(typed["about"] or ""),
        )


def told_values(row: ToldToFamilies) -> dict[str, Any]:
    return {
        "told_on": row.told_on,
        "words": row.words,
        "channels": list(row.channels),
        "audience": row.audience,
        "link": row.link,
        "response": row.response,
        "group": row.group.ref if row.group else "",
        **about_value(row),
    }
