"""Decisions of a partnership's groups: reading them, and saying that one was carried out."""

from __future__ import annotations

from typing import Annotated, Any

from django.utils import timezone
from ninja import Query

from lapwing.contexts.governance import access
from lapwing.contexts.governance.commands.common import EditedByAnotherError, NotYoursError, RefusedError
from lapwing.contexts.governance.commands.decisions import close_decision as close
from lapwing.contexts.governance.models import Decision
from lapwing.contexts.governance.public import posts_of
from lapwing.contexts.governance.queries.lines import decision_lines
from lapwing.platform.access.acting import for_partnership
from lapwing.platform.access.rules import Rule
from lapwing.registry.access import partnerships
from lapwing.registry.models import Partnership
from lapwing.registry.names import ChildNamedError
from lapwing.shell.api import shapes
from lapwing.shell.api.declaring import reads, writes
from lapwing.shell.api.door import ApiRequest
from lapwing.shell.api.paging import USUAL, After, Limit, part_of_rows
from lapwing.shell.api.problems import Fault, ProblemError, faults_of
from lapwing.shell.api.showing_reports import decision as shown_decision

_decisions = Rule(Decision)


@reads(
    "/partnerships/{partnership}/decisions",
    permission=access.READ,
    answer=shapes.DecisionPage,
    tag="Decisions",
)
def list_decisions(
    request: ApiRequest,
    partnership: str,
    group: Annotated[shapes.Ref | None, Query(description="Of this group alone.")] = None,
    state: Annotated[
        str | None, Query(max_length=20, pattern="^[a-z ]*$", description="That stand so: “open”.")
    ] = None,
    mine: Annotated[bool | None, Query(description="That whoever the token acts for is to act on.")] = None,
    limit: Limit = USUAL,
    after: After = None,
) -> Any:
    """What the groups of a partnership decided, in the order in which it was recorded."""
    where = partnerships.fetch(
        request.actor, access.READ, queryset=Partnership.objects.all(), ref=partnership
    )
    found = _decisions.visible_to(
        request.actor,
        Decision.objects.in_force().filter(partnership=where, group__voided_at=None),
        permission=access.READ,
    )
    found = found.filter(group__ref=group) if group is not None else found
    found = found.filter(state=state) if state is not None else found
    if mine is not None:
        his = found.filter(actor_id=request.actor.user_id)
        found = his if mine else found.exclude(pk__in=his.values("pk"))
    rows, following = part_of_rows(request, found, limit=limit, after=after)
    return {"items": _shown(request, where, [row.pk for row in rows]), "next": following}


@reads("/decisions/{decision}", permission=access.READ, answer=shapes.DecisionOut, tag="Decisions")
def read_decision(request: ApiRequest, decision: str) -> Any:
    """One decision."""
    row = _fetched(request, decision)
    return _shown(request, row.partnership, [row.pk])[0]


@writes(
    "/decisions/{decision}/closing",
    permission=access.TAKE_PART,
    answer=shapes.DecisionOut,
    tag="Decisions",
)
def close_decision(request: ApiRequest, decision: str, closing: shapes.ClosingIn) -> Any:
    """Say what was done about a decision, which closes it.

    Whoever was to act may, and whoever runs the group's meetings. What looks like a child's name is refused,
    or named in “no_child_named” by whoever knows that it is none.
    """
    row = _fetched(request, decision)
    with for_partnership(row.partnership_id):
        try:
            close(
                actor=request.actor,
                now=timezone.now(),
                ref=row.ref,
                version=closing.version,
                words=closing.words,
                named_nobody=closing.no_child_named,
            )
        except EditedByAnotherError as error:
            raise ProblemError("edited-meanwhile") from error
        except NotYoursError as error:
            raise ProblemError("not-valid", errors=[Fault(str(error))]) from error
        except RefusedError as error:
            pointer = f"/{error.field}" if error.field else ""
            raise ProblemError("not-valid", errors=[Fault(str(error), pointer=pointer)]) from error
        except ChildNamedError as error:
            raise ProblemError("not-valid", errors=faults_of(error)) from error
    return _shown(request, row.partnership, [row.pk])[0]


def _fetched(request: ApiRequest, ref: str) -> Decision:
    """Raises NotVisible."""
    rows = Decision.objects.in_force().filter(group__voided_at=None).select_related("partnership")
    return _decisions.fetch(request.actor, access.READ, queryset=rows, ref=ref)


def _shown(request: ApiRequest, where: Partnership, ids: list[int]) -> list[dict[str, Any]]:
    today = timezone.localdate()
    rows = Decision.objects.filter(pk__in=ids).order_by("pk")
    lines = decision_lines(request.actor, where, rows, today)
    posts = posts_of(where, (line.who_id for line in lines), today)
    return [shown_decision(line, posts) for line in lines]
