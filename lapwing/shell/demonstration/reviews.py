"""The access review that was held last quarter: the one that is due stands beside one that is done."""

from __future__ import annotations

from datetime import date, timedelta

from lapwing.platform.access.acting import acting
from lapwing.registry import commands
from lapwing.registry.actors import actor_for
from lapwing.registry.administration.quarters import quarter_of
from lapwing.shell.demonstration.people import ALDERBROOK, BEGIN
from lapwing.shell.demonstration.settling import Settled, morning

# Nobody decides about their own access: the administrator begins, and the lead decides about hers and signs.
BEGINS, SIGNS = "grace.tully", "oluwaseun.adeyemi"


def hold_last_review(settled: Settled, *, today: date) -> None:
    """Begin, decide and sign the review of the quarter before this one; nothing before there was one."""
    begun = quarter_of(today) - timedelta(days=20)
    if begun < BEGIN[ALDERBROOK]:
        return
    with acting(actor_for(settled.people[BEGINS], begun), purpose="demonstration") as actor:
        review = commands.begin_review(
            partnership=settled.partnerships[ALDERBROOK], by=actor, now=morning(begun)
        )
        commands.keep_the_rest(review, by=actor, now=morning(begun))
    signed = begun + timedelta(days=6)
    with acting(actor_for(settled.people[SIGNS], signed), purpose="demonstration") as actor:
        commands.keep_the_rest(review, by=actor, now=morning(signed))
        commands.sign_off(review, by=actor, now=morning(signed))
