"""Reviewing who can see what, and why, each quarter."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lapwing.platform.access.views import ActorRequest, requires
from lapwing.platform.access_log.listings import how_asked
from lapwing.platform.access_log.models import ReadKind
from lapwing.platform.access_log.noting import kind_of, note_read
from lapwing.platform.ui.forms import refusals_on, sent
from lapwing.platform.ui.pages import Crumb, render
from lapwing.registry import commands
from lapwing.registry.access import access_reviews
from lapwing.registry.administration.reviewing import (
    changed_since,
    find_line,
    find_review,
    lines_of,
    title_of,
)
from lapwing.registry.administration.standing import review_standing
from lapwing.registry.administration.tables import REVIEW as TABLE
from lapwing.registry.errors import RegistryError
from lapwing.registry.forms import DecisionForm
from lapwing.registry.models import AccessReview, Partnership, ReviewDecision
from lapwing.registry.views.administration import administration_crumb

REVIEW = "registry.access.review"


@requires(REVIEW)
@require_http_methods(["GET", "POST"])
def reviews(request: ActorRequest, partnership: Partnership) -> HttpResponse:
    """The reviews there were, and when the next is due; POST begins this quarter's."""
    if request.method == "POST":
        try:
            made = commands.begin_review(partnership=partnership, by=request.actor, now=timezone.now())
        except RegistryError as error:
            messages.error(request, str(error))
            return redirect("access-reviews", partnership.ref)
        messages.success(request, "The review has begun. Nothing changes until somebody ends a role.")
        return _to_review(partnership, made)
    found = access_reviews.visible_to(
        request.actor, AccessReview.objects.filter(partnership=partnership), permission=REVIEW
    )
    shown = list(found.select_related("begun_by", "signed_by").order_by("-quarter"))
    # who began and who signed each stands in it
    note_read(
        kind=kind_of(AccessReview),
        ids=[review.pk for review in shown],
        what=ReadKind.LIST,
        partnership_id=partnership.pk,
    )
    context = {
        "reviews": [(review, title_of(review)) for review in shown],
        "standing": review_standing(partnership, now=timezone.now()),
        "partnership": partnership,
    }
    return render(
        request,
        "registry/access_reviews.html",
        context,
        title="Access reviews",
        crumbs=[administration_crumb(partnership)],
        width="reading",
    )


@requires(REVIEW)
@require_safe
def review(request: ActorRequest, partnership: Partnership, access_review: str) -> HttpResponse:
    """One review: every role as it stood, what was decided, and what has changed since."""
    found = find_review(request.actor, partnership, access_review)
    lines = lines_of(request.actor, partnership, found, how_asked(request))
    listing = TABLE.read(request, lines)
    own = sum(line.own and not line.decided for line in lines)
    waiting = sum(not line.decided for line in lines)
    context = {
        "review": found,
        "listing": listing,
        "partnership": partnership,
        "lines": lines,
        "waiting": waiting,
        "asked": sum(line.decision == ReviewDecision.ASK.label for line in lines),
        "own": own,
        "others": waiting - own,
        "changed": changed_since(found),
    }
    return listing.download() or render(
        request,
        "registry/access_review.html",
        context,
        title=title_of(found),
        crumbs=_crumbs(partnership),
    )


@requires(REVIEW)
@require_http_methods(["GET", "POST"])
def line(request: ActorRequest, partnership: Partnership, access_review: str, line: str) -> HttpResponse:
    """One role: what it means and why it is held; keep it, end it, or ask about it."""
    about = find_review(request.actor, partnership, access_review)
    row = find_line(request.actor, about, line)
    given = {"decision": row.decision or None, "note": row.note}
    form = DecisionForm(sent(request), initial=given)
    own = row.membership.user_id == request.actor.user_id
    if form.is_valid():
        decision = ReviewDecision(form.cleaned_data["decision"])
        with refusals_on(form, RegistryError):
            commands.decide(
                row, decision=decision, note=form.cleaned_data["note"], by=request.actor, now=timezone.now()
            )
            messages.success(request, f"{row.role}, {row.person}: {decision.label.lower()}.")
            return _to_review(partnership, about)
    context = {
        "form": form,
        "line": row,
        "own": own,
        "closed": about.signed_at is not None or row.decision == ReviewDecision.END,
        "button": "Save the decision",
        "cancel_url": reverse("access-review", args=[partnership.ref, about.ref]),
    }
    return render(
        request,
        "registry/access_review_line.html",
        context,
        title="Review a role",
        heading=row.role,
        caption=row.person,
        crumbs=[*_crumbs(partnership), Crumb(title_of(about), str(context["cancel_url"]))],
        width="reading",
    )


@requires(REVIEW)
@require_POST
def keep_the_rest(request: ActorRequest, partnership: Partnership, access_review: str) -> HttpResponse:
    """Keep every role that nobody has decided about, save one's own."""
    found = find_review(request.actor, partnership, access_review)
    try:
        kept = commands.keep_the_rest(found, by=request.actor, now=timezone.now())
    except RegistryError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "One role is kept." if kept == 1 else f"{kept} roles are kept.")
    return _to_review(partnership, found)


@requires(REVIEW)
@require_POST
def sign_off(request: ActorRequest, partnership: Partnership, access_review: str) -> HttpResponse:
    """Sign that every role was looked at."""
    found = find_review(request.actor, partnership, access_review)
    try:
        commands.sign_off(found, by=request.actor, now=timezone.now())
    except RegistryError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "The review is signed off, and kept as it is.")
    return _to_review(partnership, found)


def _crumbs(partnership: Partnership) -> list[Crumb]:
    return [
        administration_crumb(partnership),
        Crumb("Access reviews", reverse("access-reviews", args=[partnership.ref])),
    ]


def _to_review(partnership: Partnership, found: AccessReview) -> HttpResponse:
    return redirect("access-review", partnership.ref, found.ref)
