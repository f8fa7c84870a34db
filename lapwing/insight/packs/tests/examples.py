"""A pack with something in every section, and the same with nothing in any: nobody in it is real."""

from __future__ import annotations

import dataclasses
from typing import Any

from lapwing.insight.packs import shapes
from lapwing.insight.packs.shapes import Link, Mark
from lapwing.insight.packs.tests.example_parts import (
    AT_RISK,
    action,
    cover,
    data,
    day,
    exception,
    measure,
    number,
    summary,
)


def example_pack() -> shapes.Pack:
    """Alderbrook's pack for a meeting in November 2026."""
    return shapes.Pack(
        cover=cover(),
        sections=(
            shapes.SummarySection(
                key="summary", title="Summary", annotation="A steady term.\n\nTwo teams lost staff.",
                empty="", summary=summary(),
            ),
            shapes.ExceptionsSection(
                key="exceptions", title="Off track, at risk and late", annotation="", empty="",
                lines=(exception(),),
            ),
            shapes.AskedSection(
                key="asked", title="Decisions asked for", annotation="", empty="",
                lines=(
                    shapes.AskedLine(
                        "asked:i1", "Agree a second reviewing officer until July 2027.",
                        "Reviews have been late for two periods.", "Head of SEND", "Operational group",
                        Link("item", "i1"),
                    ),
                ),
            ),
            shapes.DueSection(
                key="due", title="Due next", annotation="", empty="",
                lines=(
                    shapes.DueLine(
                        "due:m2", AT_RISK, "1.3", "1 Early support", "b", "Publish the offer with families.",
                        "Local Offer Manager", day(2027, 1, 31), "in 70 days", Link("milestone", "m2"),
                    ),
                ),
            ),
            shapes.MeasuresSection(
                key="measures", title="Measures", annotation="", empty="", measures=(measure(),)
            ),
            shapes.VoiceSection(
                key="voice", title="Impact and voice", annotation="", empty="",
                lines=(
                    shapes.VoiceLine(
                        "voice:e1", "quote", "What families said", "1.2 Amended plans",
                        "We knew what was happening, week by week.", "Parent carer forum", day(2026, 11, 3),
                        "Accepted by the operational group", Link("action", "a1"),
                    ),
                    shapes.VoiceLine(
                        "criterion:k1", "criterion", "Success criterion", "1.2 Amended plans",
                        "Families know who to call: partly met. Three of five services say so.", "",
                        day(2026, 11, 4), "", Link("action", "a1"),
                        shown_by=("Survey of the forum (Quote from a family, 3 November 2026)",
                                  "Call log (File, 1 November 2026)"),
                    ),
                    shapes.VoiceLine(
                        "told:t1", "told", "What families were told", "Parents who wait for therapy",
                        "Whom to call while they wait.", "Newsletter; Local Offer website",
                        day(2026, 10, 12), "", None, response="They asked for evenings too.",
                    ),
                    shapes.VoiceLine(
                        "voice:u1", "impact", "Impact on children and families", "1.2 Amended plans",
                        "Pupils start the year with the right support.", "Head of SEND", day(2026, 11, 5), "",
                        None,
                    ),
                ),
            ),
            shapes.DateChangesSection(
                key="date_changes", title="Dates that moved", annotation="", empty="",
                lines=(
                    shapes.DateChangeLine(
                        "date:d1", "1.2 a Amended plans", day(2026, 7, 31), day(2026, 10, 31),
                        day(2026, 9, 12), "The provider left.", "Operational group", number(2),
                        Link("milestone", "m1"),
                    ),
                ),
            ),
            shapes.RisksSection(
                key="risks", title="Risks and issues", annotation="", empty="",
                lines=(
                    shapes.RiskLine(
                        "risk:r1", "risk", "Risk", Mark("High", "triangle", "red"),
                        "The therapy contract ends in March.", "Likely", "Major", number(16),
                        "A new contract is being bought.", "Designated Clinical Officer", day(2027, 1, 15),
                        Link("risk", "r1"), "Fewer people apply than leave.",
                        "Children wait longer for what their plans promise.", "up from 12",
                    ),
                ),
            ),
            shapes.DecisionsSection(
                key="decisions", title="Action log", annotation="", empty="",
                lines=(
                    shapes.DecisionLine(
                        "decision:c1", "Write to all schools about reviews.", day(2026, 9, 20),
                        "Partnership board, 20 September 2026", "Head of SEND", day(2026, 10, 15),
                        Mark("Done", "square", "blue"), "Sent on 12 October.", Link("decision", "c1"),
                    ),
                ),
            ),
            shapes.QuestionsSection(
                key="questions", title="Questions from last time", annotation="", empty="",
                lines=(
                    shapes.QuestionLine(
                        "question:q1", "1.2 a Amended plans", "How many children wait?", "Parent carer forum",
                        day(2026, 9, 20), "35 of 72.", "Head of SEND", day(2026, 10, 2),
                        Mark("Answered", "square", "blue"), Link("question", "q1"),
                    ),
                ),
            ),
            shapes.ActionsSection(
                key="actions", title="Every action", annotation="", empty="", actions=(action(),)
            ),
            shapes.GlossarySection(
                key="glossary", title="Words and signs", annotation="", empty="",
                lines=(
                    shapes.TermLine("term:ehcp", "EHC plan", "Education, health and care plan."),
                    shapes.TermLine("term:dco", "DCO", "Designated Clinical Officer."),
                ),
            ),
        ),
        data=data(),
    )  # fmt: skip


def empty_pack() -> shapes.Pack:
    """The same with nothing in any section but the summary: each says so in a sentence."""
    return shapes.Pack(
        cover=cover(),
        sections=(example_pack().sections[0], *(_emptied(each) for each in example_pack().sections[1:])),
    )


def _emptied(section: shapes.Section) -> shapes.Section:
    content = {"lines", "measures", "actions"} & {field.name for field in dataclasses.fields(section)}
    nothing: dict[str, Any] = dict.fromkeys(content, ())
    return dataclasses.replace(section, annotation="", empty="There is nothing to show here.", **nothing)
