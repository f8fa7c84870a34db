"""The templates that a partnership's packs are made from."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from lapwing.insight.packs import access, commands, queries
from lapwing.insight.packs.access import BUILD
from lapwing.insight.packs.collecting import usual_sections
from lapwing.insight.packs.models import PackTemplate
from lapwing.insight.packs.pack_files import LOGO, WORD_TEMPLATE
from lapwing.insight.packs.page_forms import TemplateForm, moved, template_filled_in
from lapwing.platform.access.views import ActorRequest, requires
from lapwing.platform.documents.uploading import takes_files
from lapwing.platform.ui.forms import refusals_on, sent
from lapwing.platform.ui.pages import Crumb, render
from lapwing.registry.models import Partnership
from lapwing.registry.names import asked_about_names


@requires(BUILD)
@require_GET
def templates(request: ActorRequest, partnership: Partnership) -> HttpResponse:
    """The templates of the partnership."""
    return render(
        request,
        "packs/templates.html",
        {"templates": queries.templates_of(request.actor, partnership.pk), "partnership": partnership},
        title="Templates of board packs",
        width="reading",
    )


@requires(BUILD)
@takes_files(WORD_TEMPLATE, LOGO)
@require_http_methods(["GET", "POST"])
def new(request: ActorRequest, partnership: Partnership) -> HttpResponse:
    """Make a template."""
    return _edited(request, partnership, None)


@requires(BUILD)
@takes_files(WORD_TEMPLATE, LOGO)
@require_http_methods(["GET", "POST"])
def template(request: ActorRequest, partnership: Partnership, pack_template: str) -> HttpResponse:
    """Change a template."""
    found = PackTemplate.objects.filter(partnership=partnership).select_related("word_file", "logo")
    row = access.templates.fetch(request.actor, BUILD, queryset=found, ref=pack_template)
    return _edited(request, partnership, row)


def _edited(request: ActorRequest, partnership: Partnership, row: PackTemplate | None) -> HttpResponse:
    initial = template_filled_in(row, "Report to the board", [each.kind for each in usual_sections()])
    changed = moved(request.POST)
    form = TemplateForm(changed or sent(request), request.FILES or None, initial=initial, template=row)
    if changed is not None:
        form.as_it_was_sent()
    elif form.is_valid():
        with asked_about_names(form), refusals_on(form, commands.PackError):
            commands.save_template(
                by=request.actor,
                partnership=partnership,
                template=row,
                version=form.cleaned_data["version"] or 0,
                wanted=form.wanted,
                now=timezone.now(),
                named_nobody=form.named_nobody,
            )
            messages.success(request, "The template is saved.")
            return redirect("packs:templates", partnership=partnership.ref)
    address = reverse("packs:templates", kwargs={"partnership": partnership.ref})
    return render(
        request,
        "packs/template.html",
        {"form": form, "button": "Save the template", "cancel_url": address, "template": row},
        title="Template of board packs" if row else "New template of board packs",
        heading=row.name if row else "New template",
        crumbs=(Crumb("Templates of board packs", address),),
        width="reading",
    )
