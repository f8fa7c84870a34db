"""Has the files of a pack built in a process apart, which gives back its memory when they are.

The program that sets the PDF keeps what it has laid out for as long as its process lives, some 2 MB a page,
and a worker lives for weeks. A builder that breaks off, or takes all memory, is one pack that failed.
"""

from __future__ import annotations

import base64
import logging
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from typing import Protocol

from lapwing.insight.packs.forms.dress import Dress
from lapwing.platform.documents.purposes import MEGABYTE
from lapwing.platform.jobs.errors import CannotBeDoneError
from lapwing.platform.sandbox import Allowance, Ending, Event, run_apart
from lapwing.platform.scratch import scratch_folder

log = logging.getLogger(__name__)

# More than twice what a pack of a hundred actions and fifty measures takes, and thirty times as long.
ALLOWANCE = Allowance(memory=960 * MEGABYTE, seconds=300.0)
TOO_LONG = "Its files took more than {} minutes to build. Make it again with fewer sections."
_MODULE = "lapwing.insight.packs.forms.apart"


class BuilderError(RuntimeError):
    """The process that builds the files broke off."""


class Builder(Protocol):
    """Gives the forms of a pack, in the order in which they were asked for."""

    def build(self, form: str) -> bytes:
        """The file of this form. Raises CannotBeDoneError, with a sentence for whoever asked, and
        BuilderError."""


@contextmanager
def builder(
    text: str, digest: str, dress: Dress, forms: Sequence[str], allowance: Allowance = ALLOWANCE
) -> Iterator[Builder]:
    """Have these forms of a frozen pack built. ``text`` is the pack and ``digest`` its SHA-256.

    They are built one after the other, and whatever is not asked for any more is given up.
    """
    ending = Ending()
    sent = b"\n".join(
        (
            digest.encode(),
            base64.b64encode(dress.word or b""),
            base64.b64encode(dress.logo or b""),
            text.encode(),
        )
    )
    with scratch_folder() as folder:
        said = run_apart(_MODULE, forms, sent, allowance, ending, folder=folder)
        with closing(said) as events:  # type: ignore[type-var]
            yield _Apart(events, ending, allowance)


class _Apart:
    """A process that builds."""

    def __init__(self, events: Iterator[Event], ending: Ending, allowance: Allowance) -> None:
        self._events, self._ending, self._allowance = events, ending, allowance

    def build(self, form: str) -> bytes:
        for event in self._events:
            if event.get("form") != form:
                continue
            if problem := event.get("problem"):
                raise CannotBeDoneError(problem)
            return base64.b64decode(event["content"])
        if self._ending.late:
            raise CannotBeDoneError(TOO_LONG.format(round(self._allowance.seconds / 60)))
        raise BuilderError(f"Building a pack as {form} broke off: {self._ending.why or 'it was ended'}")
