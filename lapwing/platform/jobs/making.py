"""What somebody asked for is made in the background, and is told of however it ends."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from lapwing.platform.jobs.current import is_tried_again
from lapwing.platform.jobs.errors import CannotBeDoneError, StopAskedError, WorkIsOverError
from lapwing.platform.jobs.progress import Progress
from lapwing.platform.jobs.work import WENT_WRONG, carrying_out

STOPPED = "It was stopped before it was done. Make it again when you want it."


@contextmanager
def making(work_id: int, failed: Callable[[str], object]) -> Iterator[Progress]:
    """In a job: ``carrying_out`` of work that makes something which says itself how it stands.

    ``failed`` is given the sentence why nothing came of it, for whoever asked. A run that is tried again, or
    whose work another run has taken over, has not failed.
    """
    with carrying_out(work_id) as progress:
        try:
            yield progress
        except WorkIsOverError:
            raise
        except CannotBeDoneError as error:
            failed(str(error))
            raise
        except StopAskedError:
            failed(STOPPED)
            raise
        except Exception as error:
            if not is_tried_again(error):
                failed(WENT_WRONG)
            raise
