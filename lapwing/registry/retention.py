"""How long what is known of colleagues is kept."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, F, Model, OuterRef, QuerySet

from lapwing.platform.accounts.models import User
from lapwing.platform.retention.kinds import RecordKind, Rows
from lapwing.platform.retention.models import Fate
from lapwing.registry.models import Invitation, Membership


def _unused_invitations(model: type[Model], partnership_id: int, using: str) -> QuerySet[Any]:
    rows = Invitation.objects.using(using).filter(partnership_id=partnership_id, accepted_at=None)
    return rows.annotate(began=F("expires_at"))


def _closed_accounts(model: type[Model], partnership_id: int, using: str) -> QuerySet[Any]:
    """Closed accounts whose every role was in this partnership, and that still have their name."""
    # roles in partnerships that are closed keep nobody's name
    roles = Membership.objects.using(using).filter(user=OuterRef("pk"), partnership__closed_on=None)
    rows = User.objects.using(using).filter(
        Exists(roles.filter(partnership_id=partnership_id)),
        ~Exists(roles.exclude(partnership_id=partnership_id)),
        is_active=False,
    )
    return rows.exclude(email__endswith="@closed.invalid").annotate(began=F("closed_at"))


def _their_invitations(accounts: Rows, using: str) -> Rows:
    """The invitations by which they came, which hold their name and address."""
    came = Invitation.objects.using(using).filter(accepted_by__in=accounts[User], partnership__closed_on=None)
    return {Invitation: list(came.values_list("pk", flat=True))}


KINDS = (
    RecordKind(
        code="invitation",
        label="Invitation never taken up",
        label_many="invitations never taken up",
        models=(Invitation,),
        trigger="since it ran out",
        goes="The invitation with the name and address in it, and its history.",
        rows=_unused_invitations,
        months=12,
        basis="Storage limitation, UK GDPR Article 5(1)(e): the person never came, so nothing depends on it.",
    ),
    RecordKind(
        code="closed-account",
        label="Closed account",
        label_many="closed accounts",
        models=(User,),
        trigger="since the account was closed",
        goes=(
            "The name and the email address are replaced, in the history too, and the invitation by which "
            "the person came is removed. What they did stays, under the replaced name."
        ),
        rows=_closed_accounts,
        months=72,
        basis=(
            "Limitation Act 1980, sections 2 and 5: most claims about what somebody did can be brought for "
            "six years. After that, who it was no longer needs to be known."
        ),
        fate=Fate.ANONYMISE,
        going=_their_invitations,
    ),
)
