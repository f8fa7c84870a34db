"""Back from an organisation: signing in, linking, and showing again who one is."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from lapwing.platform.access.acting import acting
from lapwing.platform.access.system import system_actor
from lapwing.platform.access.views import ActorRequest
from lapwing.platform.accounts import throttle
from lapwing.platform.accounts.commands import enter, start_session
from lapwing.platform.accounts.going_on import going_on_to
from lapwing.platform.accounts.marks import How, mark_confirmed, mark_second_factor
from lapwing.platform.accounts.models import User
from lapwing.platform.accounts.organisations.configuration import Organisation
from lapwing.platform.accounts.organisations.exchange import LEEWAY, Told, Visit
from lapwing.platform.accounts.organisations.identities import TakenError, holder_of, link
from lapwing.platform.accounts.organisations.purposes import RefusedError, on_return
from lapwing.platform.accounts.sessions.kinds import SignInEventKind
from lapwing.platform.accounts.telling import signed_in_elsewhere, tell_of_factors
from lapwing.platform.observing.security import SecurityEvent

UNKNOWN = (
    "{name} knows you, and that sign-in is not linked with an account here. If you have an account, sign in "
    "with your password and link it on the page Your account. If you were invited, open the link of your "
    "invitation. Otherwise ask the person in your partnership who looks after its people."
)
TAKEN = "That sign-in of {name} is linked with another account."
CHANGED = "You signed out, or in as somebody else, in between. Start again."


@on_return("sign-in")
def sign_in(request: ActorRequest, organisation: Organisation, visit: Visit, told: Told) -> HttpResponse:
    """Sign in the person whose account is linked with this sign-in. Nobody else is looked for."""
    user = person_linked(told)
    if user is None:
        account = f"organisation from {throttle.address_of(request)}"
        throttle.count_failure(request, account, timezone.now(), event=SecurityEvent.WRONG_ANSWER)
        raise RefusedError(UNKNOWN.format(name=organisation.name))
    return let_in(request, user, told, wanted=visit.wanted)


@on_return("link")
def link_with_account(
    request: ActorRequest, organisation: Organisation, visit: Visit, told: Told
) -> HttpResponse:
    """Link the sign-in with the account of the person who asked, and is still the one signed in."""
    user, now = _same_person(request, visit), timezone.now()
    try:
        is_new = link(user, issuer=told.issuer, subject=told.subject)
    except TakenError as error:
        raise RefusedError(TAKEN.format(name=organisation.name)) from error
    if is_new:
        tell_of_factors(request, user.pk, SignInEventKind.ORGANISATION_LINKED, now=now, how=organisation.name)
    elsewhere = signed_in_elsewhere(request, user.pk, now=now)
    messages.success(request, f"You can now sign in with {organisation.name}.{elsewhere}")
    return redirect("account")


@on_return("confirm")
def confirm(request: ActorRequest, organisation: Organisation, visit: Visit, told: Told) -> HttpResponse:
    """The organisation has just asked the person again who they are."""
    user, now = _same_person(request, visit), timezone.now()
    if person_linked(told) != user:
        raise RefusedError(f"That sign-in of {organisation.name} is not linked with your account.")
    if told.signed_in_at is None or now.timestamp() - told.signed_in_at > 2 * LEEWAY:
        raise RefusedError(f"{organisation.name} did not ask you again. Confirm it another way.")
    request.session.cycle_key()
    mark_confirmed(request.session, now)
    if told.second_factor:
        mark_second_factor(request.session, How.ORGANISATION)
    return redirect(visit.wanted)


def person_linked(told: Told) -> User | None:
    with acting(system_actor("Sign-in"), purpose="sign-in"):
        return holder_of(told.issuer, told.subject)


def let_in(request: ActorRequest, user: User, told: Told, *, wanted: str) -> HttpResponse:
    """Start a session; where the organisation asked for no second factor, the person's own is asked for."""
    now = timezone.now()
    if told.second_factor:
        start_session(request, user, now=now, second_factor=How.ORGANISATION)
        return redirect(wanted)
    if enter(request, user, now=now, by=How.ORGANISATION):
        return redirect(wanted)
    return redirect(going_on_to("second-factor", wanted))


def _same_person(request: ActorRequest, visit: Visit) -> User:
    user = request.user
    if not isinstance(user, User) or user.pk != visit.user_id:
        raise RefusedError(CHANGED)
    return user
