"""What groups are asked to decide, what they decided and fear, and what was asked about earlier packs."""

from __future__ import annotations

from datetime import datetime

from lapwing.contexts.governance import public as governance
from lapwing.insight.packs.collecting.belonging import belonging
from lapwing.insight.packs.collecting.order import PackOrder, SectionOrder, Told
from lapwing.insight.packs.collecting.people import posts
from lapwing.insight.packs.collecting.texts import day, mark
from lapwing.insight.packs.shapes import (
    AskedLine,
    AskedSection,
    ClosedRisk,
    DecisionLine,
    DecisionsSection,
    Figure,
    Link,
    Mark,
    QuestionLine,
    QuestionsSection,
    RiskLine,
    RisksSection,
)
from lapwing.platform.ui import filters

_OPEN = Mark("Open", "ring", "grey")
_LATE = Mark("Late", "triangle", "red")
_NO_ACT = Mark("Nobody has to act", "ring", "grey")
_CLOSED = {"done": Mark("Done", "square", "blue"), "superseded": Mark("Superseded", "square", "grey")}
_ANSWERED = Mark("Answered", "square", "blue")
_WAITS = Mark("Not answered yet", "ring", "grey")


def asked_section(told: Told, asked: SectionOrder) -> AskedSection:
    """What was escalated to the group of the pack or asked of it, and waits for an answer: the longest first.

    A pack for no group has what waits in any of them, and says in which.
    """
    order = told.order
    rows = governance.open_items_for(told.actor, told.partnership, None, order.as_at)
    found = [each for each in belonging(told, rows) if _is_asked_here(each, order)]
    known = posts(told, (each.raised_by_id for each in found))
    return AskedSection(
        key="asked",
        title="Decisions asked for",
        annotation=asked.annotation,
        empty="" if found else "Nothing that was escalated or asked is waiting for an answer.",
        lines=tuple(
            AskedLine(
                key=f"asked:{each.ref}",
                text=each.words,
                why=_why(each),
                asked_by="A rule of the partnership" if each.by_rule else known.called(each.raised_by_id),
                escalated_from=each.from_group,
                asked_of="" if order.group_ref else each.group,
                link=Link("item", each.ref),
            )
            for each in found
        ),
    )


def _is_asked_here(line: governance.RaisedLine, order: PackOrder) -> bool:
    """Whether the group of the pack is asked, and not at a meeting after the one that the pack is for."""
    if not order.group_ref:
        return True
    later = order.meeting_on and line.meeting_on and line.meeting_on > order.meeting_on
    return line.group_ref == order.group_ref and not later


def _why(line: governance.RaisedLine) -> str:
    over = (
        f"\n\nOver since {filters.day(line.over_since)}: the rule finds it no more."
        if line.over_since
        else ""
    )
    asked = (("Options", line.options), ("Recommendation", line.recommendation))
    more = "".join(f"\n\n{name}: {text}" for name, text in asked if text)
    when = f"\n\nFor the meeting on {filters.day(line.meeting_on)}." if line.meeting_on else ""
    return f"{line.reason}{more}{when}{over}"


def risks_section(told: Told, asked: SectionOrder) -> RisksSection:
    """Risks and issues that were open on the day, as they were judged then, the heaviest first."""
    found = risks_of(told)
    return RisksSection(
        key="risks",
        title="Risks and issues",
        annotation=asked.annotation,
        empty="" if found else "No risk and no issue is open.",
        lines=found,
    )


def risks_of(told: Told) -> tuple[RiskLine, ...]:
    """Those that were open on the day."""
    found = belonging(told, governance.risks_on(told.actor, told.partnership, told.order.as_at))
    known = posts(told, (each.owner_id for each in found))
    return tuple(_risk(each, known) for each in found)


def closed_risks_of(told: Told) -> tuple[ClosedRisk, ...]:
    """Those that had been closed by the day, the latest first."""
    found = belonging(told, governance.closed_risks_on(told.actor, told.partnership, told.order.as_at))
    known = posts(told, (each.owner_id for each in found))
    return tuple(ClosedRisk(_risk(each, known), day(each.closed_on), each.closing_words) for each in found)


