"""Words that everybody reads and that may be withdrawn: an update's, or a report's that was made at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lapwing.contexts.improvement.made_before import OpenWords
from lapwing.contexts.improvement.models import Move, StatusReport, Update, UpdateMove
from lapwing.contexts.improvement.rules.off_track import WITHDRAWN, Said
from lapwing.platform.ui.filters import moment

TEXTS = ("done", "impact", "next_steps", "mitigation")
# Under which what holds the words is kept with the move that withdrew them.
HELD_BY = "held_by"


@dataclass(frozen=True)
class Withdrawal:
    """Who withdrew words, when and why. ``held_by``: what had been made with them by then."""

    by: str
    at: datetime
    reason: str
    held_by: tuple[str, ...]

    @property
    def told(self) -> str:
        """What the second of two who withdraw the same words is told."""
        return f"These words were withdrawn already by {self.by}, on {moment(self.at)}: {self.reason}"

    @property
    def short(self) -> str:
        """By whom, when and why, for the line of a report."""
        return f"{self.by}, {moment(self.at)}: {self.reason}"


def words_of_update(update: Update) -> OpenWords:
    """All that an update ever said to everybody, and from when on."""
    first = update.moves.filter(move=Move.SIGNED_OFF).order_by("made_at").first()
    now = {getattr(update, name) for name in TEXTS}
    before = {getattr(said, name) for said in said_before(update) for name in TEXTS}
    return OpenWords(
        partnership_id=update.partnership_id,
        plan_ref=update.action.plan.ref,
        texts=_said(now | before),
        since=first.made_at if first else update.created_at,
    )


def words_of_report(report: StatusReport) -> OpenWords:
    """What a report that was made at once says."""
    return OpenWords(
        partnership_id=report.partnership_id,
        plan_ref=report.milestone.action.plan.ref,
        texts=_said({report.note, report.mitigation}),
        since=report.recorded_at,
        is_signed_off=False,
    )


def said_before(update: Update) -> list[Said]:
    """The texts of an update as they were submitted, each time."""
    return [
        _as_sent(words) for words in update.moves.filter(move=Move.SUBMITTED).values_list("words", flat=True)
    ]


def withdrawal_of_update(update_id: int) -> Withdrawal | None:
    """How the words of an update were withdrawn last; None when nobody did."""
    rows = UpdateMove.objects.filter(update_moved=update_id, move=Move.WORDS_WITHDRAWN)
    found = rows.select_related("made_by")
    last = found.order_by("-id").first()
    if last is None:
        return None
    return Withdrawal(last.made_by.name, last.made_at, last.comment, tuple(last.words.get(HELD_BY, ())))


def withdrawal_of_report(report: StatusReport) -> Withdrawal | None:
    """How the words of a report were withdrawn; None when nobody did."""
    if report.words_withdrawn_at is None or report.words_withdrawn_by is None:
        return None
    return Withdrawal(
        report.words_withdrawn_by.name,
        report.words_withdrawn_at,
        report.words_withdrawn_reason,
        tuple(report.words_held_by),
    )


def has_words_of_its_own(report: StatusReport) -> bool:
    """Whether a report has words that no update said, and that stand."""
    of_an_update = hasattr(report, "update_signed_off")
    return not of_an_update and bool(report.note or report.mitigation) and report.words_withdrawn_at is None


def _said(texts: set[str]) -> tuple[str, ...]:
    return tuple(sorted(texts - {"", WITHDRAWN}))


def _as_sent(words: dict[str, Any]) -> Said:
    texts: dict[str, Any] = {name: str(words.get(name, "")) for name in TEXTS}
    return Said(**texts)
