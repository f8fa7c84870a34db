"""Writing emails into the outbox, in the transaction of their cause. Sending them is ``sending``'s."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from procrastinate.exceptions import AlreadyEnqueued

from lapwing.platform.access.acting import acting
from lapwing.platform.access.system import system_actor
from lapwing.platform.notices.addresses import path_of
from lapwing.platform.notices.catalogue import template_of
from lapwing.platform.notices.models import Mail

SYSTEM_USER = "Notices"
log = logging.getLogger(__name__)


class BadAddressError(ValueError):
    """Not an email address that anything can be sent to."""


def send_mail_now(*, to: str, template: str, url: str, now: datetime, key: str = "") -> bool:
    """Put an email into the outbox for an address, whether or not somebody has an account with it.

    For invitations, forgotten passwords and the like: no preference and no quiet hours hold it back. It goes
    when the transaction is committed, and again and again while the mail server is down; its link is wiped
    from the row when it is sent. ``url`` is a path, or an address whose path counts. The same ``key`` twice
    to one address is one email; says whether this one is new. Raises UnknownTemplateError, BadAddressError,
    or ValueError for an ``url`` that leads nowhere here.
    """
    template_of(template)
    mail = Mail(
        to=checked_address(to), template=template, url=path_of(url), key=key, created_at=now, try_at=now
    )
    with acting(system_actor(SYSTEM_USER), purpose="send mail"):
        return bool(put_into_the_outbox([mail]))


def checked_address(address: str) -> str:
    """The address, if it is one. What could add a header or a recipient is refused, not cleaned."""
    try:
        validate_email(address)
    except ValidationError as error:
        raise BadAddressError("That is not an email address.") from error
    return address


def put_into_the_outbox(mails: Iterable[Mail]) -> int:
    """Keep emails that have not been kept under their key before, and wake the worker. Gives their number."""
    wanted = list(mails)
    Mail.objects.bulk_create(wanted, ignore_conflicts=True)
    kept = Mail.objects.filter(ref__in=[mail.ref for mail in wanted]).count() if wanted else 0
    if kept:
        transaction.on_commit(wake_the_sender, robust=True)
    return kept


def wake_the_sender() -> None:
    """Ask the worker to send what waits. It looks each minute by itself, so nothing hangs on this."""
    from lapwing.platform.notices.jobs import send_waiting_mail

    try:
        with transaction.atomic():
            send_waiting_mail.defer()
    except AlreadyEnqueued:
        log.debug("The sender is awake already")
