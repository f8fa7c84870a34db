"""What the worker does for groups every day."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from lapwing.contexts.governance import jobs
from lapwing.contexts.governance.models import EscalatedItem
from lapwing.contexts.governance.tests.factories import LATER, NOW, group
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.registry.models import GovernanceGroup, Partnership
from lapwing.registry.tests import factories

pytestmark = pytest.mark.django_db


def raised(where: GovernanceGroup, words: str) -> EscalatedItem:
    """Something that was to be answered long before ``LATER``."""
    with as_maintenance():
        return EscalatedItem.objects.create(
            partnership=where.partnership,
            group=where,
            words=words,
            reason="It is late.",
            answer_by=date(2026, 3, 16),
            created_at=NOW,
            created_by=factories.user(),
        )


def test_each_that_is_passed_on_bears_a_moment_of_its_own(
    partnership: Partnership, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each is a transaction, and none bears a moment of before it began."""
    begun = iter(LATER + timedelta(minutes=minute) for minute in range(100))
    operational = group(partnership, "Operational group", reports_to=group(partnership))
    found = [raised(operational, words) for words in ("Reviews are late.", "Plans are late.")]
    with monkeypatch.context() as patch:
        patch.setattr(timezone, "now", lambda: next(begun))
        jobs.pass_on_late(0)
    moments: list[datetime | None] = []
    with as_maintenance():
        for item in found:
            item.refresh_from_db()
            moments.append(item.answered_at)
        assert EscalatedItem.objects.filter(from_group=operational).count() == 2
    assert None not in moments
    assert len(set(moments)) == 2
    assert LATER not in moments
