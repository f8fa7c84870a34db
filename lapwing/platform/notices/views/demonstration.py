"""The demonstration's post. Where this is no demonstration these pages do not exist."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from lapwing.platform.access.views import ActorRequest, public
from lapwing.platform.notices.demonstration import envelopes, open_mail
from lapwing.platform.ui.pages import Crumb, render

TITLE = "The demonstration’s post"


@public
@never_cache
@require_safe
def post(request: ActorRequest) -> HttpResponse:
    """What would be in people's mailboxes, the newest first; ``?box=`` shows one mailbox."""
    if not settings.DEMO:
        raise Http404("No such page")
    box = request.GET.get("box", "")
    found = envelopes(box=box, now=timezone.now())
    context = {"envelopes": found, "box": box}
    return render(request, "notices/post.html", context, title=TITLE, width="reading")


@public
@never_cache
@require_safe
def opened(request: ActorRequest, mail: str) -> HttpResponse:
    """One email, opened."""
    found = open_mail(mail, now=timezone.now())
    if found is None:
        raise Http404("No such page")
    return render(
        request,
        "notices/opened.html",
        {"mail": found},
        title="An email",
        heading=found.letter.subject,
        caption=f"To {found.envelope.to}",
        crumbs=[Crumb(TITLE, reverse("demonstration-post"))],
        width="reading",
    )
