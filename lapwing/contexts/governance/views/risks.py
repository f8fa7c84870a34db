"""The register of risks and issues."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from lapwing.contexts.governance.access import READ, RUN, TAKE_PART, fetch_group, may_decide, may_run
from lapwing.contexts.governance.commands import risks as commands
from lapwing.contexts.governance.forms import risks as forms
from lapwing.contexts.governance.forms.about import offer_subjects, pointed, pointed_of, said
from lapwing.contexts.governance.models import Risk
from lapwing.contexts.governance.queries.risks import risk_lines
from lapwing.contexts.governance.views.pages import (
    ONLY_DECIDING,
    ONLY_RUNNING,
    FormPage,
    address,
    crumbs_to,
    deed,
    find,
    group_address,
    page_of_group,
    submit,
    too_late,
    turned_away,
    why_not_theirs,
)
from lapwing.platform.access.views import ActorRequest, requires
from lapwing.platform.ui.forms import sent
from lapwing.platform.ui.pages import Crumb, render
from lapwing.registry.models import Partnership

_RELATED = ("group__partnership", "group__reports_to", "owner")


@requires(READ)
@require_safe
def register(request: ActorRequest, partnership: Partnership) -> HttpResponse:
    """Every open risk and issue of the partnership's groups, the worst first, and what was closed."""
    today = timezone.localdate()
    rows = Risk.objects.in_force().filter(partnership=partnership, group__voided_at=None)
    lines = risk_lines(request.actor, partnership, rows, today)
    open_ = [line for line in lines if line.closed_on is None]
    context = {
        "partnership": partnership,
        "risks": [line for line in open_ if line.kind == "Risk"],
        "issues": [line for line in open_ if line.kind == "Issue"],
        "closed": [line for line in lines if line.closed_on is not None],
    }
    return render(
        request,
        "governance/risks.html",
        context,
        title="Risks and issues",
        crumbs=crumbs_to(partnership),
    )


@requires(READ)
@require_safe
def risk(request: ActorRequest, partnership: Partnership, risk: str) -> HttpResponse:
    """One risk or issue: cause and effect, what is done about it, and how it was judged over time."""
    row = find(request, partnership, Risk, risk, *_RELATED)
    today = timezone.localdate()
    lines = risk_lines(request.actor, partnership, Risk.objects.filter(pk=row.pk), today)
    decides = may_decide(request.actor, row.group, today)
    open_ = row.closed_at is None
    above = row.group.reports_to
    context = {
        "partnership": partnership,
        "line": lines[0] if lines else None,
        "row": row,
        "may_change": open_ and (decides or row.owner_id == request.actor.user_id),
        "may_run": may_run(request.actor, row.group, today),
        "above": above if open_ and decides and above and above.voided_at is None else None,
        "may_history": request.actor.may("history.read", partnership.pk),
    }
    return render(
        request,
        "governance/risk.html",
        context,
        title=row.get_kind_display(),
        caption=row.group.name,
        crumbs=_crumbs(row),
        width="reading",
    )


@requires(RUN, TAKE_PART)
@require_http_methods(["GET", "POST"])
def new(request: ActorRequest, partnership: Partnership, governance_group: str) -> HttpResponse:
    """Put a risk or an issue into a group's register; ``?about=`` proposes what it is about."""
    group = fetch_group(request.actor, partnership, governance_group)
    today = timezone.localdate()
    if not may_decide(request.actor, group, today):
        return turned_away(request, ONLY_DECIDING, group_address(group))
    about = pointed(request.GET.get("about", ""))
    form = forms.NewRiskForm(
        sent(request), partnership_id=partnership.pk, on=today, initial={"about": said(about)}
    )
    offer_subjects(form, request.actor, partnership, also=about)
    page = page_of_group(
        group, "Add a risk or an issue", button="Add it to the register", done="It is in the register."
    )
    return submit(
        request,
        page,
        form,
        lambda typed: commands.write_risk(
            actor=request.actor,
            now=timezone.now(),
            group=group,
            details=form.details(typed),
            likelihood=typed["likelihood"],
            impact=typed["impact"],
            named_nobody=typed["named_nobody"],
        ),
    )


