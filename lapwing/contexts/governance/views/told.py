"""What families were told."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from lapwing.contexts.governance.access import READ, RUN, TAKE_PART
from lapwing.contexts.governance.commands import told as commands
from lapwing.contexts.governance.forms import risks as forms
from lapwing.contexts.governance.forms.about import offer_subjects, pointed, pointed_of, said
from lapwing.contexts.governance.models import ToldToFamilies
from lapwing.contexts.governance.queries.told import told_lines
from lapwing.contexts.governance.told_form import proposed
from lapwing.contexts.governance.views.pages import FormPage, address, crumbs_to, find, submit, turned_away
from lapwing.platform.access.views import ActorRequest, requires
from lapwing.platform.ui.forms import sent
from lapwing.platform.ui.pages import Crumb, render
from lapwing.registry.models import Partnership


@requires(READ)
@require_safe
def told(request: ActorRequest, partnership: Partnership) -> HttpResponse:
    """Everything that families were told, the latest first."""
    rows = ToldToFamilies.objects.in_force().filter(partnership=partnership)
    context = {
        "partnership": partnership,
        "lines": told_lines(request.actor, partnership, rows),
        "may_write": request.actor.may_any((RUN, TAKE_PART), partnership.pk),
    }
    return render(
        request,
        "governance/told.html",
        context,
        title="What families were told",
        crumbs=crumbs_to(partnership),
    )


@requires(RUN, TAKE_PART)
@require_http_methods(["GET", "POST"])
def new(request: ActorRequest, partnership: Partnership) -> HttpResponse:
    """Record what families were told; the address may fill the form in, as from a page that was published."""
    about = pointed(request.GET.get("about", ""))
    initial = {**proposed(request.GET.dict()), "told_on": timezone.localdate(), "about": said(about)}
    form = forms.ToldForm(sent(request), partnership_id=partnership.pk, initial=initial)
    offer_subjects(form, request.actor, partnership, also=about)
    page = _page(partnership, "Record what families were told", "Save it", "It is recorded.")
    return submit(
        request,
        page,
        form,
        lambda typed: commands.write_told(
            actor=request.actor,
            now=timezone.now(),
            partnership=partnership,
            details=form.details(typed),
            named_nobody=typed["named_nobody"],
        ),
    )


@requires(RUN, TAKE_PART)
@require_http_methods(["GET", "POST"])
def change(request: ActorRequest, partnership: Partnership, told_to_families: str) -> HttpResponse:
    """Change what was recorded."""
    row = find(request, partnership, ToldToFamilies, told_to_families, "group")
    if row.created_by_id != request.actor.user_id and not request.actor.may(RUN, partnership.pk):
        words = "Only whoever recorded it, or a programme manager, can change it."
        return turned_away(request, words, address(partnership, "told"))
    form = forms.ToldForm(
        sent(request),
        partnership_id=partnership.pk,
        initial={**forms.told_values(row), "version": row.version},
    )
    offer_subjects(form, request.actor, partnership, also=pointed_of(row))
    take_out = address(partnership, "take-out", kind="message", ref=row.ref)
    page = _page(partnership, "Change what was recorded", "Save", "It is changed.", take_out)
    return submit(
        request,
        page,
        form,
        lambda typed: commands.change_told(
            actor=request.actor,
            now=timezone.now(),
            ref=row.ref,
            version=typed["version"],
            details=form.details(typed),
            named_nobody=typed["named_nobody"],
        ),
        row=row,
        values_of=forms.told_values,
    )


def _page(partnership: Partnership, title: str, button: str, done: str, take_out: str = "") -> FormPage:
    back = address(partnership, "told")
    return FormPage(
        title=title,
        back=back,
        button=button,
        done=done,
        crumbs=(*crumbs_to(partnership), Crumb("What families were told", back)),
        context={"take_out": take_out},
    )
