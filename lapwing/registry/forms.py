"""The forms of the people pages."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password

from lapwing.platform.accounts.forms import password_box
from lapwing.platform.accounts.models import User
from lapwing.platform.ui.forms import DateField, Form
from lapwing.registry.models import Organisation, OrganisationKind, Partnership, ReviewDecision
from lapwing.registry.roles import given_by_administrators

REASON_HINT = "Kept in the history, where the partnership's administrators read it."


class OrganisationChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A body that takes part, chosen by its reference."""

    def __init__(self) -> None:
        super().__init__(
            Organisation.objects.none(), label="Organisation", to_field_name="ref", empty_label="Choose one"
        )


class RoleForm(Form):
    """Which role, where, until when: what giving a role and inviting to one have in common."""

    organisation = OrganisationChoice()
    role = forms.ChoiceField(
        label="Role",
        choices=[(role.code, role.label) for role in given_by_administrators()],
        widget=forms.RadioSelect(
            attrs={"option_hints": {role.code: role.who_may_hold for role in given_by_administrators()}}
        ),
    )
    to_date = DateField(
        label="Last day",
        required=False,
        help_text="Needed for accountable officers and outside advisers. For example, 31 3 2027",
    )

    def __init__(self, *args: Any, partnership: Partnership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["organisation"]
        assert isinstance(choice, forms.ModelChoiceField)
        choice.queryset = Organisation.objects.taking_part_in(partnership.pk)


def why_box() -> forms.CharField:
    return forms.CharField(
        label="Why do they need it?", help_text="Shown when access is reviewed, each quarter.", max_length=500
    )


class InviteForm(RoleForm):
    reason = why_box()
    name = forms.CharField(
        label="Name", max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    email = forms.EmailField(
        label="Email address",
        max_length=254,
        help_text="The person signs in with it.",
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": False}),
    )
    field_order = ("name", "email", "organisation", "role", "to_date", "reason")


class GrantForm(RoleForm):
    reason = why_box()
    from_date = DateField(label="First day", required=True)
    field_order = ("organisation", "role", "from_date", "to_date", "reason")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first: date | None = cleaned.get("from_date")
        last: date | None = cleaned.get("to_date")
        if first and last and last < first:
            self.add_error("to_date", "The last day must not be before the first")
        return cleaned


class EndRoleForm(Form):
    when = forms.ChoiceField(
        label="When does the role end?",
        choices=[("now", "Now"), ("later", "On a later day")],
        initial="now",
        widget=forms.RadioSelect,
    )
    last_day = DateField(
        label="Last day", required=False, help_text="Only for a later day. For example, 31 3 2027"
    )
    reason = forms.CharField(label="Reason", help_text=REASON_HINT, max_length=500)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("when") == "later" and "last_day" not in self.errors and not cleaned.get("last_day"):
            self.add_error("last_day", "Enter the last day")
        return cleaned


class CloseAccountForm(Form):
    reason = forms.CharField(label="Reason", help_text=REASON_HINT, max_length=500)


class ResetFactorForm(Form):
    reason = forms.CharField(label="Reason", help_text=REASON_HINT, max_length=500)


class EndSessionsForm(Form):
    reason = forms.CharField(label="Reason", help_text=REASON_HINT, max_length=500)


class OrganisationForm(Form):
    name = forms.CharField(label="Name", max_length=200)
    kind = forms.ChoiceField(label="Kind", choices=OrganisationKind.choices, widget=forms.RadioSelect)


class RenameForm(Form):
    name = forms.CharField(label="Name", max_length=200)
    reason = forms.CharField(label="Reason", help_text=REASON_HINT, max_length=500)


class EndParticipationForm(Form):
    reason = forms.CharField(label="Reason", help_text=REASON_HINT, max_length=500)


class DecisionForm(Form):
    decision = forms.ChoiceField(
        label="Is this role still needed?",
        choices=[
            (ReviewDecision.KEEP, "Keep it"),
            (ReviewDecision.END, "End it now"),
            (ReviewDecision.ASK, "Ask first"),
        ],
        widget=forms.RadioSelect(
            attrs={
                "option_hints": {
                    ReviewDecision.END: "The role ends at once. Say why below.",
                    ReviewDecision.ASK: "The review stays open until it is answered. Say what below.",
                }
            }
        ),
        error_messages={"required": "Select whether this role is still needed"},
    )
    note = forms.CharField(
        label="Reason or question",
        required=False,
        help_text="Kept with the review for good. Nothing about a child or a family.",
        max_length=500,
    )


class WithdrawForm(Form):
    """Nothing to fill in: a question that is answered by its button."""


class AcceptForm(Form):
    """Taking up an invitation without an account."""

    name = forms.CharField(
        label="Your name", max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    password = password_box("Password", new=True)

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean_password(self) -> str:
        given: str = self.cleaned_data["password"]
        validate_password(given, User(email=self.email, name=self.cleaned_data.get("name", "")))
        return given


class AcceptWithAccountForm(Form):
    """Taking up an invitation with the account that there is."""

    password = password_box("The password of your account", new=False)
