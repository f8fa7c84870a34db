"""When a job that failed is tried again: only after what may pass, and later each time."""

from __future__ import annotations

from django.db import InterfaceError, OperationalError
from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.jobs import Job

from lapwing.platform.jobs.errors import CutOffError, TransientError

# Seconds before the second, third … run: half an hour of trying, then an operator is asked.
WAITS = (10, 60, 300, 1500)
# Runs of one job whose worker was killed. What kills its worker each time must not do so for ever.
MOST_ATTEMPTS = 5
PASSING = (TransientError, OperationalError, InterfaceError, ConnectionError, TimeoutError)


class FailedRunError(Exception):
    """A run that went wrong: the kind of error and where, without its message, which may quote a row."""

    def __init__(self, error: str, place: str, *, passing: bool, cut_off: bool = False) -> None:
        super().__init__(f"{error} in {place}")
        self.error, self.place = error, place
        self.passing, self.cut_off = passing, cut_off


class BackOff(BaseRetryStrategy):
    """Try again after an error that may pass; anything else would only fail again."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        if isinstance(exception, CutOffError) or (
            isinstance(exception, FailedRunError) and exception.cut_off
        ):
            return RetryDecision(retry_in={"seconds": 0}) if job.attempts < MOST_ATTEMPTS else None
        passing = exception.passing if isinstance(exception, FailedRunError) else is_passing(exception)
        if not passing or job.attempts >= len(WAITS):
            return None
        # a few seconds apart, so that all that failed together do not come back together
        return RetryDecision(retry_in={"seconds": WAITS[job.attempts] + (job.id or 0) % 10})


def is_passing(error: BaseException) -> bool:
    """Whether the same may go well a little later."""
    return isinstance(error, PASSING)


BACK_OFF = BackOff()
