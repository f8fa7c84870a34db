"""A forgotten password: whoever asks is told the same in the same time, and the owner gets a link by mail."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest

from lapwing.platform.access.acting import acting
from lapwing.platform.access.system import system_actor
from lapwing.platform.accounts import throttle
from lapwing.platform.accounts.kinds import UserKind
from lapwing.platform.accounts.models import User
from lapwing.platform.observing.security import SecurityEvent, note_security_event
from lapwing.platform.refs import new_ref

PURPOSE = "forgotten password"


def ask_for_link(request: HttpRequest, *, email: str, now: datetime) -> None:
    """Queue a link to a new password for the open account with this address, if there is one.

    What is done is the same for every address: one look, one row that counts the asking, one job. Whether
    there is somebody to write to is found by the job. After ten askings in a quarter of an hour nothing
    is queued, and the words stay the same.
    """
    account, address = f"{PURPOSE} {email}", f"{PURPOSE} {throttle.address_of(request)}"
    with throttle.in_turn(account, address):
        is_barred = throttle.is_barred(account, address, now)
        throttle.note_failure(account, address, now)
    if is_barred:
        note_security_event(SecurityEvent.BARRED, request)
    with acting(system_actor("Sign-in"), purpose=PURPOSE):
        refs = list(
            User.objects.filter(email__iexact=email, is_active=True, kind=UserKind.PERSON).values_list(
                "ref", flat=True
            )
        )
        if is_barred:
            return
        # The reference names an account without saying whose; an unknown address gets one that is nobody's.
        _queue(person=refs[0] if refs else new_ref())


def _queue(*, person: str) -> None:
    from lapwing.platform.accounts.jobs import send_password_link

    send_password_link.defer(ref=person)
