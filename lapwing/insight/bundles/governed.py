"""What the groups of a partnership decided, fear, were asked and told, as far as it concerns a plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from lapwing.contexts.governance import public as governance
from lapwing.contexts.improvement import public as improvement
from lapwing.insight.bundles.index import table
from lapwing.insight.bundles.parts import Written
from lapwing.insight.bundles.paths import DECISIONS, GOVERNANCE
from lapwing.platform.access.actor import Actor
from lapwing.registry.models import Partnership

# The references of a plan and what it holds, by kind.
Things = Mapping[str, frozenset[str]]


def governed_of(
    partnership: Partnership, actor: Actor, as_at: date, things: Things
) -> tuple[tuple[Written, ...], str]:
    """Its files, and what is to be said where there are none."""
    if not actor.may(governance.READ, partnership.pk):
        return (), (
            "Decisions, risks, escalations and what families were told are not in it: whoever made it may "
            "not read them."
        )

    def concerning(rows: Sequence[governance.Concerned]) -> tuple[governance.Concerned, ...]:
        return governance.concerning(actor, partnership, rows, things, as_at)

    raised = concerning(governance.items_on(actor, partnership, as_at))
    decided = concerning(governance.decisions_on(actor, partnership, as_at))
    feared = concerning(governance.risks_on(actor, partnership, as_at))
    told = concerning(governance.told_between(actor, partnership, date.min, as_at))
    people = [
        *(row.raised_by_id for row in raised),
        *(row.who_id for row in decided),
        *(row.owner_id for row in feared),
    ]
    posts = governance.posts_of(partnership, people, as_at)
    return (
        _decisions(decided, posts),
        _risks(feared, posts),
        _escalations(raised, posts, as_at),
        _told(told),
    ), ""


def requests_of(
    partnership: Partnership, rows: Sequence[improvement.InspectedRequest], as_at: date
) -> Written:
    """Changes of dates, baselines and targets that were asked for, and what became of them."""
    people = [who for row in rows for who in (row.asked_by_id, row.decided_by_id)]
    posts = governance.posts_of(partnership, people, as_at)
    headings = (
        "Of",
        "Turn",
        "Kind",
        "Was",
        "Wanted",
        "Reason",
        "Asked",
        "Asked by",
        "Stands",
        "Decided",
        "Decided by",
        "Why",
    )
    lines = (
        (
            row.about,
            row.turn,
            row.kind,
            row.before,
            row.wanted,
            row.reason,
            row.asked_on,
            posts.called(row.asked_by_id),
            row.outcome,
            row.decided_on,
            posts.called(row.decided_by_id),
            row.decided_reason,
        )
        for row in rows
    )
    return Written("plan/changes-asked-for.csv", "Changes that were asked for", table(headings, lines))


def _decisions(rows: Sequence[governance.DecisionLine], posts: governance.Posts) -> Written:
    headings = ("Number", "Group", "Decided", "Decision", "Who acts", "By", "Stands", "Closed", "How")
    lines = (
        (
            row.number,
            row.group,
            row.decided_on,
            row.words,
            row.who_post or posts.called(row.who_id, row.group_ref),
            row.act_by,
            row.state_words,
            row.closed_on,
            row.closing_words,
        )
        for row in rows
    )
    return Written(
        f"{DECISIONS}/decisions.csv", "Decisions of the partnership's groups", table(headings, lines)
    )


def _risks(rows: Sequence[governance.RiskLine], posts: governance.Posts) -> Written:
    headings = (
        *("Kind", "Group", "What", "Cause", "Effect", "Likelihood, 1 to 5", "Impact, 1 to 5", "Score"),
        *("Mitigation", "Looked after by", "Review"),
    )
    lines = (
        (
            *(row.kind, row.group, row.words, row.cause, row.effect),
            *(row.now.likelihood, row.now.impact, row.now.score),
            *(row.mitigation, posts.called(row.owner_id, row.group_ref), row.review_on),
        )
        for row in rows
    )
    return Written(f"{GOVERNANCE}/risks.csv", "Risks and issues that were open", table(headings, lines))


def _escalations(rows: Sequence[governance.RaisedLine], posts: governance.Posts, as_at: date) -> Written:
    headings = (
        *("To", "From", "What", "Why", "Raised by", "Raised", "Answer by", "Answer", "Answered"),
        "Handed on to",
    )
    lines = []
    for row in rows:
        by = "A rule of the partnership" if row.by_rule else posts.called(row.raised_by_id)
        # what was answered after the day was waiting on it
        answered = row.answered_on is not None and row.answered_on <= as_at
        said = (row.answer, row.answered_on, row.further_group) if answered else ("", None, "")
        lines.append((row.group, row.from_group, row.words, row.reason, by, row.since, row.answer_by, *said))
    return Written(f"{GOVERNANCE}/escalations.csv", "What was raised to groups", table(headings, lines))


def _told(rows: Sequence[governance.ToldLine]) -> Written:
    headings = (
        "Day",
        "What families were told",
        "How",
        "Who was told",
        "Where it is",
        "By the group",
        "What came back",
    )
    lines = (
        (row.told_on, row.words, "; ".join(row.channels), row.audience, row.link, row.group, row.response)
        for row in rows
    )
    return Written(f"{GOVERNANCE}/told-to-families.csv", "What families were told", table(headings, lines))
