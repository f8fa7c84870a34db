"""The words and colours that partnerships use for how an action stands, and Lapwing's status for each: data.

A legend that a document prints goes before this one. Purple, black and the like have no common meaning and
stand in no line here, so that they are asked about.
"""

from __future__ import annotations

from lapwing.contexts.improvement.rules import Status

_WORDS: dict[Status, str] = {
    Status.NOT_STARTED: """
        not started, not yet started, not begun, not yet begun, yet to start, to start, to be started,
        yet to commence, not commenced, not yet commenced, not yet due, not due, not due yet,
        not due to start, not yet due to start, future action, future, planned, scheduled, pending,
        action not started, no progress yet, awaiting start, to do, to commence, not applicable yet,
        grey, gray, white, not rated, not yet rated, no rag, not started yet, due to start, upcoming
    """,
    Status.ON_TRACK: """
        on track, on target, on schedule, on time, on plan, on course, in progress, in progress on track,
        progressing, progressing well, progress good, good progress, making progress, underway, under way,
        well underway, started, started and on track, started on track, ongoing, on going, begun, commenced,
        active, in train, in hand, in development, in delivery, action underway, action in progress,
        work underway, work in progress, wip, green, g, continuing, going well, on track to complete,
        on track for completion, on track for delivery, open, live, partially complete on track
    """,
    Status.AT_RISK: """
        at risk, some risk, at risk of delay, at risk of slippage, some slippage, minor slippage,
        slight delay, minor delay, some delay, some delays, minor delays, slightly delayed,
        slightly behind, slightly behind schedule, some concerns, minor issues, some issues, needs attention,
        requires attention, caution, amber, a, yellow, orange, amber green, green amber, a g, g a, ag, ga,
        amber red, red amber, a r, r a, ar, mostly on track, partially on track, minor concerns
    """,
    Status.OFF_TRACK: """
        off track, off target, off schedule, off plan, off course, not on track, not on target, behind,
        behind schedule, behind plan, behind target, delayed, significantly delayed, significant delay,
        major delay, started but delayed, started delayed, in progress but delayed, in progress delayed,
        delay, overdue, late, slipped, slipping, slippage, significant slippage, missed, deadline missed,
        not achieved, not met, not delivered, not completed, not complete, incomplete, stalled, blocked,
        failing, failed, red, r, no progress, insufficient progress, limited progress, significant issues,
        major issues, requires urgent action, significant risk, significant concerns, not progressing
    """,
    Status.DONE: """
        complete, completed, action complete, action completed, now complete, now completed, done,
        achieved, fully achieved, closed, finished, delivered, fully delivered, implemented,
        fully implemented, fully complete, fully completed, concluded, finalised, met, fully met, in place,
        blue, b, action closed, complete and closed, task complete, task completed, signed off, c,
        completed on time, completed late, 100 complete, 100
    """,
    Status.EVIDENCED: """
        embedded, fully embedded, complete and embedded, completed and embedded, complete embedded,
        achieved and embedded, delivered and embedded, implemented and embedded, embedded and sustained,
        sustained, evidenced, impact evidenced, complete and evidenced, completed and evidenced,
        complete with evidence, completed with evidence, complete with evidence of impact,
        completed with evidence of impact, embedded in practice, business as usual, bau, done and evidenced,
        impact demonstrated, evidence of impact
    """,
    Status.STOPPED: """
        stopped, cancelled, canceled, withdrawn, superseded, no longer required, no longer needed,
        no longer relevant, no longer applicable, discontinued, abandoned, suspended, paused, on hold, ceased,
        removed, deferred, postponed, action removed, deleted
    """,
}

STATUS_OF: dict[str, str] = {
    " ".join(word.split()): status.value for status, words in _WORDS.items() for word in words.split(",")
}

# Words inside the explanation of a legend, from what decides most to what decides least.
TELLING: tuple[tuple[str, str], ...] = (
    (
        Status.EVIDENCED.value,
        r"\bembedded\b|\bevidenced\b|\bevidence of impact\b|\bsustained\b"
        r"|\bbusiness as usual\b",
    ),
    (
        Status.STOPPED.value,
        r"\b(?:stopped|cancell?ed|superseded|withdrawn|no longer|on hold|paused"
        r"|suspended|deferred)\b",
    ),
    (
        Status.AT_RISK.value,
        r"\bat risk\b|\b(?:some|slight|minor|small|possible|potential)\w* (?:\w+ )?(?:risks?"
        r"|delays?|slippage|issues?|"
        r"concerns?|behind)\b|\bslightly\b|\bmay (?:not|miss|slip)\b|\bmight not\b"
        r"|\bbut (?:is )?recoverable\b|\b(?:expected|likely|able) to recover\b|\bwill recover\b",
    ),
    (
        Status.ON_TRACK.value,
        r"\bnot (?:yet )?(?:fully )?completed?\b\W+(?:and |but )?(?:is )?on (?:track|target|schedule)\b",
    ),
    (
        Status.OFF_TRACK.value,
        r"\b(?:off|not on) (?:track|target|schedule)\b|\bbehind\b|\boverdue\b|\bdelay(?:s|ed)?\b"
        r"|\bmissed\b|\b(?:and|is|are|but) late\b|"
        r"\bslip(?:s|ped|page)\b|\b(?:will|unlikely|not likely|unable) (?:to |not )(?:\w+ )?(?:be "
        r"|meet|complete|achieve|deliver)"
        r"|\b(?:significant|major|serious|severe)\b|\bnot (?:met|achieved|delivered|progressing"
        r"|completed?)\b|\bstalled\b"
        r"|\b(?:no|insufficient|limited) progress\b",
    ),
    (
        Status.NOT_STARTED.value,
        r"\bnot (?:yet )?(?:started|begun|commenced|due)\b|\byet to (?:start"
        r"|begin|commence)\b|\bfuture\b",
    ),
    (
        Status.ON_TRACK.value,
        r"\bon (?:track|target|schedule|course|time)\b|\bunder ?way\b|\bin progress\b"
        r"|\bprogressing\b|\bstarted\b"
        r"|\bongoing\b|\bgood progress\b|\bwill be (?:completed?|met|achieved|delivered)\b"
        r"|\bno (?:issues|concerns|risks)\b",
    ),
    (
        Status.DONE.value,
        r"\b(?:completed?|completion|achieved|done|delivered|closed|finished"
        r"|implemented|met|in place)\b",
    ),
)

# Names of colours and the single letters that stand for them in a key.
COLOURS = {
    "red": "red", "r": "red", "amber": "amber", "a": "amber", "orange": "amber", "yellow": "amber",
    "green": "green", "g": "green", "blue": "blue", "b": "blue", "grey": "grey", "gray": "grey",
    "white": "white", "purple": "purple", "p": "purple", "black": "black", "pink": "pink",
}  # fmt: skip

# Coloured signs that stand for a colour's name.
SIGNS = {
    "red": "🔴🟥",
    "amber": "🟠🟡🟧🟨",
    "green": "🟢🟩",
    "blue": "🔵🟦",
    "grey": "⚪⬜",
    "purple": "🟣🟪",
}
