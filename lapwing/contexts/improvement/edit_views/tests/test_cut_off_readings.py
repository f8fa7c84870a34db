"""A reading whose worker was killed is taken up again by the job that is run anew."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from lapwing.contexts.improvement.edit_views.tests.desk import Desk
from lapwing.contexts.improvement.edit_views.tests.sending import draft_of, read, send
from lapwing.contexts.improvement.models import DraftState, PlanDraft
from lapwing.platform.access.tests.as_role import as_maintenance

PLAN = "# Larkshire plan\n\n1.1 Review the early help offer by May 2026. Lead: Head of Early Help\n"


@pytest.mark.parametrize(("silence", "state"), [(60, DraftState.READY), (5, DraftState.READING)])
def test_it_is_read_when_it_has_fallen_silent_and_left_to_its_reader_before(
    desk: Desk, silence: int, state: str
) -> None:
    ref = draft_of(send(desk, PLAN))
    with as_maintenance():
        PlanDraft.objects.filter(ref=ref).update(
            state=DraftState.READING, heard_at=timezone.now() - timedelta(seconds=silence)
        )
    assert read(desk, ref).state == state
