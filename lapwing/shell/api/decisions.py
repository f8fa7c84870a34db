"""Decisions of a partnership's groups: reading and recording them, and saying that one was carried out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Annotated, Any

from django.utils import timezone
from ninja import Query, Status

from lapwing.contexts.governance import access
from lapwing.contexts.governance.commands.about import Pointed
from lapwing.contexts.governance.commands.common import EditedByAnotherError, NotYoursError, RefusedError
from lapwing.contexts.governance.commands.decisions import DecisionDetails, decide
from lapwing.contexts.governance.commands.decisions import close_decision as close
from lapwing.contexts.governance.commands.meetings import must_decide
from lapwing.contexts.governance.models import Decision
from lapwing.contexts.governance.public import posts_of
from lapwing.contexts.governance.queries.acting import who_may_act
from lapwing.contexts.governance.queries.lines import decision_lines
from lapwing.platform.access.acting import for_partnership
from lapwing.platform.access.rules import Rule
from lapwing.registry.access import partnerships
from lapwing.registry.models import GovernanceGroup, Partnership
from lapwing.registry.names import ChildNamedError
from lapwing.shell.api import shapes
from lapwing.shell.api.declaring import reads, writes
from lapwing.shell.api.door import ApiRequest
from lapwing.shell.api.groups import fetch_group
from lapwing.shell.api.paging import USUAL, After, Limit, part_of_rows
from lapwing.shell.api.problems import Fault, ProblemError, faults_of
from lapwing.shell.api.showing_groups import decision as shown_decision

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
    "/groups/{governance_group}/decisions",
    permission=access.TAKE_PART,
    answer=shapes.DecisionOut,
    tag="Decisions",
    status=201,
)
def record_decision(request: ApiRequest, governance_group: str, decision: shapes.DecisionIn) -> Any:
    """Record what a group decided, in one of its meetings or between two; who must act is told.

    Who sits on the group may, save in attendance, and whoever runs all groups. What looks like a child's name
    is refused, or named in “no_child_named” by whoever knows that it is none. Send an idempotency key: the
    same words sent twice are two decisions.
    """
    group = fetch_group(request, governance_group, access.TAKE_PART)
    now = timezone.now()
    with for_partnership(group.partnership_id), _refusals():
        # who may not decide is told that, and nothing of who could act
        must_decide(request.actor, group, now)
        made = decide(
            actor=request.actor,
            now=now,
            group=group,
            details=_details(group, decision, timezone.localdate(now)),
            meeting_ref=decision.meeting or "",
            answers_ref=decision.answers or "",
            named_nobody=decision.no_child_named,
        )
    return Status(201, _shown(request, group.partnership, [made.pk])[0])


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
    with for_partnership(row.partnership_id), _refusals():
        close(
            actor=request.actor,
            now=timezone.now(),
            ref=row.ref,
            version=closing.version,
            words=closing.words,
            named_nobody=closing.no_child_named,
        )
    return _shown(request, row.partnership, [row.pk])[0]


# Fields of the commands that programs know by another name.
_NAMES = {"who": "who_ref", "item_ref": "item"}


@contextmanager
def _refusals() -> Iterator[None]:
    """What a command refuses, as a problem that says what and where."""
    try:
        yield
    except EditedByAnotherError as error:
        raise ProblemError("edited-meanwhile") from error
    except NotYoursError as error:
        raise ProblemError("not-valid", errors=[Fault(str(error))]) from error
    except RefusedError as error:
        name = _NAMES.get(error.field, error.field)
        fault = Fault(str(error), pointer=f"/{name}" if name else "")
        raise ProblemError("not-valid", errors=[fault]) from error
    except ChildNamedError as error:
        raise ProblemError("not-valid", errors=faults_of(error)) from error


def _details(group: GovernanceGroup, said: shapes.DecisionIn, on: date) -> DecisionDetails:
    """What was decided, as the command knows it. Raises RefusedError for whom nobody could choose."""
    for kind, ref, name in (
        (said.who_kind, said.who_ref, "who_ref"),
        (said.about_kind, said.about, "about"),
    ):
        if (kind is None) != (ref is None):
            raise RefusedError("Send its kind and its reference, or neither.", field=name)
    person, seat = None, None
    if said.who_ref is not None:
        asked = (said.who_kind, said.who_ref)
        found = next((each for each in who_may_act(group, on) if (each.kind, each.ref) == asked), None)
        if found is None:
            raise RefusedError("Name somebody of this group's people.", field="who_ref")
        person, seat = found.as_asked
    return DecisionDetails(
        words=said.words,
        actor=person,
        seat=seat,
        act_by=said.act_by,
        about=Pointed(said.about_kind or "", said.about or ""),
        item_ref=said.item or "",
    )


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
