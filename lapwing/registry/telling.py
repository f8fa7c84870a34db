"""Telling people what became of what they may do here, and inviting them by email."""

from __future__ import annotations

from datetime import date, datetime

from django.urls import reverse

from lapwing.platform.accounts.models import User
from lapwing.platform.notices.outbox import send_mail_now
from lapwing.platform.notices.telling import notify, settle
from lapwing.registry.models import Invitation, Membership, Partnership
from lapwing.registry.roles import label_of


def send_invitation(invitation: Invitation, token: str, *, now: datetime) -> None:
    """Send the link of an invitation to the person it is for. The outbox wipes it when it is sent."""
    send_mail_now(
        to=invitation.email,
        template="invitation",
        url=reverse("accept-invitation", args=[token]),
        now=now,
        # a new link is a new email
        key=f"invitation {invitation.ref} {invitation.invited_at:%Y%m%d%H%M%S%f}",
    )


def tell_of_role(membership: Membership, partnership: Partnership, *, now: datetime) -> None:
    """Tell a person of a role that they were given."""
    notify(
        people=[membership.user_id],
        template="role-given",
        partnership_id=partnership.pk,
        url=reverse("partnership", args=[partnership.ref]),
        now=now,
        key=f"role given {membership.ref}",
        role=label_of(membership.role),
    )


def tell_of_ending(membership: Membership, last_day: date | None, *, now: datetime) -> None:
    """Tell a person that a role of theirs ended, or when it will.

    Not as something of the partnership, of which they may see nothing any more.
    """
    if last_day is None:
        settle(key=f"role given {membership.ref}", now=now)
    notify(
        people=[membership.user_id],
        template="role-ended",
        partnership_id=None,
        url=reverse("home"),
        now=now,
        key=f"role ended {membership.ref} {last_day or ''}".strip(),
        role=label_of(membership.role),
    )


def settle_review(partnership: Partnership, *, now: datetime) -> None:
    """A review is signed off: nobody is asked for it any more."""
    for template in ("access-review-due", "access-review-overdue"):
        settle(beginning=f"{template} {partnership.ref} ", now=now)


def settle_invitation(invitation: Invitation, *, now: datetime) -> None:
    """An invitation is over, or has a new link: an email with the one before is not sent any more."""
    settle(beginning=f"invitation {invitation.ref} ", now=now)


def tell_of_closing(user: User, *, now: datetime) -> None:
    """Tell the address of a closed account: nobody can sign in to read a notice."""
    send_mail_now(
        to=user.email,
        template="account-closed",
        url=reverse("help"),
        now=now,
        key=f"closed {user.ref} {now:%Y-%m-%d %H:%M}",
    )
