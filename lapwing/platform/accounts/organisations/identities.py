"""Which sign-in of an organisation is whose: linked by issuer and subject, and by nothing else.

An email address in a token is never looked at. Whoever gets another's address at their organisation, or runs
a provider that says so, gains nothing by it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from allauth.socialaccount.models import SocialAccount
from django.db import IntegrityError, connection, transaction

from lapwing.platform.accounts.kinds import UserKind
from lapwing.platform.accounts.models import User
from lapwing.platform.accounts.organisations.configuration import Organisation
from lapwing.platform.accounts.organisations.providers import organisation_of_issuer, organisations

_UNLINK = "DELETE FROM socialaccount_socialaccount WHERE id = %s AND user_id = %s"


class TakenError(Exception):
    """This sign-in of the organisation belongs to another account."""


class OnlyWayInError(Exception):
    """Without it the person could not sign in any more; the text says what to do first."""


@dataclass(frozen=True)
class Identity:
    """A link between an account and a sign-in of an organisation."""

    id: int
    # The issuer when the service does not take that organisation's sign-in any more.
    organisation: str
    linked_at: datetime


def holder_of(issuer: str, subject: str) -> User | None:
    """The open account that this sign-in is linked to, as far as the acting user sees."""
    found = (
        SocialAccount.objects.filter(provider=issuer, uid=subject, user__is_active=True)
        .filter(user__kind=UserKind.PERSON)
        .select_related("user")
        .first()
    )
    return found.user if found else None


def link(user: User, *, issuer: str, subject: str) -> bool:
    """Link a sign-in of an organisation with an account; whether it was not before. Raises TakenError."""
    if SocialAccount.objects.filter(user=user, provider=issuer, uid=subject).exists():
        return False
    try:
        # What the provider says about the person beyond the subject is not kept.
        with transaction.atomic():
            SocialAccount.objects.create(user=user, provider=issuer, uid=subject, extra_data={})
    except IntegrityError as error:
        raise TakenError from error
    return True


def unlink(user: User, number: int, *, has_passkey: bool) -> None:
    """Take a link away. Raises OnlyWayInError."""
    theirs = SocialAccount.objects.filter(user=user)
    if not user.has_usable_password() and not has_passkey and not theirs.exclude(pk=number).exists():
        raise OnlyWayInError(
            "This is your only way in. Set up a passkey, or ask for a link to a new password, first"
        )
    with connection.cursor() as cursor:
        # Django would look for tokens that are kept with the link: their table is closed, and stays empty
        cursor.execute(_UNLINK, [number, user.pk])


def identities_of(user: User) -> tuple[Identity, ...]:
    found = SocialAccount.objects.filter(user=user).order_by("date_joined", "id")
    return tuple(Identity(each.pk, _name_of(each.provider), each.date_joined) for each in found)


def organisations_of(user: User) -> tuple[Organisation, ...]:
    """Those whose sign-in is taken and linked with this account."""
    issuers = set(SocialAccount.objects.filter(user=user).values_list("provider", flat=True))
    return tuple(each for each in organisations() if each.issuer in issuers)


def organisations_to_link(user: User) -> tuple[Organisation, ...]:
    linked = organisations_of(user)
    return tuple(each for each in organisations() if each not in linked)


def _name_of(issuer: str) -> str:
    known = organisation_of_issuer(issuer)
    return known.name if known else issuer