def _risk(line: governance.RiskLine, known: governance.Posts) -> RiskLine:
    now = line.now
    return RiskLine(
        key=f"risk:{line.ref}",
        kind="risk" if line.kind == "Risk" else "issue",
        kind_text=line.kind,
        mark=mark(now.mark),
        text=line.words,
        likelihood=f"{governance.LIKELIHOOD_WORDS[now.likelihood]}, {now.likelihood} of 5",
        impact=f"{governance.IMPACT_WORDS[now.impact]}, {now.impact} of 5",
        score=Figure(float(now.score), str(now.score)),
        mitigation=line.mitigation or "Nothing is recorded.",
        owner=known.called(line.owner_id, line.group_ref) or "Nobody looks after it",
        review=day(line.review_on, "No day set"),
        link=Link("risk", line.ref),
        cause=line.cause,
        effect=line.effect,
        moved=line.moved,
    )


def decisions_section(told: Told, asked: SectionOrder) -> DecisionsSection:
    """Decisions that somebody had to act on, what is late first, and those closed since last time."""
    order = told.order
    rows = governance.action_log(told.actor, told.partnership, order.from_moment, order.as_at)
    found = belonging(told, rows)
    known = posts(told, (each.who_id for each in found))
    nothing = f"Nobody has to act on a decision, and none was closed since {filters.day(order.since)}."
    return DecisionsSection(
        key="decisions",
        title="Action log",
        annotation=asked.annotation,
        empty="" if found else nothing,
        lines=tuple(_decision(each, known) for each in found),
    )


def decisions_of(told: Told) -> tuple[DecisionLine, ...]:
    """Every decision that stood on the day, the oldest first: also where nobody has to act, and what was
    closed long ago."""
    found = belonging(told, governance.decisions_on(told.actor, told.partnership, told.order.as_at))
    known = posts(told, (each.who_id for each in found))
    return tuple(_decision(each, known) for each in found)


def _decision(line: governance.DecisionLine, known: governance.Posts) -> DecisionLine:
    closed = f"{filters.day(line.closed_on)}: {line.closing_words}" if line.closed_on else ""
    return DecisionLine(
        key=f"decision:{line.ref}",
        text=line.words,
        decided=day(line.decided_on),
        meeting=line.group,
        owner=line.who_post or known.called(line.who_id, line.group_ref),
        by=day(line.act_by, "No day set"),
        mark=_CLOSED.get(line.state) or (_LATE if line.late else _OPEN if line.act_by else _NO_ACT),
        outcome=closed or line.late,
        link=Link("decision", line.ref),
    )


def questions_section(told: Told, asked: SectionOrder) -> QuestionsSection:
    """What was asked about the pack before this one, and of earlier packs what had no answer last time.

    Of a pack that was withdrawn governance tells the question alone, not the line that it was about.
    """
    packs = told.order.earlier_packs
    rows = governance.questions_on_packs(told.actor, told.partnership, packs, told.order.as_at)
    found = [each for each in rows if each.pack_ref == packs[0] or _waited(each, told.order.from_moment)]
    known = posts(told, (who for each in found for who in (each.asked_by_id, each.answered_by_id)))
    nothing = "Nothing was asked about the last pack." if packs else "There was no pack before this one."
    return QuestionsSection(
        key="questions",
        title="Questions from last time",
        annotation=asked.annotation,
        empty="" if found else nothing,
        lines=tuple(_question(each, known, told.order) for each in found),
    )


def _waited(line: governance.QuestionLine, since: datetime) -> bool:
    """Whether it was still to be answered last time."""
    return line.answered_at is None or line.answered_at > since


def _question(line: governance.QuestionLine, known: governance.Posts, order: PackOrder) -> QuestionLine:
    is_answered = line.answered_on is not None and line.answered_on <= order.as_at
    return QuestionLine(
        key=f"question:{line.ref}",
        line=line.line_words,
        text=line.question,
        asked_by=known.called(line.asked_by_id),
        asked=day(line.asked_on),
        answer=line.answer if is_answered else "No answer yet.",
        answered_by=known.called(line.answered_by_id) if is_answered else "",
        answered=day(line.answered_on if is_answered else None),
        mark=_ANSWERED if is_answered else _WAITS,
        link=Link("question", line.ref),
    )
