"""Every write of packs: keyword-only, who acts and the time are passed in, one transaction."""

from __future__ import annotations

from lapwing.insight.packs.commands.asking import Wanted, ask_for_pack, latest_ready, usual_wanted
from lapwing.insight.packs.commands.errors import PackError
from lapwing.insight.packs.commands.placing import Choices, choices, meeting_words
from lapwing.insight.packs.commands.templates import TemplateWanted, save_template
from lapwing.insight.packs.commands.withdrawing import withdraw_pack
from lapwing.insight.packs.commands.words import set_words

__all__ = [
    "Choices",
    "PackError",
    "TemplateWanted",
    "Wanted",
    "ask_for_pack",
    "choices",
    "latest_ready",
    "meeting_words",
    "save_template",
    "set_words",
    "usual_wanted",
    "withdraw_pack",
]
