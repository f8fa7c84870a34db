"""What was allowed once and is not any more, and what is asked for by a way round the page."""

from __future__ import annotations

import html
import re
from urllib.parse import urlencode

import pytest
from django.urls import reverse
from django.utils import timezone

from lapwing.platform.access.acting import acting
from lapwing.platform.access.rules import NotVisible
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.models import User
from lapwing.platform.documents.keeping import keep_file
from lapwing.platform.documents.models import File
from lapwing.platform.documents.purposes import PURPOSES
from lapwing.platform.exports import commands
from lapwing.platform.exports.kinds import KINDS
from lapwing.platform.exports.models import Export
from lapwing.platform.jobs.tests.working import run_jobs
from lapwing.platform.jobs.work import begin_work
from lapwing.platform.search.searchers import SEARCHERS
from lapwing.registry.actors import actor_for
from lapwing.registry.models import Membership
from lapwing.registry.roles import ROLES, permissions_of
from lapwing.registry.tests import factories
from tests.attacks.asking import body_of, knocking, owner_of_work, strongest, undone
from tests.world import World, distinct_roles

ROLES_ASKED = distinct_roles()


def end_roles(who: User) -> None:
    with as_maintenance():
        Membership.objects.filter(user=who).delete()


@pytest.mark.parametrize("role", ROLES_ASKED)
@pytest.mark.parametrize("kind", [each.code for each in KINDS._known.values()])
def test_exports_are_made_for_those_who_may_alone(world: World, kind: str, role: str) -> None:
    """Every kind of export, asked for by every role, of one's own partnership and of another's."""
    known = KINDS.of(kind)
    assert known is not None
    who = world.by_role[role]
    for partnership in (world.partnership, world.other_partnership):
        may = known.permission in permissions_of(role) and partnership == world.partnership
        with undone(), acting(actor_for(who, timezone.localdate()), purpose="test") as by:
            try:
                commands._known(kind, by, partnership.pk)
            except NotVisible:
                assert not may
            else:
                assert may
        place = reverse("ask-for-export", args=[partnership.ref, kind])
        with undone():
            answer = knocking(world.client(who)).get(f"{place}?{urlencode({'path': '/p/x/', 'a': 'b'})}")
        assert may or answer.status_code == 404


def test_an_export_is_not_collected_once_the_role_has_ended(world: World) -> None:
    who = factories.member(world.partnership, "programme-manager")
    client = world.client(who)
    with undone():
        export = _kept_export(world, who)
        place = reverse("collect-export", args=[world.partnership.ref, export.ref])
        given = client.get(place)
        assert (given.status_code, body_of(given)) == (200, b'{"a": 1}')
        end_roles(who)
        after = client.get(place)
        assert after.status_code in {302, 404}
        assert b"{" not in body_of(after)[:1]


def test_an_export_that_waits_is_not_made_once_the_role_has_ended(world: World) -> None:
    from lapwing.platform.exports.jobs import make

    who = factories.member(world.partnership, "programme-manager")
    with undone():
        with acting(actor_for(who, timezone.localdate()), purpose="test") as by:
            export = _row(world, who)
            export.work = begin_work(
                kind="export",
                title="Export",
                by=by,
                partnership_id=world.partnership.pk,
                task=make,
                now=timezone.now(),
                export_id=export.pk,
            )
            export.save()
        end_roles(who)
        run_jobs()
        with as_maintenance():
            found = Export.objects.select_related("work").get(pk=export.pk)
        assert found.file_id is None
        assert found.ready_at is None
        assert found.work is not None
        assert found.work.problem == commands.NO_LONGER


def test_nobody_elses_export_is_collected(world: World) -> None:
    """Not by a colleague who may see the same, nor by whoever sees everybody's exports."""
    who = factories.member(world.partnership, "programme-manager")
    with undone():
        export = _kept_export(world, who)
        place = reverse("collect-export", args=[world.partnership.ref, export.ref])
        for other in (*world.by_role.values(), world.outsider):
            assert knocking(world.client(other)).get(place).status_code == 404


def _row(world: World, who: User) -> Export:
    return Export.objects.create(
        partnership=world.partnership,
        kind="list",
        form="json",
        label="Plans",
        user=who,
        parameters={"address": reverse("improvement:plans", args=[world.partnership.ref])},
        reason="For the board",
        asked_at=timezone.now(),
    )


def _kept_export(world: World, who: User) -> Export:
    with acting(actor_for(who, timezone.localdate()), purpose="test") as by:
        export = _row(world, who)
        export.file = keep_file(
            by=by,
            partnership_id=world.partnership.pk,
            name="export.json",
            content=b'{"a": 1}',
            purpose=commands.PURPOSE,
            now=timezone.now(),
        )
        export.ready_at, export.expires_at = timezone.now(), timezone.now() + commands.KEPT
        export.save()
    return export


