"""The people of a partnership: who holds which role, and giving and ending roles."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lapwing.platform.access.views import ActorRequest, requires
from lapwing.platform.access_log.listings import note_listing
from lapwing.platform.accounts.models import User
from lapwing.platform.accounts.recent import recently_signed_in
from lapwing.platform.accounts.sessions.kinds import SignInEventKind
from lapwing.platform.accounts.telling import tell_of_factors
from lapwing.platform.history.queries import history_of
from lapwing.platform.notices.operating import refusals_of
from lapwing.platform.ui.forms import Form, refusals_on, sent
from lapwing.platform.ui.pages import Crumb, render
from lapwing.platform.ui.sent_once import done_here
from lapwing.registry import commands
from lapwing.registry.access import memberships
from lapwing.registry.administration.leaver import what_would_end
from lapwing.registry.errors import RegistryError
from lapwing.registry.forms import CloseAccountForm, EndRoleForm, EndSessionsForm, GrantForm, ResetFactorForm
from lapwing.registry.models import Membership, Partnership
from lapwing.registry.queries import open_invitations, person_in, roles_held
from lapwing.registry.roles import label_of
from lapwing.registry.tables import PEOPLE

READ = "registry.people.read"
MANAGE = "registry.people.manage"


@requires(READ)
@require_safe
def people(request: ActorRequest, partnership: Partnership) -> HttpResponse:
    """Who holds which role, and who has been invited."""
    manages = request.actor.may(MANAGE, partnership.pk)
    rows = roles_held(request.actor, partnership, on=timezone.localdate())
    listing = PEOPLE.read(request, rows)
    note_listing(listing, User, lambda row: row.person_id, partnership_id=partnership.pk)
    invited = open_invitations(request.actor, partnership, now=timezone.now()) if manages else []
    context = {"listing": listing, "invited": invited, "manages": manages, "partnership": partnership}
    return listing.download() or render(request, "registry/people.html", context, title="People")


@requires(READ)
@require_safe
def person(request: ActorRequest, partnership: Partnership, person: str) -> HttpResponse:
    """One person's roles in the partnership, and for those who may read it their history."""
    found = person_in(request.actor, partnership, person)
    held = roles_held(request.actor, partnership, on=timezone.localdate(), person=found)
    manages = request.actor.may(MANAGE, partnership.pk)
    context = {
        "person": found,
        "partnership": partnership,
        "roles": held,
        "manages": manages and request.actor.user_id != found.pk,
        "refused": refusals_of(found.pk) if manages else [],
        "sees_log": request.actor.may("access_log.read", partnership.pk),
        "history": _history(request, partnership, found),
    }
    return render(
        request,
        "registry/person.html",
        context,
        title="Person",
        heading=found.name,
        crumbs=[_people(partnership)],
    )


@requires(MANAGE)
@recently_signed_in
@require_http_methods(["GET", "POST"])
def grant_role(request: ActorRequest, partnership: Partnership, person: str) -> HttpResponse:
    """Give a person of the partnership another role."""
    found = person_in(request.actor, partnership, person, permission=MANAGE)
    initial = {"from_date": timezone.localdate()}
    form = GrantForm(sent(request), partnership=partnership, initial=initial)
    if form.is_valid():
        with refusals_on(form, RegistryError):
            commands.grant_role(
                user=found, partnership=partnership, by=request.actor, now=timezone.now(), **form.cleaned_data
            )
            messages.success(request, f"{found.name} is now {label_of(form.cleaned_data['role'])}.")
            return _to_person(partnership, found)
    return _form_page(request, partnership, found, form, title="Give another role", button="Give the role")


@requires(MANAGE)
@require_http_methods(["GET", "POST"])
def end_role(request: ActorRequest, partnership: Partnership, person: str, role: str) -> HttpResponse:
    """End one role, now or on a later day."""
    found = person_in(request.actor, partnership, person, permission=MANAGE)
    membership = memberships.fetch(
        request.actor,
        MANAGE,
        queryset=Membership.objects.not_over(timezone.localdate()).select_related("partnership"),
        partnership=partnership,
        user=found,
        ref=role,
    )
    form = EndRoleForm(sent(request))
    if form.is_valid():
        later = form.cleaned_data["when"] == "later"
        with refusals_on(form, RegistryError):
            commands.end_role(
                membership,
                by=request.actor,
                now=timezone.now(),
                reason=form.cleaned_data["reason"],
                last_day=form.cleaned_data["last_day"] if later else None,
            )
            messages.success(request, f"The role of {found.name} as {label_of(membership.role)} is ended.")
            return _to_person(partnership, found)
    title = f"End a role: {label_of(membership.role)}"
    return _form_page(request, partnership, found, form, title=title, button="End the role")


