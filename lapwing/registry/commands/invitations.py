"""Inviting people: an offer of a role, by a link that works once."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import connection, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from lapwing.platform.access.acting import acting
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.system import system_actor
from lapwing.platform.accounts.models import User
from lapwing.platform.accounts.organisations.identities import holder_of, link
from lapwing.registry.commands.roles import check_role
from lapwing.registry.errors import (
    AlreadyHeldError,
    InvitationClosedError,
    OtherAccountError,
    OwnRoleError,
    WrongPasswordError,
)
from lapwing.registry.models import Invitation, Membership, Organisation, Partnership
from lapwing.registry.telling import send_invitation, settle_invitation

VALID_FOR = timedelta(days=14)
CLOSED = (
    "This invitation was used, withdrawn or has run out. If it was you who used it, sign in. "
    "Otherwise ask for a new one."
)


@dataclass(frozen=True)
class Invited:
    """An invitation and its secret, which is shown once and never kept."""

    invitation: Invitation
    token: str


@dataclass(frozen=True)
class Offer:
    """What the holder of a link may know before accepting."""

    name: str
    email: str
    partnership: str
    organisation: str
    role: str
    to_date: date | None
    has_account: bool


@transaction.atomic
def invite(
    *,
    partnership: Partnership,
    organisation: Organisation,
    email: str,
    name: str,
    role: str,
    to_date: date | None,
    by: Actor,
    now: datetime,
    reason: str = "",
) -> Invited:
    """Offer a role to a person by email address, whether or not they have an account, and send the link.

    Raises OwnRoleError for one's own address, UnknownRoleError, WrongOrganisationError, RoleDatesError, or
    AlreadyHeldError when an invitation of this person to this role is open.
    """
    _refuse_oneself(email, by)
    today = timezone.localdate(now)
    check_role(
        role=role, organisation=organisation, partnership=partnership, to_date=to_date, by=by, today=today
    )
    # Two people who invite the same person at once wait for each other here.
    Partnership.objects.select_for_update().get(pk=partnership.pk)
    same = Invitation.objects.filter(
        partnership=partnership, organisation=organisation, role=role, email__iexact=email
    )
    if same.open_at(now).exists():
        raise AlreadyHeldError(f"{name} has an open invitation to that role. Withdraw it to send another.")
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        partnership=partnership,
        organisation=organisation,
        email=email,
        name=name,
        role=role,
        to_date=to_date,
        token_hash=_hash(token),
        invited_by_id=by.id,
        invited_at=now,
        expires_at=now + VALID_FOR,
        reason=reason,
    )
    send_invitation(invitation, token, now=now)
    return Invited(invitation, token)


@transaction.atomic
def renew_invitation(invitation: Invitation, *, by: Actor, now: datetime) -> Invited:
    """Make a new link, which is mailed, for an invitation that was not taken up; the old one ends.

    Raises InvitationClosedError when it was used or withdrawn, and what ``invite`` raises of the role.
    """
    invitation = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    if invitation.accepted_at is not None or invitation.withdrawn_at is not None:
        raise InvitationClosedError("This invitation was used or withdrawn before.")
    _refuse_oneself(invitation.email, by)
    check_role(
        role=invitation.role,
        organisation=invitation.organisation,
        partnership=invitation.partnership,
        to_date=invitation.to_date,
        by=by,
        today=timezone.localdate(now),
    )
    token = secrets.token_urlsafe(32)
    invitation.token_hash = _hash(token)
    invitation.invited_by_id, invitation.invited_at, invitation.expires_at = by.id, now, now + VALID_FOR
    invitation.save(update_fields=["token_hash", "invited_by", "invited_at", "expires_at"])
    settle_invitation(invitation, now=now)
    send_invitation(invitation, token, now=now)
    return Invited(invitation, token)


def link_path(token: str) -> str:
    """The address of the page by which an invitation is taken up."""
    return reverse("accept-invitation", args=[token])


def withdraw_invitation(invitation: Invitation, *, now: datetime) -> None:
    """Make the link useless. Raises InvitationClosedError when it was used or withdrawn before."""
    done = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, withdrawn_at=None).update(
        withdrawn_at=now
    )
    if not done:
        raise InvitationClosedError("This invitation was used or withdrawn before.")
    settle_invitation(invitation, now=now)


def offer_of(token: str, *, now: datetime) -> Offer:
    """What a link offers. Raises InvitationClosedError, alike for unknown and closed ones."""
    with acting(system_actor("Invitations"), purpose="invitation"):
        invitation = _open_invitation(token, now)
        return Offer(
            name=invitation.name,
            email=invitation.email,
            partnership=invitation.partnership.name,
            organisation=invitation.organisation.name,
            role=invitation.role,
            to_date=invitation.to_date,
            has_account=User.objects.filter(email__iexact=invitation.email).exists(),
        )


def accept_invitation(token: str, *, name: str, password: str, now: datetime) -> User:
    """Take up an invitation: make the account, or add the role to the one with this address.

    Nobody is signed in yet, so the system user "Invitations" acts. Where there is an account its password
    must be given, and its name stays. Raises InvitationClosedError, WrongPasswordError or OwnRoleError.
    """
    with acting(system_actor("Invitations"), purpose="accept invitation"):
        invitation = _open_invitation(token, now, lock=True)
        user = _holder_of_address(invitation.email)
        if user is None:
            user = User(email=invitation.email, name=name, created_at=now)
            user.set_password(password)
            user.save()
        elif not user.is_active:
            raise InvitationClosedError(CLOSED)
        elif not user.check_password(password):
            raise WrongPasswordError("That is not the password of your account.")
        _take_up(invitation, user, now)
    return user


def accept_by_organisation(token: str, *, issuer: str, subject: str, now: datetime) -> User:
    """Take up an invitation by the sign-in of one's organisation, and link the two.

    What the organisation says of an email address counts for nothing: who has the invitation's secret is who
    was invited. An account that there is already is never linked here; its own link must say so. Raises
    InvitationClosedError, OtherAccountError or OwnRoleError.
    """
    with acting(system_actor("Invitations"), purpose="accept invitation"):
        invitation = _open_invitation(token, now, lock=True)
        user = _holder_of_address(invitation.email)
        holder = holder_of(issuer, subject)
        if user is not None and not user.is_active:
            raise InvitationClosedError(CLOSED)
        if user is not None and holder != user:
            raise OtherAccountError(
                "There is an account with the address of this invitation already. Accept with its password, "
                "then link your organisation's sign-in on the page Your account."
            )
        if user is None and holder is not None:
            raise OtherAccountError(
                "That sign-in of your organisation is linked with another account. Ask for an invitation "
                "to the address of that account."
            )
        if user is None:
            user = User(email=invitation.email, name=invitation.name, created_at=now)
            user.set_unusable_password()
            user.save()
            link(user, issuer=issuer, subject=subject)
        _take_up(invitation, user, now)
    return user


def _refuse_oneself(email: str, by: Actor) -> None:
    """Nobody gives themselves a role, by an invitation as little as by hand. Raises OwnRoleError."""
    if User.objects.filter(pk=by.id, email__iexact=email).exists():
        raise OwnRoleError("Nobody invites themselves. Ask another administrator.")


def _take_up(invitation: Invitation, user: User, now: datetime) -> None:
    # asked again: invitations from before this was refused may still be open
    if user.pk == invitation.invited_by_id:
        raise OwnRoleError("You made this invitation yourself. Ask another administrator for one.")
    if not _holds_already(invitation, user, timezone.localdate(now)):
        Membership.objects.create(
            user=user,
            partnership_id=invitation.partnership_id,
            organisation_id=invitation.organisation_id,
            role=invitation.role,
            from_date=timezone.localdate(now),
            to_date=invitation.to_date,
            granted_by_id=invitation.invited_by_id,
            granted_at=now,
            granted_reason=invitation.reason,
        )
    invitation.accepted_at = now
    invitation.accepted_by = user
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    settle_invitation(invitation, now=now)


def _holds_already(invitation: Invitation, user: User, today: date) -> bool:
    """Whether they were given the very role by hand meanwhile, for as long. Who gives it now has to wait.

    Held twice, one would go on when somebody has ended the other.
    """
    User.objects.select_for_update().get(pk=user.pk)
    held = Membership.objects.held_on(today).filter(
        user=user,
        partnership_id=invitation.partnership_id,
        organisation_id=invitation.organisation_id,
        role=invitation.role,
    )
    as_long = (
        Q(to_date=None)
        if invitation.to_date is None
        else Q(to_date=None) | Q(to_date__gte=invitation.to_date)
    )
    return held.filter(as_long).exists()


def _open_invitation(token: str, now: datetime, *, lock: bool = False) -> Invitation:
    found = Invitation.objects.open_at(now).select_related("partnership", "organisation")
    if lock:
        # Of two who follow the link at once, the second finds it used.
        found = found.select_for_update(of=("self",))
    invitation = found.filter(token_hash=_hash(token)).first()
    today = timezone.localdate(now)
    if invitation is None or (invitation.to_date is not None and invitation.to_date < today):
        raise InvitationClosedError(CLOSED)
    return invitation


def _holder_of_address(email: str) -> User | None:
    """Whoever has an account with this address, until the end of the transaction.

    One person may take up two invitations at once, of which one makes the account: the other waits here.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"account of {email.lower()}"])
    return User.objects.filter(email__iexact=email).first()


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
