"""How long what is known of colleagues is kept."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db.models import Exists, F, Model, OuterRef, QuerySet

from lapwing.platform.accounts.models import User
from lapwing.platform.accounts.sessions.models import SignedInSession, SignInEvent, UnsentForm
from lapwing.platform.notices.models import Mail, Notice, Preference
from lapwing.platform.retention.kinds import RecordKind, Rows
from lapwing.platform.retention.models import Fate
from lapwing.platform.saved_views.models import SavedView
from lapwing.platform.tokens.models import ApiToken, KeptAnswer, TokenUse
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


# What is a person's own, and says nothing of what they did in a partnership: by what they signed in, where
# and when, what they let programs do, how they liked to see and be told things, and what they were told.
# Each with the way to whose it is.
OWN: dict[type[Model], str] = {
    Authenticator: "user",
    SocialAccount: "user",
    SignedInSession: "user",
    SignInEvent: "user",
    UnsentForm: "user",
    ApiToken: "user",
    TokenUse: "token__user",
    KeptAnswer: "token__user",
    SavedView: "user",
    Preference: "user",
    Notice: "user",
    Mail: "user",
}


def _what_is_their_own(accounts: Rows, using: str) -> Rows:
    """What goes with the name: the invitations by which they came, which hold it, and all that is theirs."""
    came = Invitation.objects.using(using).filter(accepted_by__in=accounts[User], partnership__closed_on=None)
    theirs: dict[type[Model], list[int]] = {Invitation: list(came.values_list("pk", flat=True))}
    for model, whose in OWN.items():
        rows = model._default_manager.using(using).filter(**{f"{whose}__in": accounts[User]})
        theirs[model] = list(rows.order_by("pk").values_list("pk", flat=True))
    return {model: ids for model, ids in theirs.items() if ids}


KINDS = (
    RecordKind(
        code="invitation",
        label="Invitation never taken up",
        label_many="invitations never taken up",
        models=(Invitation,),
        trigger="since it ran out",
        goes="The invitation with the name and address in it, and its history.",
        read_by="registry.people.manage",
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
            "The name and the email address are replaced, in the history too. The invitation by which the "
            "person came is removed, and with its history all that is theirs alone: second factors, "
            "passkeys, links to organisations, sessions, sign-in history, API tokens, saved views, "
            "notices and emails. What they did stays, under the replaced name."
        ),
        read_by="registry.people.read",
        rows=_closed_accounts,
        months=72,
        basis=(
            "Limitation Act 1980, sections 2 and 5: most claims about what somebody did can be brought for "
            "six years. After that, who it was no longer needs to be known."
        ),
        fate=Fate.ANONYMISE,
        going=_what_is_their_own,
    ),
)
