"""What the worker does for imports: the steps of large ones, and removing rows that are no longer needed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string
from procrastinate.contrib.django import app

from lapwing.platform.access.acting import acting
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.system import system_actor
from lapwing.platform.accounts.kinds import UserKind
from lapwing.platform.accounts.models import User
from lapwing.platform.imports.addresses import page_of
from lapwing.platform.imports.clearing import SYSTEM_USER, clear_old
from lapwing.platform.imports.commands import told_as
from lapwing.platform.imports.errors import ImportRefusedError
from lapwing.platform.imports.feeds import feed_of
from lapwing.platform.imports.models import DataImport
from lapwing.platform.imports.notices import what_to_tell
from lapwing.platform.imports.steps import give_up, run_step
from lapwing.platform.jobs.errors import StopAskedError, TransientError, WorkIsOverError
from lapwing.platform.jobs.work import carrying_out
from lapwing.platform.notices.telling import notify

_STOPPED = "It was stopped. Nothing was changed."
_FAILED = "Lapwing could not do this, and has noted why. Nothing was changed. Try it again."
_NO_ROLE = "Whoever asked for this holds no role here any more."


@app.task(name="imports.step")
def import_step(work_id: int, import_id: int, attempt: int, user_id: int) -> None:
    """Do the next step of an import as the person who asked for it, and tell them how it ended.

    A second job for it does nothing, and they are told once.
    """
    with carrying_out(work_id) as progress:
        actor = _actor(user_id)
        progress.leads_to(_page(import_id))
        try:
            if not (actor.grants or actor.is_system):
                raise ImportRefusedError(_NO_ROLE)
            run_step(
                import_id,
                attempt,
                actor,
                lambda words, done, of: progress.say(words, done=done, of=of),
                clock=timezone.now,
            )
        except ImportRefusedError as error:
            _give_up(import_id, attempt, str(error))
            _tell(import_id, attempt, user_id)
        except StopAskedError:
            _give_up(import_id, attempt, _STOPPED)
            raise
        except (TransientError, WorkIsOverError):
            raise  # another run does it
        except Exception:
            _give_up(import_id, attempt, _FAILED)
            _tell(import_id, attempt, user_id)
            raise
        else:
            _tell(import_id, attempt, user_id)


def _actor(user_id: int) -> Actor:
    """The person as they may act today; one whose roles are over may do nothing."""
    find: Callable[[User, date], Actor] = import_string(settings.ACTOR_FINDER)
    with acting(system_actor(SYSTEM_USER), purpose="import"):
        user = User.objects.get(pk=user_id)
        if user.kind == UserKind.SYSTEM:
            return Actor(user.pk, user.name, UserKind.SYSTEM)
        return find(user, timezone.localdate())


def _page(import_id: int) -> str:
    with acting(system_actor(SYSTEM_USER), purpose="import"):
        found = DataImport.objects.select_related("partnership").filter(pk=import_id).first()
        return page_of(found) if found else ""


def _give_up(import_id: int, attempt: int, sentence: str) -> None:
    # not as the person: their roles may have ended meanwhile
    with acting(system_actor(SYSTEM_USER), purpose="import") as actor:
        give_up(import_id, attempt, actor, sentence)


def _tell(import_id: int, attempt: int, user_id: int) -> None:
    """Tell whoever asked for the step how it ended, unless something else was begun meanwhile."""
    with acting(system_actor(SYSTEM_USER), purpose="import"):
        rows = DataImport.objects.select_related("partnership").filter(pk=import_id, attempt=attempt)
        found = rows.first()
        if found is None or not (template := what_to_tell(found)):
            return
        notify(
            people=[user_id],
            template=template,
            partnership_id=found.partnership_id,
            url=page_of(found),
            now=timezone.now(),
            key=f"{told_as(found)}{attempt}",
            # the name of the file may be a person's
            title=feed_of(found.feed).title,
        )


@app.periodic(cron="17 4 * * *")
@app.task(queueing_lock="imports-clearing")
def clear_imports(timestamp: int) -> None:
    """Remove the files and rows of imports that are over for good."""
    clear_old(timezone.now(), after=timedelta(days=settings.IMPORT_ROWS_KEPT_DAYS))
