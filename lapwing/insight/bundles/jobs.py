"""Bundles in the background: made for whoever asked, who is told however it ends."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django import app

from lapwing.insight.bundles.building import PURPOSE, SYSTEM_USER, build_bundle, mark_failed
from lapwing.insight.bundles.models import Bundle
from lapwing.platform.access.acting import acting
from lapwing.platform.access.system import system_actor
from lapwing.platform.jobs.current import is_tried_again
from lapwing.platform.jobs.errors import CannotBeDoneError, StopAskedError, WorkIsOverError
from lapwing.platform.jobs.work import WENT_WRONG, carrying_out
from lapwing.platform.notices.telling import notify

STOPPED = "It was stopped before it was done. Make it again when you want it."


@app.task(name="bundles.build")
def build(work_id: int, bundle_id: int) -> None:
    """Make a bundle, and tell whoever asked for it."""
    with carrying_out(work_id) as progress:
        try:
            build_bundle(bundle_id, progress)
        except WorkIsOverError:
            raise
        except CannotBeDoneError as error:
            _failed(bundle_id, str(error))
            raise
        except StopAskedError:
            _failed(bundle_id, STOPPED)
            raise
        except Exception as error:
            if not is_tried_again(error):
                _failed(bundle_id, WENT_WRONG)
            raise
        progress.leads_to(_tell("bundle-ready", bundle_id))


def _failed(bundle_id: int, problem: str) -> None:
    mark_failed(bundle_id, problem)
    _tell("bundle-failed", bundle_id)


def _tell(template: str, bundle_id: int) -> str:
    """Tell whoever asked; the address of the event."""
    with acting(system_actor(SYSTEM_USER), purpose=PURPOSE):
        bundle = Bundle.objects.select_related("partnership", "event").get(pk=bundle_id)
        address = reverse("bundles:event", args=[bundle.partnership.ref, bundle.event.ref])
        notify(
            people=[bundle.asked_by_id],
            template=template,
            partnership_id=bundle.partnership_id,
            url=address,
            now=timezone.now(),
            key=f"bundle {bundle.pk} {template}",
            title=str(bundle),
        )
    return address
