"""Every write of public versions: keyword-only, ``by`` and ``now`` passed in, one transaction."""

from .approving import (
    approve_public_version,
    return_public_version,
    send_for_approval,
    why_not_approved,
)
from .errors import ChangedMeanwhileError, PublicError
from .making import judge_again, make_public_version, word_public_version
from .settings import give_feedback, set_public_settings
from .withdrawing import withdraw_public_version

__all__ = [
    "ChangedMeanwhileError",
    "PublicError",
    "approve_public_version",
    "give_feedback",
    "judge_again",
    "make_public_version",
    "return_public_version",
    "send_for_approval",
    "set_public_settings",
    "why_not_approved",
    "withdraw_public_version",
    "word_public_version",
]
