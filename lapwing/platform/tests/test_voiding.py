"""What is voided has who, when and why: asked by the code, held by the database."""

from datetime import UTC, datetime

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from lapwing.contexts.improvement.models import OwnerRole
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.voiding import Voidable, as_brought_back, as_voided
from lapwing.registry.models import Partnership
from lapwing.registry.tests.factories import People

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


@pytest.fixture
def role(partnership: Partnership, people: People) -> OwnerRole:
    with as_maintenance():
        return OwnerRole.objects.create(
            partnership=partnership, name="Head of SEND", created_at=NOW, created_by=people.owner
        )


def test_a_voided_row_is_left_out_by_a_method_that_says_so(role: OwnerRole, people: People) -> None:
    with as_maintenance():
        rows = OwnerRole.objects.filter(pk=role.pk)
        rows.update(**as_voided(by=people.owner.pk, now=NOW, reason=" A slip "))
        assert (rows.in_force().count(), rows.voided().count(), rows.count()) == (0, 1, 1)
        assert rows.get().voided_reason == "A slip"
        rows.update(**as_brought_back())
        assert (rows.in_force().count(), rows.voided().count()) == (1, 0)


def test_nothing_is_voided_without_a_reason(people: People) -> None:
    with pytest.raises(ValueError, match="reason"):
        as_voided(by=people.owner.pk, now=NOW, reason=" ")


@pytest.mark.parametrize("missing", ["voided_at", "voided_by_id", "voided_reason"])
def test_the_database_refuses_one_without_who_when_or_why(
    role: OwnerRole, people: People, missing: str
) -> None:
    values = as_voided(by=people.owner.pk, now=NOW, reason="A slip")
    values[missing] = as_brought_back()[missing]
    with pytest.raises(IntegrityError, match="voided_by_someone"), transaction.atomic(), as_maintenance():
        OwnerRole.objects.filter(pk=role.pk).update(**values)


def test_every_model_that_can_be_voided_holds_it() -> None:
    for model in apps.get_models():
        if issubclass(model, Voidable):
            names = {constraint.name for constraint in model._meta.constraints}
            assert f"{model._meta.label_lower.replace('.', '_')}_voided_by_someone" in names
