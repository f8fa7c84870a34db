"""By when plans are to be published, the day that counts from, and saying that it was done."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlsplit

from django.db import transaction

from lapwing.contexts.improvement import access
from lapwing.contexts.improvement.commands.common import (
    EditedByAnotherError,
    RefusedError,
    clean,
    created,
    fetch,
    refuse_named,
    required,
    save_changes,
    today,
    user_id_of,
)
from lapwing.contexts.improvement.commands.evidence_parts import Sent
from lapwing.contexts.improvement.models import (
    InspectionReport,
    Plan,
    PlanKind,
    PlanPublication,
    PublicationTerm,
)
from lapwing.contexts.improvement.notices import publication_told_as
from lapwing.contexts.improvement.publication_files import PUBLICATION_FILE
from lapwing.contexts.improvement.queries.publication import report_day, term_of
from lapwing.contexts.improvement.rules.publication import MOST_DAYS, may_answer
from lapwing.platform.access.acting import for_reason
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.rules import NotVisible
from lapwing.platform.documents.errors import RefusedFileError
from lapwing.platform.documents.keeping import keep_file
from lapwing.platform.documents.models import File
from lapwing.platform.notices.telling import settle
from lapwing.platform.ui.filters import day
from lapwing.platform.voiding import VOIDED_FIELDS, void_row
from lapwing.registry.models import Partnership

# Before the inspections of areas began there was no report to count from.
EARLIEST = date(2016, 1, 1)
LONGEST_ADDRESS = 2000


@dataclass(frozen=True, kw_only=True)
class PublicationDetails:
    """What a person says of a publication: an address, a document (sent beside it), or both."""

    published_on: date
    address: str = ""


@transaction.atomic
def set_publication_term(
    *,
    actor: Actor,
    now: datetime,
    partnership: Partnership,
    kind: str,
    version: int,
    working_days: int | None,
    basis: str,
) -> PublicationTerm:
    """Say how many working days there are for plans of a kind, and where that stands; None: no time is set.

    ``version`` 0 is that of the default. Raises NotVisible, EditedByAnotherError and RefusedError.
    """
    if not actor.may(access.RUN, partnership.pk):
        raise NotVisible("No such partnership")
    if kind not in PlanKind.values:
        raise NotVisible("No such kind of plan")
    if working_days is not None and not 1 <= working_days <= MOST_DAYS:
        raise RefusedError(f"Choose between 1 and {MOST_DAYS} working days.", field="working_days")
    said = {
        "working_days": working_days,
        "basis": required(basis, field="basis", message="Say where this stands, or who agreed it."),
        "changed_at": now,
        "changed_by_id": user_id_of(actor),
    }
    # two who set the first at once come one after the other
    Partnership.objects.select_for_update(of=("self",), no_key=True).get(pk=partnership.pk)
    row = PublicationTerm.objects.filter(partnership=partnership, kind=kind).first()
    _refuse_stale(row, version)
    if row is None:
        return PublicationTerm.objects.create(partnership=partnership, kind=kind, **said)
    for name, value in said.items():
        setattr(row, name, value)
    row.version += 1
    row.save()
    return row


@transaction.atomic
def set_report_day(
    *, actor: Actor, now: datetime, plan_ref: str, version: int, published_on: date
) -> InspectionReport:
    """Say on which day the inspection report was published; ``version`` 0 when nobody has said yet.

    Raises NotVisible, EditedByAnotherError and RefusedError.
    """
    plan = fetch(actor, access.RUN, Plan, plan_ref)
    if published_on > today(now):
        raise RefusedError("The day cannot be in the future.", field="published_on")
    if published_on < EARLIEST:
        raise RefusedError(f"Choose a day from {EARLIEST.year} on.", field="published_on")
    row = InspectionReport.objects.in_force().select_for_update(of=("self",)).filter(plan=plan).first()
    _refuse_stale(row, version)
    # a new last day is reminded of anew
    settle(beginning=publication_told_as(plan.ref), now=now)
    if row is None:
        return InspectionReport.objects.create(
            **created(actor, now, plan.partnership_id), plan=plan, published_on=published_on
        )
    return save_changes(row, {"published_on": published_on})


@transaction.atomic
def say_published(
    *, actor: Actor, now: datetime, plan_ref: str, details: PublicationDetails, sent: Sent | None = None
) -> PlanPublication:
    """Say that a plan was published, with where it stands or the document itself.

    Raises NotVisible and RefusedError.
    """
    plan = fetch(actor, access.RUN, Plan, plan_ref)
    if details.published_on > today(now):
        raise RefusedError("The day cannot be in the future.", field="published_on")
    if details.published_on < EARLIEST:
        raise RefusedError(f"Choose a day from {EARLIEST.year} on.", field="published_on")
    report_on = report_day(plan)
    if not may_answer(term_of(plan), report_on, details.published_on):
        raise RefusedError(
            f"It answers an inspection report that was published on {day(report_on)}. Choose that day or a "
            "later one.",
            field="published_on",
        )
    address = _address(details.address)
    if not address and sent is None:
        raise RefusedError("Give the address where it stands, or the document.", field="address")
    row = PlanPublication.objects.create(
        **created(actor, now, plan.partnership_id),
        plan=plan,
        published_on=details.published_on,
        address=address,
        file=_kept(actor, now, plan.partnership_id, sent),
    )
    settle(beginning=publication_told_as(plan.ref), now=now)
    return row


@transaction.atomic
def withdraw_publication(
    *, actor: Actor, now: datetime, ref: str, version: int, reason: str, named_nobody: Collection[str] = ()
) -> PlanPublication:
    """Withdraw that a plan was published, with a reason. Raises as the others do."""
    row = fetch(actor, access.RUN, PlanPublication, ref, version=version)
    why = required(reason, field="reason", message="Say why it is withdrawn.")
    refuse_named(row.partnership_id, {"reason": why}, named_nobody)
    with for_reason(why):
        void_row(row, by=user_id_of(actor), now=now, reason=why)
        row.version += 1
        row.save(update_fields=[*VOIDED_FIELDS, "version"])
    return row


def _refuse_stale(row: PublicationTerm | InspectionReport | None, version: int) -> None:
    """Raise EditedByAnotherError, or RefusedError where what was read is not there any more."""
    if row is None and version:
        raise RefusedError("What you read is not there any more. Read it again first.")
    if row is not None and row.version != version:
        raise EditedByAnotherError(row)


def _address(text: str) -> str:
    found = clean(text)
    if not found:
        return ""
    wrong = RefusedError("Enter the whole address, such as https://example.org/plan.", field="address")
    try:
        parts = urlsplit(found)
        host = parts.hostname
    except ValueError as error:
        raise wrong from error
    if parts.scheme not in ("http", "https") or not host or parts.username is not None:
        raise wrong
    if len(found) > LONGEST_ADDRESS or any(sign.isspace() for sign in found):
        raise wrong
    return found


def _kept(actor: Actor, now: datetime, partnership_id: int, sent: Sent | None) -> File | None:
    if sent is None:
        return None
    try:
        return keep_file(
            by=actor,
            partnership_id=partnership_id,
            name=sent.name,
            content=sent.content,
            purpose=PUBLICATION_FILE,
            now=now,
            sent_in=sent.sent_in,
        )
    except RefusedFileError as error:
        raise RefusedError(str(error), field="file") from error
