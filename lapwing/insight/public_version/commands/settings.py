"""How a partnership publishes, and what somebody says about what is published."""

from __future__ import annotations

from datetime import datetime, timedelta
from ipaddress import IPv4Address, ip_address, ip_network
from urllib.parse import urlsplit

from django.db import transaction

from lapwing.domain.disclosure import POLICIES
from lapwing.insight.public_version import access
from lapwing.insight.public_version.commands.errors import ChangedMeanwhileError, PublicError
from lapwing.insight.public_version.models import Feedback, PublicSettings, PublicVersion, VersionState
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.rules import NotVisible
from lapwing.platform.tokens.allowances import Limit, take
from lapwing.registry.models import Partnership

LONGEST_FEEDBACK = 2000
LONGEST_ADDRESS = 500
# Of one public version, by anybody together: what comes above that in an hour is no conversation.
MOST_AN_HOUR = 60
# Of one public version, from one address: a school or an office may share it, and nobody silences all others.
FROM_ONE_ADDRESS = Limit("public-feedback", 10, timedelta(days=1))


@transaction.atomic
def set_public_settings(
    *,
    by: Actor,
    partnership: Partnership,
    version: int,
    policy: str,
    feedback_address: str,
    may_be_found: bool,
    now: datetime,
) -> PublicSettings:
    """Say what is hidden, where feedback goes and whether search engines may list what is published.

    ``version`` is 0 for the defaults. What is published already stays as it is. Raises NotVisible and
    PublicError.
    """
    if not by.may(access.MAKE, partnership.pk):
        raise NotVisible("No such partnership")
    if policy not in POLICIES:
        raise PublicError("Choose which numbers are hidden.", "policy")
    said = {
        "policy": policy,
        "feedback_address": _address(feedback_address),
        "may_be_found": may_be_found,
        "changed_at": now,
        "changed_by_id": by.id,
    }
    Partnership.objects.select_for_update(of=("self",), no_key=True).get(pk=partnership.pk)
    row = PublicSettings.objects.filter(partnership=partnership).first()
    if (row.version if row else 0) != version:
        raise ChangedMeanwhileError
    if row is None:
        return PublicSettings.objects.create(partnership=partnership, **said)
    for name, value in said.items():
        setattr(row, name, value)
    row.version += 1
    row.save()
    return row


@transaction.atomic
def give_feedback(*, row: PublicVersion, words: str, address: str, now: datetime) -> Feedback:
    """Keep what somebody said about a version that is published; nothing is known of who it was.

    ``address`` is that of the network it came from. Only how often it was used is counted, for a day, under
    a keyed hash and apart from what was said. Whoever acts is a system user.

    Raises NotVisible and PublicError.
    """
    if row.state != VersionState.APPROVED:
        raise NotVisible("No such public version")
    said = words.strip()
    if not said or "\0" in said:
        raise PublicError("Write what you think.", "words")
    if len(said) > LONGEST_FEEDBACK:
        raise PublicError(f"Use {LONGEST_FEEDBACK} letters at most.", "words")
    recent = Feedback.objects.filter(of_version=row, said_at__gt=now - timedelta(hours=1)).count()
    if recent >= MOST_AN_HOUR:
        raise PublicError("Many people are writing just now. Please try again in an hour.")
    # in this transaction: a comment that is not kept, for whatever reason, uses up nothing
    if take(FROM_ONE_ADDRESS, f"{row.pk} {network_of(address)}", now=now).is_exceeded:
        raise PublicError("Many comments came from where you are today. Please try again tomorrow.")
    return Feedback.objects.create(partnership_id=row.partnership_id, of_version=row, words=said, said_at=now)


def network_of(address: str) -> str:
    """The address itself, or the network of an IPv6 address, of which one household has a great many.

    An IPv4 address that a server hears on its IPv6 socket is told as that IPv4 address.
    """
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if isinstance(found, IPv4Address):
        return str(found)
    return str(found.ipv4_mapped or ip_network((found, 64), strict=False))


def _address(text: str) -> str:
    found = text.strip()
    if not found:
        return ""
    wrong = PublicError("Enter the whole address, such as https://example.org/feedback.", "feedback_address")
    try:
        parts = urlsplit(found)
        host = parts.hostname
    except ValueError as error:
        raise wrong from error
    if parts.scheme != "https" or not host or parts.username is not None or len(found) > LONGEST_ADDRESS:
        raise wrong
    if any(sign.isspace() or sign == "\0" for sign in found):
        raise wrong
    return found
