"""What may go wrong with a job, told apart by what is done about it."""

from __future__ import annotations


class CannotBeDoneError(Exception):
    """The work cannot be done, and trying again would not help.

    The message is a sentence for whoever asked for it. It names no person and quotes no row.
    """


class TransientError(Exception):
    """Something outside was not there for a moment: the job is tried again, later each time."""


class WorkIsOverError(Exception):
    """The work has ended, or another run of it has begun: this run leaves without a word."""


class StopAskedError(Exception):
    """Whoever asked for the work wants it ended. Raised by ``Progress``, handled by ``carrying_out``."""


class CutOffError(TransientError):
    """The worker is being stopped and cannot wait any longer: another one begins anew."""
