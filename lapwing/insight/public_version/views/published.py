"""What everybody reads, without an account: the page, the easy-read page, both as PDF, a form for feedback.

Only what is approved and not withdrawn is there; all else is 404, alike. Nothing is read of who asks, and no
page but the form sets a cookie (the form's own, against forged requests). What was to be said to a browser
whose session has ended is said on the next page that is its own.
"""

from __future__ import annotations

from typing import Any, TypeVar

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from lapwing.insight.public_version import commands, queries
from lapwing.insight.public_version.forms import FeedbackForm
from lapwing.insight.public_version.models import PublicForm
from lapwing.insight.public_version.pdf import svg_of
from lapwing.insight.public_version.queries import Published, Settings, file_of, published
from lapwing.insight.public_version.telling import about, told_of
from lapwing.platform.access.rules import NotVisible
from lapwing.platform.access.views import public
from lapwing.platform.accounts.throttle import address_of
from lapwing.platform.documents.errors import MissingContentError
from lapwing.platform.documents.keeping import open_file
from lapwing.platform.ui.forms import refusals_on, sent
from lapwing.platform.ui.navigation import Link
from lapwing.platform.ui.pages import Frame, render, with_frame

R = TypeVar("R", bound=HttpResponseBase)
# Short enough that what is withdrawn is gone soon everywhere.
KEPT_SECONDS = 300


@public
@require_safe
def newest(request: HttpRequest, plan: str, name: str) -> HttpResponse:
    """The lasting address of a plan, that others link to: on to what was published last."""
    found = queries.newest(plan)
    if found.ref:
        to = name if name != "easy-read" or found.has_easy_read else "page"
        return _kept(request, found.settings, redirect(f"published:{to}", found.ref))
    here = reverse("published:newest", args=[plan])
    with_frame(request, _frame(here))
    answer = render(
        request,
        "public_version/nothing_now.html",
        {"followers": found.followers, "is_easy": name == "easy-read"},
        title="Nothing is published here now",
        width="reading",
    )
    answer.status_code = 404
    return _kept(request, found.settings, answer)


@public
@require_safe
def page(request: HttpRequest, public_version: str) -> HttpResponse:
    """How is the plan going? As anybody may read it."""
    with published(public_version) as found:
        answer = _page(request, found, "public_version/published.html", found.content.title)
        return _kept(request, found.settings, answer)


@public
@require_safe
def easy_read(request: HttpRequest, public_version: str) -> HttpResponse:
    """The same in few, short sentences with pictures."""
    with published(public_version) as found:
        answer = _page(request, found, "public_version/easy_read.html", f"Easy read: {found.content.title}")
        return _kept(request, found.settings, answer)


@public
@require_safe
def file(request: HttpRequest, public_version: str, form: PublicForm) -> HttpResponseBase:
    """A PDF of it, as it was built when it was approved."""
    with published(public_version) as found:
        kept = file_of(found.row, form)
        try:
            content = open_file(kept.file)
        except MissingContentError as error:
            raise NotVisible("No such file") from error
    name = "easy-read.pdf" if form == PublicForm.EASY_PDF else "document.pdf"
    answer = FileResponse(content, as_attachment=False, filename=name, content_type="application/pdf")
    answer["X-Content-Type-Options"] = "nosniff"
    return _kept(request, found.settings, answer)


@public
@require_http_methods(["GET", "POST"])
def feedback(request: HttpRequest, public_version: str) -> HttpResponse:
    """Say what one thinks of it; or on to the partnership's own page for that."""
    with published(public_version) as found:
        if found.settings.feedback_address:
            return redirect(found.settings.feedback_address)
        form = FeedbackForm(sent(request))
        if form.is_valid():
            with refusals_on(form, commands.PublicError):
                commands.give_feedback(
                    row=found.row,
                    words=form.cleaned_data["words"],
                    address=address_of(request),
                    now=timezone.now(),
                )
                return redirect("published:thanks", public_version)
        back = reverse("published:page", args=[public_version])
        answer = _page(
            request,
            found,
            "public_version/say.html",
            "Tell us what you think",
            form=form,
            button="Send it",
            cancel_url=back,
        )
        answer["Cache-Control"] = "no-store"
        return answer


@public
@require_safe
def thanks(request: HttpRequest, public_version: str) -> HttpResponse:
    """It has arrived."""
    with published(public_version) as found:
        return _kept(
            request, found.settings, _page(request, found, "public_version/thanks.html", "Thank you")
        )


def _page(request: HttpRequest, found: Published, template: str, title: str, **more: Any) -> HttpResponse:
    """A page in a frame of its own: nobody is signed in on it, and nothing leads inside."""
    with_frame(request, _frame(reverse("published:page", args=[found.row.ref])))
    context = {
        "content": found.content,
        "ref": found.row.ref,
        "plan_ref": found.row.plan_ref,
        "lasting": request.build_absolute_uri(reverse("published:newest", args=[found.row.plan_ref])),
        "followers": found.followers,
        "newer_on": timezone.localdate(found.newer) if found.newer else None,
        "approved_on": timezone.localdate(found.row.approved_at),
        "sha256": found.row.sha256,
        "about": about(found.content),
        "told_of": told_of,
        "svg_of": svg_of,
        **more,
    }
    answer = render(
        request, template, context, title=title, caption=found.content.partnership, width="reading"
    )
    if not found.settings.may_be_found:
        answer["X-Robots-Tag"] = "noindex"
    return answer


def _frame(here: str) -> Frame:
    """Nothing leads inside from it."""
    footer = (Link("Accessibility", reverse("accessibility"), False),)
    return Frame(home_url=here, footer=footer, for_everybody=True)


def _kept(request: HttpRequest, found: Settings, answer: R) -> R:
    """Others may keep it for a few minutes; not where a session's cookie came, and may be changed by it."""
    of_nobody = settings.SESSION_COOKIE_NAME not in request.COOKIES
    answer["Cache-Control"] = f"public, max-age={KEPT_SECONDS}" if of_nobody else "private, no-store"
    if not found.may_be_found:
        answer["X-Robots-Tag"] = "noindex"
    return answer
