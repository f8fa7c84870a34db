"""How long what programs ask leaves something behind."""

from __future__ import annotations

from lapwing.platform.retention.kinds import Cleared, lasting
from lapwing.platform.tokens.allowances import COUNTS_KEPT
from lapwing.platform.tokens.jobs import ANSWERS_KEPT

CLEARED = (
    Cleared(
        "Answers to programs",
        lasting(ANSWERS_KEPT),
        "A program that asks the same twice is answered the same, and nothing is done twice.",
    ),
    Cleared(
        "Counts of what programs ask",
        lasting(COUNTS_KEPT),
        "They slow down a program that asks too much, and name nobody. API tokens themselves go with the "
        "name of a closed account.",
    ),
)
