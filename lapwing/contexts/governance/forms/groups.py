"""What people type about groups and who sits on them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from lapwing.contexts.governance.forms.base import EditForm, bodies_of, choose, left_out, people_of, text_box
from lapwing.platform.accounts.models import User
from lapwing.platform.ui.forms import DateField
from lapwing.registry.commands import GroupDetails, Seat
from lapwing.registry.groups import groups_in_force
from lapwing.registry.models import Capacity, GovernanceGroup, GroupKind, GroupMember, Organisation
from lapwing.registry.names import AsksAboutNames


class GroupForm(EditForm):
    name = forms.CharField(label="Name", max_length=200)
    short_name = forms.CharField(
        label="Short name",
        required=False,
        max_length=40,
        help_text="As people say it. For example, SEPB",
        widget=forms.TextInput(attrs={"width": 10}),
    )
    kind = forms.ChoiceField(label="Kind", choices=GroupKind.choices, widget=forms.RadioSelect)
    reports_to = forms.ChoiceField(
        label="Reports to", required=False, help_text="What this group cannot settle goes there."
    )
    rhythm = forms.CharField(
        label="How often it meets", required=False, max_length=100, help_text="For example, every two months"
    )
    terms_of_reference = text_box(
        "Terms of reference",
        rows=8,
        longest=20000,
        required=False,
        help_text="What it is for, what it may decide, and when it can.",
    )

    def __init__(
        self, *args: Any, partnership_id: int, group: GovernanceGroup | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.groups = {
            each.ref: each for each in groups_in_force(partnership_id) if group is None or each != group
        }
        choose(
            self,
            "reports_to",
            [("", "No group of the partnership"), *((ref, each.name) for ref, each in self.groups.items())],
        )

    def details(self, typed: dict[str, Any]) -> GroupDetails:
        return GroupDetails(
            **{**_without_version(typed), "reports_to": self.groups.get(typed["reports_to"])},
        )


def group_values(group: GovernanceGroup) -> dict[str, Any]:
    return {
        "name": group.name,
        "short_name": group.short_name,
        "kind": group.kind,
        "reports_to": group.reports_to.ref if group.reports_to else "",
        "rhythm": group.rhythm,
        "terms_of_reference": group.terms_of_reference,
    }


class SeatForm(EditForm):
    user = forms.ChoiceField(
        label="Person", required=False, help_text="Leave empty when they do not use Lapwing."
    )
    post = forms.CharField(
        label="Post",
        required=False,
        max_length=200,
        help_text="By which they sit there. For example, Director of Children's Services",
    )
    organisation = forms.ChoiceField(
        label="For which organisation?", **left_out("Select the organisation for which they sit")
    )
    capacity = forms.ChoiceField(label="Capacity", choices=Capacity.choices, widget=forms.RadioSelect)
    from_date = DateField(label="First day")
    to_date = DateField(label="Last day", required=False, help_text="Leave empty when nobody knows yet.")

    def __init__(
        self, *args: Any, group: GovernanceGroup, on: date, member: GroupMember | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        people = dict(people_of(group.partnership_id, on))
        if member is not None and member.user is not None:
            people.setdefault(member.user.ref, member.user.name)
        bodies = dict(bodies_of(group.partnership_id))
        choose(self, "user", [("", "Nobody with an account"), *people.items()])
        choose(self, "organisation", [("", "Choose one"), *bodies.items()])

    def seat(self, typed: dict[str, Any]) -> Seat:
        user = User.objects.filter(ref=typed["user"]).first() if typed["user"] else None
        body = Organisation.objects.get(ref=typed["organisation"])
        return Seat(**{**_without_version(typed), "user": user, "organisation": body})


def seat_values(member: GroupMember) -> dict[str, Any]:
    return {
        "user": member.user.ref if member.user else "",
        "post": member.post,
        "organisation": member.organisation.ref,
        "capacity": member.capacity,
        "from_date": member.from_date,
        "to_date": member.to_date,
    }


class EndSeatForm(AsksAboutNames, EditForm):
    last_day = DateField(label="Last day")
    reason = forms.CharField(
        label="Reason",
        max_length=500,
        required=False,
        help_text="Kept in the history. For example, moved to another post",
    )


class TakeOutForm(AsksAboutNames, EditForm):
    reason = forms.CharField(
        label="Why is it withdrawn?",
        **left_out("Say why it is withdrawn"),
        max_length=500,
        help_text="Kept in the history. Nothing is erased: it can be brought back.",
    )


class TakeRecordOutForm(TakeOutForm):
    """The same of a record that people wrote words in."""


def _without_version(typed: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in typed.items() if name != "version"}