@pytest.mark.parametrize("purpose", sorted(PURPOSES._known))
def test_a_file_is_given_out_as_its_purpose_says_and_to_no_outsider(world: World, purpose: str) -> None:
    """Every purpose of files, asked for by every role: the page says what the purpose's owner says."""
    with undone():
        with as_maintenance():
            file = File.objects.get(partnership=world.partnership, purpose="for tests")
            File.objects.filter(pk=file.pk).update(purpose=purpose)
            file.refresh_from_db()
        place = reverse("file-download", args=[world.partnership.ref, file.ref])
        rule = PURPOSES.known(purpose).may_read
        for role, who in (*world.by_role.items(), ("outsider", world.outsider)):
            with acting(actor_for(who, timezone.localdate()), purpose="test") as by:
                may = rule(by, file) and bool(by.roles_in(world.partnership.pk))
            answer = knocking(world.client(who)).get(place)
            assert answer.status_code == (200 if may else 404), (role, purpose)


def test_a_file_of_an_unknown_purpose_is_given_to_nobody(world: World) -> None:
    with undone():
        with as_maintenance():
            file = File.objects.get(partnership=world.partnership, purpose="for tests")
            File.objects.filter(pk=file.pk).update(purpose="no such purpose")
        place = reverse("file-download", args=[world.partnership.ref, file.ref])
        statuses = {knocking(world.client(who)).get(place).status_code for who in world.by_role.values()}
    assert statuses == {404}


WORDS = ("title", "name", "words", "notes", "text", "person", "summary", "plan", "line")


@pytest.mark.parametrize("role", ROLES_ASKED)
def test_search_finds_nothing_that_cannot_be_opened(world: World, role: str) -> None:
    who = world.by_role[role]
    client = knocking(world.client(who))
    place = reverse("search", args=[world.partnership.ref])
    for word in WORDS:
        with undone():
            page = html.unescape(body_of(client.get(place, {"q": word})).decode())
        main = page.partition("<main")[2].partition("</main>")[0]
        for found in set(re.findall(r'href="(/p/[^"#]+)', main)):
            with undone():
                assert client.get(found).status_code in {200, 302}, found


def test_search_finds_something_for_somebody(world: World) -> None:
    """So that the above is about something."""
    with acting(actor_for(strongest(world), timezone.localdate()), purpose="test") as by:
        assert any(SEARCHERS.search(by, world.partnership, word).total for word in WORDS)


def test_search_finds_nothing_of_another_partnership(world: World) -> None:
    with acting(actor_for(world.outsider, timezone.localdate()), purpose="test") as by:
        assert not any(SEARCHERS.search(by, world.partnership, word).total for word in WORDS)
    with undone():
        place = reverse("search", args=[world.partnership.ref])
        assert knocking(world.client(world.outsider)).get(place, {"q": "title"}).status_code == 404


def test_the_progress_of_somebody_elses_work_is_shown_to_nobody(world: World) -> None:
    place = reverse("work", args=[world.ref_of("work")])
    owner = owner_of_work(world)
    with undone():
        assert knocking(world.client(owner)).get(place).status_code == 200
        for who in (*world.by_role.values(), world.outsider):
            if who != owner:
                assert knocking(world.client(who)).get(place).status_code == 404
                assert (
                    knocking(world.client(who)).get(place, headers={"hx-request": "true"}).status_code == 404
                )


def test_a_job_for_another_partnerships_import_does_nothing(world: World) -> None:
    """Whoever could put a job in the queue, with a person of one partnership and an import of another."""
    from lapwing.platform.imports.jobs import import_step
    from lapwing.platform.imports.models import DataImport

    with undone():
        with as_maintenance():
            (before,) = list(DataImport.objects.filter(partnership=world.partnership).values())
        with acting(actor_for(world.outsider, timezone.localdate()), purpose="test") as by:
            begin_work(
                kind="import",
                title="Import",
                by=by,
                partnership_id=world.other_partnership.pk,
                task=import_step,
                now=timezone.now(),
                import_id=before["id"],
                attempt=before.get("attempt", 1),
                user_id=world.outsider.pk,
            )
        run_jobs()
        with as_maintenance():
            (after,) = list(DataImport.objects.filter(partnership=world.partnership).values())
        assert after == before


def test_the_roles_asked_are_all_there_are() -> None:
    assert {permissions_of(role) for role in ROLES_ASKED} == {role.permissions for role in ROLES.values()}
