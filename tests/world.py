"""A partnership with a row of everything and a person of every kind, and an outsider beside it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.apps import apps
from django.db.models import Model
from django.test import Client
from django.utils import timezone

from lapwing.contexts.improvement.models import Evidence, Update, UpdateState
from lapwing.insight.bundles.models import Bundle
from lapwing.platform.access.acting import acting
from lapwing.platform.access.system import system_actor
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.models import User
from lapwing.platform.documents.models import FileVersion
from lapwing.platform.imports.models import ImportRow
from lapwing.platform.refs import new_ref
from lapwing.registry import commands
from lapwing.registry.models import Membership, Partnership
from lapwing.registry.roles import ROLES
from lapwing.registry.tests import factories
from tests.refusals import Filler
from tests.world_files import put_content


def distinct_roles() -> list[str]:
    """One role for each set of permissions: roles that may do the same are let in by the same doors."""
    found = {role.permissions: code for code, role in reversed(ROLES.items())}
    return sorted(found.values())


@dataclass
class World:
    """What addresses are about, and who asks for them."""

    partnership: Partnership
    other_partnership: Partnership

    @as_maintenance()
    def __post_init__(self) -> None:
        body = factories.organisation(self.partnership)
        self.by_role = {
            role: factories.member(self.partnership, role, organisation=body) for role in distinct_roles()
        }
        self.colleague = factories.member(
            self.partnership, "board-member", name="Colin Colleague", organisation=body
        )
        self.outsider = factories.member(self.other_partnership, "programme-manager", name="Ossie Outsider")
        factories.membership(self.outsider, self.other_partnership, "partnership-administrator")
        self.membership = Membership.objects.select_related("organisation").get(user=self.colleague)
        # The rows belong to the action owner, who then owns the action.
        self._filler = Filler(self.partnership, self.by_role["action-owner"])
        self._filler.fill()
        version = FileVersion.objects.get(partnership=self.partnership)
        put_content(version)
        Bundle.objects.filter(partnership=self.partnership).update(file=version.file_id)
        # as everybody who reads the plan may read it
        Update.objects.filter(partnership=self.partnership).update(state=UpdateState.SIGNED_OFF)
        Evidence.objects.filter(partnership=self.partnership).update(
            accepted_at=timezone.now(), accepted_by=self.by_role["programme-manager"]
        )

    def ref_of(self, part: str) -> str | None:
        """The reference of the row of the model with this name ("plan", "success_criterion")."""
        for model in apps.get_models():
            if model.__name__.lower() == part.replace("_", "").lower() and hasattr(model, "ref"):
                return str(getattr(self.row(model), "ref", ""))
        return None

    def row(self, model: type[Model]) -> Model:
        """The row of this model in the partnership."""
        with as_maintenance():
            return self._filler.one(model)

    @cached_property
    def token(self) -> str:
        """The secret of an open invitation."""
        with acting(system_actor("Tests"), purpose="test"):
            made = commands.invite(
                partnership=self.partnership,
                organisation=self.membership.organisation,
                email="nina@example.org",
                name="Nina New",
                role="councillor",
                to_date=None,
                by=system_actor("Tests"),
                now=timezone.now(),
            )
        return made.token

    @cached_property
    def workbook_sent(self) -> str:
        """The reference of a workbook of updates that the action owner sent: the world's import once more."""
        of_figures = self.row(ImportRow).pk
        with as_maintenance():
            row = ImportRow.objects.select_related("data_import").get(pk=of_figures)
            sent = row.data_import
            sent.pk, sent.ref, sent.feed = None, new_ref(), "updates"
            sent.save()
            row.pk, row.data_import = None, sent
            row.save()
        return sent.ref

    def client(self, who: User | None) -> Client:
        return factories.signed_in_client(who) if who else Client()


def who_may_open_everything(world: World) -> User:
    """Somebody with the roles that lead to every page, save those of one person alone."""
    someone = world.by_role["programme-manager"]
    for role in ("partnership-administrator", "information-governance-lead", "service-operator"):
        factories.membership(someone, world.partnership, role)
    return someone
