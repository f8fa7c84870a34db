"""Sending a public version on, deciding about it, what people said of it, and how one publishes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import Model
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lapwing.insight.public_version import access, commands, queries
from lapwing.insight.public_version import forms as shown_forms
from lapwing.insight.public_version.checking import few_named
from lapwing.insight.public_version.composing import composed
from lapwing.insight.public_version.content import from_text
from lapwing.insight.public_version.models import Feedback, PublicVersion, Wording
from lapwing.insight.public_version.views.making import crumbs, done_at_once
from lapwing.platform.access.views import ActorRequest, requires
from lapwing.platform.access_log.models import ReadKind
from lapwing.platform.access_log.noting import kind_of, note_read
from lapwing.platform.history.queries import history_of
from lapwing.platform.ui.forms import Form, refusals_on, refuse, sent
from lapwing.platform.ui.pages import render
from lapwing.registry.models import Partnership
from lapwing.registry.names import ASKED_ABOUT, CONFIRMED, AsksAboutNames, ChildNamedError, asked_about_names

FEEDBACK_SHOWN = 200
# What holds the whole text at once says nothing to a reader; each line has its own entry.
_LEFT_OUT = (
    "ref",
    "proposed",
    "content",
    "handling",
    "earlier",
    "had_part",
    "version",
    "partnership_id",
    "of_version_id",
)


@requires(access.MAKE)
@require_http_methods(["GET", "POST"])
def send(request: ActorRequest, partnership: Partnership, public_version: str) -> HttpResponse:
    """Ask for it to be approved."""
    row = access.fetch_version(request.actor, partnership.pk, public_version, access.MAKE)
    few = few_named(composed(from_text(row.proposed), queries.worded_of(row)), row.policy)
    form = shown_forms.SendForm(sent(request), few=few, initial={"version": row.version})
    if form.is_valid():
        try:
            commands.send_for_approval(
                by=request.actor,
                partnership=partnership,
                ref=row.ref,
                version=form.cleaned_data.get("version") or 0,
                now=timezone.now(),
                named_nobody=form.named_nobody,
                few_checked=bool(form.cleaned_data.get("few_checked")),
            )
        except ChildNamedError as error:
            form.ask_about(error)
        except commands.PublicError as error:
            refuse(form, error)
        else:
            messages.success(request, "It waits for approval. Those who may approve it are told.")
            return _to(row)
    intro = (
        "Somebody who had no part in it reads it and approves it, or returns it with a comment. When it is "
        "approved, everybody can read it at once."
    )
    return _page(request, row, form, "Send it for approval", "Send it for approval", intro=intro)


@requires(access.APPROVE)
@require_http_methods(["GET", "POST"])
def give_back(request: ActorRequest, partnership: Partnership, public_version: str) -> HttpResponse:
    """Return it with a comment."""
    row = access.fetch_version(request.actor, partnership.pk, public_version, access.APPROVE)
    form = shown_forms.CommentForm(sent(request), initial={"version": row.version})
    return _decide(request, row, form, commands.return_public_version, "Return it", "It is returned.")


@requires(access.APPROVE)
@require_POST
def approve(request: ActorRequest, partnership: Partnership, public_version: str) -> HttpResponse:
    """Approve it: everybody can read it."""
    row = access.fetch_version(request.actor, partnership.pk, public_version, access.APPROVE)
    return done_at_once(request, row, commands.approve_public_version, "It is approved, and published.")


@requires(access.MAKE, access.APPROVE)
@require_http_methods(["GET", "POST"])
def withdraw(request: ActorRequest, partnership: Partnership, public_version: str) -> HttpResponse:
    """Withdraw it: nobody outside reads it any more."""
    row = access.fetch_version(request.actor, partnership.pk, public_version, access.MAKE, access.APPROVE)
    form = shown_forms.ReasonForm(sent(request), initial={"version": row.version})
    return _decide(
        request,
        row,
        form,
        commands.withdraw_public_version,
        "Withdraw it",
        "It is withdrawn.",
        is_warning=True,
    )


@requires(access.FEEDBACK)
@require_GET
def feedback(request: ActorRequest, partnership: Partnership, public_version: str) -> HttpResponse:
    """What do people say of it?"""
    row = access.fetch_version(request.actor, partnership.pk, public_version, access.FEEDBACK)
    lines = list(queries.feedback_on(request.actor, row)[:FEEDBACK_SHOWN])
    note_read(
        kind=kind_of(Feedback),
        ids=[line.pk for line in lines],
        what=ReadKind.LIST,
        partnership_id=partnership.pk,
    )
    return render(
        request,
        "public_version/feedback.html",
        {"lines": lines, "most": FEEDBACK_SHOWN},
        title="What people say",
        caption=f"Public version of board pack {row.pack.number}",
        crumbs=crumbs(row),
        width="reading",
    )


@requires(access.MAKE)
@require_http_methods(["GET", "POST"])
def settings(request: ActorRequest, partnership: Partnership) -> HttpResponse:
    """How does the partnership publish?"""
    known = queries.settings_of(partnership.pk)
    initial = {
        "version": known.version,
        "policy": known.policy,
        "feedback_address": known.feedback_address,
        "may_be_found": known.may_be_found,
    }
    form = shown_forms.SettingsForm(sent(request), initial=initial)
    if form.is_valid():
        with refusals_on(form, commands.PublicError):
            typed = {**form.cleaned_data, "version": form.cleaned_data.get("version") or 0}
            commands.set_public_settings(
                by=request.actor, partnership=partnership, now=timezone.now(), **typed
            )
            messages.success(request, "How you publish is saved.")
            return redirect("public_version:settings", partnership.ref)
    return render(
        request,
        "layouts/form.html",
        {"form": form, "button": "Save", "cancel_url": reverse("partnership", args=[partnership.ref])},
        title="How public versions are published",
        caption=partnership.name,
        width="reading",
    )


def _decide(
    request: ActorRequest,
    row: PublicVersion,
    form: AsksAboutNames,
    command: Callable[..., object],
    title: str,
    done: str,
    *,
    is_warning: bool = False,
) -> HttpResponse:
    """Ask for a comment or a reason, and hand it to the command."""
    if form.is_valid():
        asked = {CONFIRMED, ASKED_ABOUT}
        typed = {name: value for name, value in form.cleaned_data.items() if name not in asked}
        typed |= {"version": typed.get("version") or 0, "named_nobody": form.named_nobody}
        with refusals_on(form, commands.PublicError), asked_about_names(form):
            command(by=request.actor, partnership=row.partnership, ref=row.ref, now=timezone.now(), **typed)
            messages.success(request, done)
            return _to(row)
    return _page(request, row, form, title, title, is_warning=is_warning)


def _page(
    request: ActorRequest, row: PublicVersion, form: Form, title: str, button: str, **context: Any
) -> HttpResponse:
    here = reverse("public_version:version", args=[row.partnership.ref, row.ref])
    return render(
        request,
        "public_version/form.html",
        {"form": form, "button": button, "cancel_url": here, **context},
        title=title,
        caption=f"Public version of board pack {row.pack.number}",
        crumbs=crumbs(row),
        width="reading",
    )


def _to(row: PublicVersion) -> HttpResponse:
    return redirect("public_version:version", row.partnership.ref, row.ref)


@requires(access.MAKE)
@require_GET
def history(request: ActorRequest, partnership: Partnership, public_version: str) -> HttpResponse:
    """Who changed what of it and of its words, when and why?

    It holds words that were never published, which whoever reads other histories does not read for that.
    """
    row = access.fetch_version(request.actor, partnership.pk, public_version, access.MAKE)
    rows: dict[type[Model], list[int]] = {
        PublicVersion: [row.pk],
        Wording: list(Wording.objects.filter(of_version=row).values_list("pk", flat=True)),
    }
    found = history_of(rows, before=request.GET.get("before"), leave_out=_LEFT_OUT)
    return render(
        request,
        "public_version/history.html",
        {"history": found},
        title="History",
        caption=f"Public version of board pack {row.pack.number}",
        crumbs=crumbs(row)[:1],
        width="reading",
    )
