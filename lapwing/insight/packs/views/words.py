"""The words and abbreviations that a partnership's packs explain."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from lapwing.insight.packs import commands
from lapwing.insight.packs.access import BUILD
from lapwing.insight.packs.models import PackWords
from lapwing.insight.packs.page_forms import WordsForm
from lapwing.platform.access.views import ActorRequest, requires
from lapwing.platform.ui.forms import refusals_on, sent
from lapwing.platform.ui.pages import Crumb, render
from lapwing.registry.models import Partnership
from lapwing.registry.names import asked_about_names


@requires(BUILD)
@require_http_methods(["GET", "POST"])
def words(request: ActorRequest, partnership: Partnership) -> HttpResponse:
    """What do your abbreviations mean?"""
    known = PackWords.objects.filter(partnership=partnership).first()
    initial = {"version": known.version if known else 0, "words": known.words if known else ""}
    form = WordsForm(sent(request), initial=initial)
    if form.is_valid():
        with asked_about_names(form), refusals_on(form, commands.PackError):
            commands.set_words(
                by=request.actor,
                partnership=partnership,
                version=form.cleaned_data["version"] or 0,
                words=form.cleaned_data["words"],
                now=timezone.now(),
                named_nobody=form.named_nobody,
            )
            messages.success(request, "The words are saved, for packs that are made from now on.")
            return redirect("packs:words", partnership=partnership.ref)
    back = reverse("packs:templates", kwargs={"partnership": partnership.ref})
    return render(
        request,
        "layouts/form.html",
        {"form": form, "button": "Save the words", "cancel_url": back},
        title="Words that board packs explain",
        caption=partnership.name,
        crumbs=(Crumb("Templates of board packs", back),),
        width="reading",
    )
