"""What the worker does for imports: the steps of large ones, and removing rows that are no longer needed."""

from __future__ import annotations

import logging
import time
import traceback
from collections.abc import Callable
from datetime import date, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string
from procrastinate.contrib.django import app

from lapwing.platform.access.acting import acting, current_actor
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.system import system_actor
from lapwing.platform.accounts.kinds import UserKind
from lapwing.platform.accounts.models import User
from lapwing.platform.imports.clearing import clear_old
from lapwing.platform.imports.errors import ImportRefusedError
from lapwing.platform.imports.models import DataImport
from lapwing.platform.imports.steps import give_up, run_step
from lapwing.platform.jobs.system import as_system

log = logging.getLogger(__name__)
_SYSTEM = "Imports"
# Each step said is a row of history: people need no more than one in two seconds.
_SECONDS_BETWEEN = 2.0
_FAILED = "Lapwing could not do this, and has noted why. Nothing was changed. Try it again."


@app.task(name="imports.step")
def import_step(import_id: int, attempt: int, user_id: int) -> None:
    """Do the next step of an import as the person who asked for it. A second job for it does nothing.

    Not in one transaction as a whole: how far reading has come is seen while it goes on.
    """
    actor = _actor(user_id)
    if not (actor.grants or actor.is_system):
        _give_up(import_id, attempt, "Whoever asked for this holds no role here any more.")
        return
    try:
        run_step(import_id, attempt, actor, _teller(import_id, attempt, actor))
    except ImportRefusedError as error:
        _give_up(import_id, attempt, str(error))
    except Exception as error:
        # not its message, nor the database's: both may quote a row
        places = traceback.extract_tb(error.__traceback__)
        where = " < ".join(f"{place.name}:{place.lineno}" for place in reversed(places))
        log.error("A step of an import failed: %s in %s", type(error).__name__, where)
        _give_up(import_id, attempt, _FAILED)


def _give_up(import_id: int, attempt: int, sentence: str) -> None:
    # not as the person: their roles may have ended meanwhile
    with acting(system_actor(_SYSTEM), purpose="import"):
        give_up(import_id, attempt, current_actor(), sentence)


def _actor(user_id: int) -> Actor:
    """The person as they may act today; one whose roles are over may do nothing."""
    find: Callable[[User, date], Actor] = import_string(settings.ACTOR_FINDER)
    with acting(system_actor(_SYSTEM), purpose="import"):
        user = User.objects.get(pk=user_id)
        return (
            Actor(user.pk, user.name, UserKind.SYSTEM)
            if user.kind == UserKind.SYSTEM
            else find(user, timezone.localdate())
        )


def _teller(import_id: int, attempt: int, actor: Actor) -> Callable[[int, int], None]:
    """Writes down how far a step has come, seldom enough not to slow it."""
    said_at = 0.0

    def tell(done: int, of: int) -> None:
        nonlocal said_at
        if time.monotonic() - said_at < _SECONDS_BETWEEN:
            return
        said_at = time.monotonic()
        with acting(actor, purpose="import"):
            DataImport.objects.filter(pk=import_id, attempt=attempt).update(
                done=min(done, of) if of else 0, of=of, heard_at=timezone.now()
            )

    return tell


@app.periodic(cron="17 4 * * *")
@app.task(queueing_lock="imports-clearing")
@as_system(_SYSTEM)
def clear_imports(timestamp: int) -> None:
    """Remove the files and rows of imports that are over for good."""
    clear_old(timezone.now(), after=timedelta(days=settings.IMPORT_ROWS_KEPT_DAYS))
