"""No more emails, by the link that stands in each of them."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from lapwing.platform.access.views import ActorRequest, public
from lapwing.platform.notices.stopping import BadStopLinkError, holder_of, stop_emails
from lapwing.platform.ui.pages import render


@public
@csrf_exempt
@never_cache
@require_http_methods(["GET", "POST"])
def stop(request: ActorRequest, token: str) -> HttpResponse:
    """Ask whether to stop, and stop. Programs that show emails post here by themselves (RFC 8058).

    Nobody need be signed in, and no form of ours need have been asked for: the signature in the address is
    what counts, and nobody can make another person's. Looking stops nothing, since scanners of links look.
    """
    try:
        if request.method == "POST":
            stop_emails(token, now=timezone.now())
        else:
            holder_of(token)
    except BadStopLinkError:
        return render(
            request, "notices/stop.html", {"state": "bad"}, title="This link does not work", status=404
        )
    if request.method == "POST":
        return render(request, "notices/stop.html", {"state": "done"}, title="Your emails are stopped")
    return render(request, "notices/stop.html", {"state": "ask"}, title="Stop emails from Lapwing?")