@requires(MANAGE)
@recently_signed_in
@require_POST
def password_link(request: ActorRequest, partnership: Partnership, person: str) -> HttpResponse:
    """Make a link by which a person who cannot sign in chooses a new password; show it, once."""
    found = person_in(request.actor, partnership, person, permission=MANAGE)
    try:
        token = commands.make_password_link(found, by=request.actor, now=timezone.now())
    except RegistryError as error:
        messages.error(request, str(error))
        return _to_person(partnership, found)
    done_here(request, _person_url(partnership, found))
    link = request.build_absolute_uri(reverse("new-password", args=[found.ref, token]))
    context = {"person": found, "link": link, "back": _person_url(partnership, found)}
    return _page(
        request,
        partnership,
        found,
        context,
        title="Link to a new password",
        template="registry/password_link.html",
    )


@requires(MANAGE)
@recently_signed_in
@require_http_methods(["GET", "POST"])
def reset_second_factor(request: ActorRequest, partnership: Partnership, person: str) -> HttpResponse:
    """Take the second factor away from a person who has lost their phone or key."""
    found = person_in(request.actor, partnership, person, permission=MANAGE)
    form = ResetFactorForm(sent(request))
    now = timezone.now()
    if form.is_valid():
        with refusals_on(form, RegistryError):
            commands.reset_second_factor(found, by=request.actor, now=now, **form.cleaned_data)
            tell_of_factors(request, found.pk, SignInEventKind.FACTORS_RESET, now=now)
            messages.success(
                request, f"{found.name} is signed out, and sets up a new second factor at the next sign-in."
            )
            return _to_person(partnership, found)
    return _form_page(
        request,
        partnership,
        found,
        form,
        title="Reset a second factor",
        button="Take the second factor away",
        template="registry/reset_factor.html",
    )


@requires(MANAGE)
@recently_signed_in
@require_http_methods(["GET", "POST"])
def end_sessions(request: ActorRequest, partnership: Partnership, person: str) -> HttpResponse:
    """Sign a person out in every browser at once."""
    found = person_in(request.actor, partnership, person, permission=MANAGE)
    form = EndSessionsForm(sent(request))
    if form.is_valid():
        with refusals_on(form, RegistryError):
            commands.end_sessions(found, by=request.actor, now=timezone.now(), **form.cleaned_data)
            messages.success(request, f"{found.name} is signed out everywhere.")
            return _to_person(partnership, found)
    return _form_page(
        request,
        partnership,
        found,
        form,
        title="Sign out everywhere",
        button="Sign them out",
        template="registry/end_sessions.html",
    )


@requires(MANAGE)
@require_http_methods(["GET", "POST"])
def close_account(request: ActorRequest, partnership: Partnership, person: str) -> HttpResponse:
    """Close the account of somebody who leaves, everywhere at once."""
    found = person_in(request.actor, partnership, person, permission=MANAGE)
    form = CloseAccountForm(sent(request))
    if form.is_valid():
        with refusals_on(form, RegistryError):
            commands.close_account(found, by=request.actor, now=timezone.now(), **form.cleaned_data)
            messages.success(request, f"The account of {found.name} is closed.")
            return redirect("people", partnership.ref)
    return _form_page(
        request,
        partnership,
        found,
        form,
        title="Close an account",
        template="registry/close_account.html",
        endings=what_would_end(found, partnership, now=timezone.now()),
    )


def _history(request: ActorRequest, partnership: Partnership, found: User) -> Any:
    if not request.actor.may_any(("history.read", "registry.people.history"), partnership.pk):
        return None
    theirs = Membership.objects.filter(partnership=partnership, user=found).values_list("pk", flat=True)
    return history_of(
        {Membership: list(theirs), User: [found.pk]},
        before=request.GET.get("before"),
        words={"role": label_of},
        leave_out=("last_login",),
    )


def _form_page(
    request: ActorRequest,
    partnership: Partnership,
    found: User,
    form: Form,
    *,
    title: str,
    template: str = "layouts/form.html",
    **context: Any,
) -> HttpResponse:
    context |= {"form": form, "cancel_url": _person_url(partnership, found), "person": found}
    return _page(request, partnership, found, context, title=title, template=template)


def _page(
    request: ActorRequest,
    partnership: Partnership,
    found: User,
    context: dict[str, Any],
    *,
    title: str,
    template: str,
) -> HttpResponse:
    crumbs = [_people(partnership), Crumb(found.name, _person_url(partnership, found))]
    return render(request, template, context, title=title, caption=found.name, crumbs=crumbs, width="reading")


def _people(partnership: Partnership) -> Crumb:
    return Crumb("People", reverse("people", args=[partnership.ref]))


def _person_url(partnership: Partnership, found: User) -> str:
    return reverse("person", args=[partnership.ref, found.ref])


def _to_person(partnership: Partnership, found: User) -> HttpResponse:
    return redirect(_person_url(partnership, found))
