"""What a page is told of its person's session."""

from __future__ import annotations

from django.contrib.auth import SESSION_KEY as USER_KEY
from django.http import HttpRequest
from django.urls import reverse

from lapwing.platform.accounts.sessions.limits import WARN_BEFORE, Left, account_mark
from lapwing.platform.ui.pages import Staying


def staying_of(request: HttpRequest) -> Staying | None:
    """For the frame of a page; None when the session began with this very request, or there is none."""
    left: Left | None = getattr(request, "left", None)
    if left is None or USER_KEY not in request.session:
        return None
    return Staying(
        idle=left.idle,
        whole=left.whole,
        warn=int(WARN_BEFORE.total_seconds()),
        account=account_mark(int(request.session[USER_KEY])),
        state_url=reverse("account-session-state"),
        stay_url=reverse("account-session-stay"),
        sign_in_url=reverse("sign-in"),
    )