@requires(RUN, TAKE_PART)
@require_http_methods(["GET", "POST"])
def change(request: ActorRequest, partnership: Partnership, risk: str) -> HttpResponse:
    """Change what is said of it."""
    row = find(request, partnership, Risk, risk, *_RELATED)
    today = timezone.localdate()
    if why := why_not_theirs(commands.must_look_after, request, row):
        return turned_away(request, why, address_of(row))
    if late := too_late(request, _closed(row), address_of(row)):
        return late
    form = forms.RiskForm(
        sent(request),
        partnership_id=partnership.pk,
        on=today,
        owner=row.owner,
        initial={**forms.risk_values(row), "version": row.version},
    )
    offer_subjects(form, request.actor, partnership, also=pointed_of(row))
    page = _page(row, "Change it", "Save", "It is changed.")
    return submit(
        request,
        page,
        form,
        lambda typed: commands.change_risk(
            actor=request.actor,
            now=timezone.now(),
            ref=row.ref,
            version=typed["version"],
            details=form.details(typed),
            named_nobody=typed["named_nobody"],
        ),
        row=row,
        values_of=forms.risk_values,
    )


@requires(RUN, TAKE_PART)
@require_http_methods(["GET", "POST"])
def score(request: ActorRequest, partnership: Partnership, risk: str) -> HttpResponse:
    """Judge it anew."""
    row = find(request, partnership, Risk, risk, *_RELATED)
    if why := why_not_theirs(commands.must_look_after, request, row):
        return turned_away(request, why, address_of(row))
    if late := too_late(request, _closed(row), address_of(row)):
        return late
    last = row.scores.order_by("-scored_at", "-id").first()
    initial = {"likelihood": last.likelihood, "impact": last.impact} if last else {}
    form = forms.ScoreForm(sent(request), initial=initial)
    page = _page(row, "Score it again", "Save the score", "The score is saved; those before it are kept.")
    return submit(
        request,
        page,
        form,
        lambda typed: commands.score_risk(
            actor=request.actor,
            now=timezone.now(),
            ref=row.ref,
            likelihood=typed["likelihood"],
            impact=typed["impact"],
            reason=typed["reason"],
            named_nobody=typed["named_nobody"],
        ),
    )


@requires(RUN, TAKE_PART)
@require_http_methods(["GET", "POST"])
def close(request: ActorRequest, partnership: Partnership, risk: str) -> HttpResponse:
    """Take it off the open register."""
    row = find(request, partnership, Risk, risk, *_RELATED)
    if not may_run(request.actor, row.group, timezone.localdate()):
        return turned_away(request, ONLY_RUNNING, address_of(row))
    if late := too_late(request, _closed(row), address_of(row)):
        return late
    form = forms.CloseRiskForm(sent(request), initial={"version": row.version})
    page = _page(row, "Close it", "Close it", "It is closed.")
    return submit(request, page, form, deed(request, commands.close_risk, row))


@requires(RUN, TAKE_PART)
@require_http_methods(["GET", "POST"])
def raise_up(request: ActorRequest, partnership: Partnership, risk: str) -> HttpResponse:
    """Escalate it to the group that this one reports to, which then holds it."""
    row = find(request, partnership, Risk, risk, *_RELATED)
    if not may_decide(request.actor, row.group, timezone.localdate()):
        return turned_away(request, ONLY_DECIDING, address_of(row))
    if late := too_late(request, _closed(row), address_of(row)):
        return late
    form = forms.RaiseRiskForm(sent(request), initial={"version": row.version})
    above = row.group.reports_to
    title = f"Escalate it to {above.called}" if above is not None else "Escalate it"
    page = _page(row, title, title, "It is escalated. The group above holds it now, and owes an answer.")
    return submit(request, page, form, deed(request, commands.raise_risk, row))


def address_of(risk: Risk) -> str:
    """The page of a risk or issue."""
    return address(risk.partnership, "risk", risk=risk.ref)


def _closed(row: Risk) -> str:
    return commands.CLOSED if row.closed_at is not None else ""


def _page(row: Risk, title: str, button: str, done: str) -> FormPage:
    return FormPage(
        title=title,
        back=address_of(row),
        button=button,
        done=done,
        caption=f"{row.get_kind_display()}, {row.group.called}",
        crumbs=(*_crumbs(row), Crumb(row.get_kind_display(), address_of(row))),
        context={"intro": row.words},
    )


def _crumbs(row: Risk) -> tuple[Crumb, ...]:
    return (*crumbs_to(row.partnership), Crumb("Risks and issues", address(row.partnership, "risks")))
