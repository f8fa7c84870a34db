from django.db import connection

from lapwing.registry.models import Membership, Partnership
from lapwing.registry.tests.factories import People


def test_no_actor_no_rows(people: People) -> None:
    assert list(Partnership.objects.all()) == []
    assert list(Membership.objects.all()) == []


def test_the_suite_runs_as_the_application_role(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == ("lapwing_app",)
