"""Actions of a document: rows under one another, each told by its part, under headings of the outline."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from lapwing.contexts.improvement.interchange import Action, Milestone, Objective, SuccessCriterion
from lapwing.contexts.improvement.interchange.plain import lines_of, one_line
from lapwing.contexts.improvement.publishing.forms import DUE, NO, OWNERS, PART, STATUS, WHAT, Parts
from lapwing.contexts.improvement.reading.own.drafts import ActionDraft, PlanDraft
from lapwing.contexts.improvement.reading.own.tables import OwnRow
from lapwing.contexts.improvement.reading.own.values import (
    due_of,
    judgement_of,
    report_in,
    report_of,
    status_of,
)


@dataclass
class ActionReader:
    """Fills a draft from rows. ``group`` and ``objective`` are those of the headings above."""

    draft: PlanDraft
    group: str | None = None
    objective: str | None = None

    def read(self, row: OwnRow) -> None:
        """Read a row; what does not say what it is, is asked about."""
        part = one_line(row[PART]).casefold()
        if part == Parts.ACTION.casefold():
            self._open(row)
        elif part in (Parts.SUBTITLE.casefold(), Parts.QUOTED.casefold()):
            self._of_objective(part, row)
        elif self.draft.actions and part in _READ:
            action = self.draft.actions[-1]
            action.lines.append(row.lines)
            _READ[part](self, action, row)
        else:
            place = self.draft.actions[-1].action.ref if self.draft.actions else None
            self.draft.ask_of_row(place or "plan", row.raw)

    def _open(self, row: OwnRow) -> None:
        action = Action(
            key="",
            ref=one_line(row[NO]) or None,
            group=self.group,
            objective=self.objective,
            text=row[WHAT],
            owners=lines_of(row[OWNERS]),
        )
        self.draft.actions.append(ActionDraft(action, lines=[row.lines]))
        if row[DUE] or row[STATUS]:
            self.draft.actions[-1].milestones.append(
                self._milestone_in(self.draft.actions[-1], row, label=None)
            )

    def _of_objective(self, part: str, row: OwnRow) -> None:
        at = next((at for at, each in enumerate(self.draft.objectives) if each.ref == self.objective), None)
        if at is None or self.objective is None:
            self.draft.ask_of_row("plan", row.raw)
            return
        found: Objective = self.draft.objectives[at]
        lines = (found.source[0], row.lines[1]) if found.source else row.lines
        if part == Parts.SUBTITLE.casefold():
            self.draft.objectives[at] = replace(found, subtitle=row[WHAT], source=lines)
        else:
            quoted = (*found.findings, row[WHAT])
            self.draft.objectives[at] = replace(found, findings=quoted, source=lines)

    def _milestone_in(self, action: ActionDraft, row: OwnRow, *, label: str | None) -> Milestone:
        part = f"m{len(action.milestones) + 1}"
        return Milestone(
            label=label,
            text=row[WHAT],
            due=due_of(row[DUE], self.draft.basis, part, action.doubts),
            status=status_of(row[STATUS], part, action.doubts),
            source=row.lines,
        )

    def milestone(self, action: ActionDraft, row: OwnRow) -> None:
        action.milestones.append(self._milestone_in(action, row, label=one_line(row[NO]) or None))
        self._owners(action, row)

    def report(self, action: ActionDraft, row: OwnRow) -> None:
        """What was reported of the milestone above; of none, it is asked about."""
        if not action.milestones:
            self.draft.ask_of_row(action.action.ref or "plan", row.raw)
            return
        milestone = action.milestones[-1]
        reported, counts = report_in(row[STATUS])
        told = report_of(reported, counts, row[DUE], row[WHAT])
        action.milestones[-1] = replace(milestone, reports=(*milestone.reports, told))

    def success(self, action: ActionDraft, row: OwnRow) -> None:
        part = f"c{len(action.criteria) + 1}"
        judged = judgement_of(row[STATUS], part, action.doubts)
        action.criteria.append(SuccessCriterion(text=row[WHAT], status=judged, source=row.lines))

    def key(self, action: ActionDraft, row: OwnRow) -> None:
        action.key = one_line(row[WHAT])

    def said(self, action: ActionDraft, row: OwnRow) -> None:
        """A row that says more of the action."""
        name, many = _SAID[one_line(row[PART]).casefold()]
        value = lines_of(row[WHAT]) if many else row[WHAT] or None
        if name in ("group", "objective"):
            value = one_line(row[WHAT])
        action.action = replace(action.action, **{name: value})  # type: ignore[arg-type]

    def _owners(self, action: ActionDraft, row: OwnRow) -> None:
        """Owners typed beside a milestone are owners of its action."""
        more = [each for each in lines_of(row[OWNERS]) if each not in action.action.owners]
        if more:
            action.action = replace(action.action, owners=(*action.action.owners, *more))


_SAID: dict[str, tuple[str, bool]] = {
    Parts.GROUP.casefold(): ("group", False),
    Parts.OBJECTIVE.casefold(): ("objective", False),
    Parts.KEY_AREA.casefold(): ("key_area", False),
    Parts.WHY.casefold(): ("rationale", False),
    Parts.ACCOUNTABLE.casefold(): ("accountable", True),
    Parts.WORKSTREAM.casefold(): ("governance", False),
    Parts.PROGRESS.casefold(): ("progress", False),
}
_READ: dict[str, Callable[[ActionReader, ActionDraft, OwnRow], None]] = {
    Parts.MILESTONE.casefold(): ActionReader.milestone,
    Parts.REPORT.casefold(): ActionReader.report,
    Parts.SUCCESS.casefold(): ActionReader.success,
    Parts.KEY.casefold(): ActionReader.key,
    **dict.fromkeys(_SAID, ActionReader.said),
}
