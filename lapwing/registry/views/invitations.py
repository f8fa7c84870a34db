"""Inviting people, and taking up an invitation by its link."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from lapwing.platform.access.views import ActorRequest, public, requires
from lapwing.platform.access_log.models import ReadKind
from lapwing.platform.access_log.noting import kind_of, note_read
from lapwing.platform.accounts import throttle
from lapwing.platform.accounts.commands import enter
from lapwing.platform.accounts.models import User
from lapwing.platform.accounts.organisations.providers import organisations
from lapwing.platform.accounts.recent import recently_signed_in
from lapwing.platform.ui.forms import Form, refusals_on, sent
from lapwing.platform.ui.pages import Crumb, render
from lapwing.platform.ui.sent_once import done_here
from lapwing.registry import commands
from lapwing.registry.access import invitations
from lapwing.registry.commands.invitations import VALID_FOR, Invited, Offer, link_path, offer_of
from lapwing.registry.errors import InvitationClosedError, OwnRoleError, RegistryError, WrongPasswordError
from lapwing.registry.forms import AcceptForm, AcceptWithAccountForm, InviteForm, WithdrawForm
from lapwing.registry.models import Invitation, Partnership
from lapwing.registry.roles import ROLES, label_of

MANAGE = "registry.people.manage"


@requires(MANAGE)
@recently_signed_in
@require_http_methods(["GET", "POST"])
def invite(request: ActorRequest, partnership: Partnership) -> HttpResponse:
    """Ask whom to invite to what; then show the link, once."""
    form = InviteForm(sent(request), partnership=partnership)
    crumbs = [Crumb("People", reverse("people", args=[partnership.ref]))]
    if form.is_valid():
        with refusals_on(form, RegistryError):
            made = commands.invite(
                partnership=partnership, by=request.actor, now=timezone.now(), **form.cleaned_data
            )
            return _shown_once(request, partnership, made)
    context = {
        "form": form,
        "button": "Make the invitation",
        "cancel_url": reverse("people", args=[partnership.ref]),
        "partnership": partnership,
        "days": VALID_FOR.days,
    }
    return render(
        request, "registry/invite.html", context, title="Invite a person", crumbs=crumbs, width="reading"
    )


@requires(MANAGE)
@require_http_methods(["GET", "POST"])
def withdraw(request: ActorRequest, partnership: Partnership, invitation: str) -> HttpResponse:
    """Ask whether to withdraw an invitation, and do it."""
    waiting = Invitation.objects.filter(accepted_at=None, withdrawn_at=None)
    found = invitations.fetch(
        request.actor, MANAGE, queryset=waiting, partnership=partnership, ref=invitation
    )
    note_read(kind=kind_of(Invitation), ids=[found.pk], what=ReadKind.RECORD, partnership_id=partnership.pk)
    people = reverse("people", args=[partnership.ref])
    if request.method == "POST":
        try:
            commands.withdraw_invitation(found, now=timezone.now())
        except InvitationClosedError as error:
            messages.error(request, str(error))
        else:
            messages.success(
                request, f"The invitation of {found.name} is withdrawn. Its link no longer works."
            )
        return redirect(people)
    context = {
        "form": WithdrawForm(),
        "invitation": found,
        "role": label_of(found.role),
        "cancel_url": people,
    }
    return render(
        request,
        "registry/withdraw.html",
        context,
        title="Withdraw an invitation",
        crumbs=[Crumb("People", people)],
        width="reading",
    )


@requires(MANAGE)
@recently_signed_in
@require_POST
def renew(request: ActorRequest, partnership: Partnership, invitation: str) -> HttpResponse:
    """Make a new link for an invitation, mail it, and show it, once."""
    waiting = Invitation.objects.filter(accepted_at=None, withdrawn_at=None).select_related(
        "organisation", "partnership"
    )
    found = invitations.fetch(
        request.actor, MANAGE, queryset=waiting, partnership=partnership, ref=invitation
    )
    note_read(kind=kind_of(Invitation), ids=[found.pk], what=ReadKind.RECORD, partnership_id=partnership.pk)
    try:
        made = commands.renew_invitation(found, by=request.actor, now=timezone.now())
    except RegistryError as error:
        messages.error(request, str(error))
        return redirect("invitations", partnership.ref)
    return _shown_once(request, partnership, made)


@public
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def accept(request: ActorRequest, token: str) -> HttpResponse:
    """Say what is offered, ask for a password, and sign the person in."""
    try:
        offer = offer_of(token, now=timezone.now())
    except InvitationClosedError as error:
        return _closed(request, error)
    form: Form = (
        AcceptWithAccountForm(sent(request))
        if offer.has_account
        else AcceptForm(sent(request), email=offer.email, initial={"name": offer.name})
    )
    try:
        user = _accepted(request, token, offer, form) if form.is_valid() else None
    except InvitationClosedError as error:
        # by whoever was quicker, perhaps the same person in another window
        return _closed(request, error)
    if user is not None:
        messages.success(request, f"Welcome to {offer.partnership}.")
        return redirect("home" if enter(request, user, now=timezone.now()) else "second-factor")
    context = {"form": form, "offer": offer, "role": ROLES.get(offer.role), "button": "Accept and sign in"}
    context |= {"organisations": organisations(), "token": token}
    return render(request, "registry/accept.html", context, title="Your invitation", width="reading")


def _closed(request: ActorRequest, error: InvitationClosedError) -> HttpResponse:
    return render(
        request,
        "registry/invitation_closed.html",
        {"words": str(error)},
        title="This invitation cannot be used",
        width="reading",
        status=404,
    )


def _shown_once(request: ActorRequest, partnership: Partnership, made: Invited) -> HttpResponse:
    """The link of an invitation, which is kept nowhere."""
    done_here(request, reverse("invitations", args=[partnership.ref]))
    context = {
        "invitation": made.invitation,
        "link": request.build_absolute_uri(link_path(made.token)),
        "partnership": partnership,
    }
    return render(
        request,
        "registry/invited.html",
        context,
        title="Invitation made",
        crumbs=[Crumb("People", reverse("people", args=[partnership.ref]))],
        width="reading",
    )


@sensitive_variables()
def _accepted(request: ActorRequest, token: str, offer: Offer, form: Form) -> User | None:
    """Take up the invitation, for whom; None leaves the reason on the form. Raises InvitationClosedError."""
    now = timezone.now()
    guess = throttle.begin(request, offer.email, now) if offer.has_account else None
    if offer.has_account and guess is None:
        form.add_error(None, "Too many attempts. Wait 15 minutes, then try again")
        return None
    name, password = form.cleaned_data.get("name", ""), form.cleaned_data["password"]
    accepted, wrong = None, False
    try:
        accepted = commands.accept_invitation(token, name=name, password=password, now=now)
    except WrongPasswordError as error:
        wrong = True
        form.add_error("password", str(error))
    except OwnRoleError as error:
        form.add_error(None, str(error))
    if guess and wrong:
        guess.failed()
    elif guess:
        guess.take_back()
    return accepted
