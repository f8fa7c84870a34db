"""The forms of signing in and of passwords."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password

from lapwing.platform.accounts.models import User
from lapwing.platform.accounts.programs import kinds_in_words
from lapwing.platform.ui.forms import Form


def password_box(label: str, *, new: bool) -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": "new-password" if new else "current-password"})
    hint = "At least 12 characters. Three or four words you can remember make a good one." if new else ""
    return forms.CharField(label=label, help_text=hint, strip=False, max_length=200, widget=widget)


def programs_box(standing: str) -> forms.BooleanField:
    """Whether what programs hold is to end too. ``standing`` says what that is, where it may be said."""
    hint = (
        "Programs and calendars go on reading by them as you, whoever made them. Tick this if somebody else "
        "may have been in your account. Your own programs and calendars then need new ones."
    )
    return forms.BooleanField(
        label=f"End my {kinds_in_words()} too",
        required=False,
        help_text=f"You have {standing}. {hint}" if standing else hint,
    )


class EndSessionsForm(Form):
    """Signing out everywhere else."""

    def __init__(self, *args: Any, standing: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if standing:
            self.fields["programs"] = programs_box(standing)


class SignInForm(Form):
    email = forms.EmailField(
        label="Email address",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "username", "spellcheck": False}),
    )
    password = password_box("Password", new=False)


class ForgottenPasswordForm(Form):
    email = forms.EmailField(
        label="Email address",
        help_text="The one you sign in with.",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "username", "spellcheck": False}),
    )


class PasskeyForm(Form):
    """What the browser's passkey says; a script of ours fills it in."""

    credential = forms.CharField(
        widget=forms.HiddenInput,
        max_length=20_000,
        error_messages={"required": "Your browser showed no passkey. Try again, or sign in another way"},
    )


class CodeForm(Form):
    code = forms.CharField(
        label="Code from your authenticator app",
        help_text="6 figures, for example 123 456",
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "width": 10}),
    )


class RecoveryCodeForm(Form):
    code = forms.CharField(
        label="Recovery code",
        help_text="One of those you kept when you set up your second factor. Each works once.",
        max_length=30,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "inputmode": "numeric", "spellcheck": False, "width": 20}
        ),
    )


class ConfirmPasswordForm(Form):
    password = password_box("Your password", new=False)


class NewPasskeyForm(PasskeyForm):
    name = forms.CharField(
        label="A name for it",
        help_text="So that you know it again, for example work laptop or blue key.",
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class NewPasswordForm(Form):
    """A new password by a link. Whoever has the link alone is not told whether there are tokens or feeds."""

    new = password_box("New password", new=True)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["programs"] = programs_box("")

    def clean_new(self) -> str:
        given: str = self.cleaned_data["new"]
        validate_password(given, self.user)
        return given


class ChangePasswordForm(NewPasswordForm):
    """``standing`` says what programs hold, if anything.

    ``barred``: why the current password is not looked at now; then nothing says whether it was right.
    """

    current = password_box("Current password", new=False)
    field_order = ("current", "new")

    def __init__(self, *args: Any, standing: str, barred: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.barred = barred
        if standing:
            self.fields["programs"] = programs_box(standing)
        else:
            del self.fields["programs"]

    def clean_current(self) -> str:
        given: str = self.cleaned_data["current"]
        if self.barred:
            raise forms.ValidationError(self.barred)
        if not self.user.check_password(given):
            raise forms.ValidationError("That is not your current password", code="wrong")
        return given
