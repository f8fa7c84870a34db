"""How a partnership publishes, and what somebody says about what is published."""

from __future__ import annotations

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.db import transaction

from lapwing.domain.disclosure import POLICIES
from lapwing.insight.public_version import access
from lapwing.insight.public_version.commands.errors import ChangedMeanwhileError, PublicError
from lapwing.insight.public_version.models import Feedback, PublicSettings, PublicVersion, VersionState
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.rules import NotVisible
from lapwing.registry.models import Partnership

LONGEST_FEEDBACK = 2000
LONGEST_ADDRESS = 500
# Of one public version, by anybody together: what comes above that in an hour is no conversation.
MOST_AN_HOUR = 60


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
def give_feedback(*, row: PublicVersion, words: str, now: datetime) -> Feedback:
    """Keep what somebody said about a version that is published; nothing is known of who it was.

    Whoever acts is a system user. Raises NotVisible and PublicError.
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
    return Feedback.objects.create(partnership_id=row.partnership_id, of_version=row, words=said, said_at=now)


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
