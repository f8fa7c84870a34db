"""The address of a plan that always leads to its newest version, as it is printed."""

from __future__ import annotations

from datetime import datetime
from ipaddress import ip_address
from urllib.parse import urlsplit

from django.urls import reverse
from django.utils import timezone

from lapwing.insight.public_version.content import Public
from lapwing.platform.notices.addresses import absolute
from lapwing.platform.ui.filters import day


def lasting_address(plan_ref: str) -> str:
    """The whole address; empty where nobody else could open it, as on somebody's own machine."""
    found = absolute(reverse("published:newest", args=[plan_ref]))
    return "" if _is_of_one_machine(urlsplit(found).hostname or "") else found


def as_published(content: Public, approved_at: datetime, lasting: str) -> str:
    """What paper says of its day and of newer versions; the address itself follows it, if there is one."""
    on = f"As published on {day(timezone.localdate(approved_at))}."
    if lasting:
        return f"{on} The newest version is always at"
    return f"{on} There may be a newer version: look where {content.partnership} publishes it, or ask them."


def as_published_easily(approved_at: datetime, lasting: str) -> tuple[str, str]:
    """The same for easy read: two lines of one idea."""
    on = f"We made this on {day(timezone.localdate(approved_at))}."
    return on, "You can find the newest one here:" if lasting else "Ask us if there is a newer one."


def _is_of_one_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host in ("", "localhost") or host.endswith(".localhost")
