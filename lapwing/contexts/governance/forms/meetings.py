"""What people type about meetings: when, who came, the agenda and the minutes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from lapwing.contexts.governance.commands.agenda import ItemDetails
from lapwing.contexts.governance.commands.meetings import HowCame, MeetingDetails
from lapwing.contexts.governance.forms.about import about_field, about_value, pointed
from lapwing.contexts.governance.forms.base import NOT_HERE, WordsForm, left_out, text_box
from lapwing.contexts.governance.models import AgendaItem, Came, Meeting
from lapwing.contexts.governance.queries.meetings import Attended
from lapwing.platform.ui.forms import DateField


class MeetingForm(WordsForm):
    held_on = DateField(label="Day")
    starts_at = forms.TimeField(
        label="Time",
        required=False,
        help_text="For example, 14:00",
        input_formats=["%H:%M", "%H.%M"],
        widget=forms.TimeInput(format="%H:%M", attrs={"width": 5}),
        error_messages={"invalid": "Enter a time, such as 14:00"},
    )
    place = text_box(
        "Place", rows=2, longest=500, required=False, help_text="A room, or the address of a call."
    )

    def details(self, typed: dict[str, Any]) -> MeetingDetails:
        return MeetingDetails(
            held_on=typed["held_on"], starts_at=typed["starts_at"], place=typed["place"] or ""
        )


def meeting_values(meeting: Meeting) -> dict[str, Any]:
    return {"held_on": meeting.held_on, "starts_at": meeting.starts_at, "place": meeting.place}


class ItemForm(WordsForm):
    title = forms.CharField(label="Item", max_length=300, **left_out("Enter what the item is"))
    presenter = forms.CharField(
        label="Who presents it?", required=False, max_length=200, help_text="A name or a post."
    )
    about = about_field()

    def details(self, typed: dict[str, Any]) -> ItemDetails:
        return ItemDetails(
            title=typed["title"], presenter=typed["presenter"], about=pointed(typed["about"] or "")
        )


def item_values(item: AgendaItem) -> dict[str, Any]:
    return {"title": item.title, "presenter": item.presenter, **about_value(item)}


class MinutesForm(WordsForm):
    minutes = text_box(
        "What was said",
        rows=12,
        longest=20000,
        required=False,
        help_text=f"Decisions are recorded apart, so that they come back until they are done. {NOT_HERE}",
    )


def minutes_values(item: AgendaItem) -> dict[str, Any]:
    return {"minutes": item.minutes}


class AttendanceForm(WordsForm):
    """One line for each seat: how they came, and who came instead. ``attendance_values`` are its values."""

    says_optional = False

    def __init__(self, *args: Any, attended: Iterable[Attended], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seats = list(attended)
        for seat in self.seats:
            self.fields[f"came-{seat.seat_ref}"] = forms.ChoiceField(
                label=f"{seat.called}, {seat.capacity.lower()}",
                choices=[("", "Not said"), *Came.choices],
                required=False,
            )
            self.fields[f"deputy-{seat.seat_ref}"] = forms.CharField(
                label=f"Post of the deputy of {seat.called}",
                required=False,
                max_length=200,
            )
        self.fields["guests"] = text_box(
            "Guests",
            rows=3,
            longest=2000,
            required=False,
            help_text="Who came without a seat, one a line: their post and organisation.",
        )

    def came(self, typed: dict[str, Any]) -> dict[str, HowCame]:
        """How each came; nothing of those of whom nothing is said."""
        return {
            seat.seat_ref: HowCame(
                typed.get(f"came-{seat.seat_ref}") or "", typed.get(f"deputy-{seat.seat_ref}") or ""
            )
            for seat in self.seats
        }


def attendance_values(attended: Iterable[Attended], guests: str) -> dict[str, Any]:
    values: dict[str, Any] = {"guests": guests}
    for seat in attended:
        values |= {f"came-{seat.seat_ref}": seat.came, f"deputy-{seat.seat_ref}": seat.deputy}
    return values
