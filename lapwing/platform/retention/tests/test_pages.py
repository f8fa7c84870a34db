"""The pages on which people decide how long records are kept."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.models import User
from lapwing.platform.retention.models import Hold, RetentionRule, Simulation
from lapwing.platform.retention.tests.support import approved, draft, run, simulated
from lapwing.registry.models import Partnership
from lapwing.registry.tests.factories import People


class TestThePages:
    @pytest.fixture(autouse=True)
    def _signed_in(
        self,
        partnership: Partnership,
        people: People,
        lead: User,
        administrator: User,
        client_as: Callable[[User], Client],
    ) -> None:
        self.partnership, self.people = partnership, people
        self.lead, self.administrator = client_as(lead), client_as(administrator)
        self.owner = client_as(people.owner)

    def address(self, name: str, *parts: str) -> str:
        return reverse(name, args=[self.partnership.ref, *parts])

    def page(self, who: Client, name: str, *parts: str) -> str:
        return who.get(self.address(name, *parts)).content.decode()

    def test_the_schedule_says_how_long_why_and_what_goes(self) -> None:
        found = self.page(self.lead, "retention")
        assert "12 months since anybody last did something to it" in found
        assert "6 years since the account was closed" in found
        assert "6 years since the month ended" in found
        for cleared in (
            "Sign-in history",
            "12 months. A person, and who looks after people",
            "Files of exports",
            "7 days after they are made",
            "Files in which malware was found",
            "The setting DOCUMENTS_HELD_DAYS",
            "Answers to programs",
            "Messages of webhooks",
            "Notices",
            "Emails in the outbox",
            "Files and rows of imports",
        ):
            assert cleared in found
        assert self.owner.get(self.address("retention")).status_code == 404

    def test_a_rule_is_changed_for_a_reason(self) -> None:
        place = self.address("retention-rule", "plan-draft")
        refused = self.lead.post(place, {"months": "0", "basis": "", "version": "0"}).content.decode()
        assert "Enter why so long" in refused
        self.lead.post(place, {"months": "24", "basis": "Our schedule", "version": "0"})
        with as_maintenance():
            assert RetentionRule.objects.get().months == 24
        found = self.page(self.lead, "retention")
        assert "2 years since anybody last" in found
        assert "This partnership" in found
        late = self.lead.post(place, {"months": "36", "basis": "Again", "version": "0"}).content.decode()
        assert "Somebody else has changed this" in late
        assert self.administrator.post(place, {}).status_code == 404

    def test_a_hold_is_placed_and_lifted(self) -> None:
        kept = draft(self.partnership, self.people.owner)
        sent = {"kind": "plan-draft", "record_ref": kept.ref, "reason": "An inquiry"}
        self.lead.post(self.address("place-hold"), sent)
        assert "An inquiry" in self.page(self.administrator, "retention-holds")
        with as_maintenance():
            hold = Hold.objects.get()
        assert hold.row_id == kept.pk
        self.lead.post(self.address("lift-hold", hold.ref), {"reason": "It is over"})
        assert "Lifted: It is over" in self.page(self.lead, "retention-holds")
        again = self.lead.post(self.address("lift-hold", hold.ref), {"reason": "x"}).content.decode()
        assert "lifted already" in again

    def test_a_simulation_is_made_looked_over_approved_and_carried_out(self) -> None:
        draft(self.partnership, self.people.owner)
        made = self.lead.post(self.address("retention-simulate", "plan-draft"))
        with as_maintenance():
            simulation = Simulation.objects.get()
        assert made.headers["Location"] == self.address("simulation", simulation.ref)
        assert "Plan 1.docx" in self.page(self.lead, "simulation", simulation.ref)
        assert "Save the decision" not in self.page(self.lead, "simulation", simulation.ref)
        place = self.address("simulation", simulation.ref)
        assert "Enter why" in self.administrator.post(place, {"approved": "yes"}).content.decode()
        self.administrator.post(place, {"approved": "yes", "reason": "Looked over"})
        found = self.page(self.lead, "simulation", simulation.ref)
        assert f"lapwing retention run {simulation.ref}" in found
        run(simulation)
        assert "They are no longer there" in self.page(self.lead, "simulation", simulation.ref)
        removals = self.page(self.lead, "retention-removals")
        assert "Looked over" in removals
        assert "Plan 1.docx" not in removals

    def test_who_decides_without_seeing_the_plan_is_shown_numbers_and_no_names(self, lead: User) -> None:
        draft(self.partnership, self.people.owner)
        simulation = simulated(lead, self.partnership)
        assert simulation is not None
        assert "Plan 1.docx" in self.page(self.lead, "simulation", simulation.ref)
        found = self.page(self.administrator, "simulation", simulation.ref)
        assert "Save the decision" in found
        assert "What they are called is not shown to your role" in found
        assert "Plan 1.docx" not in found

    def test_nothing_to_remove_is_said(self) -> None:
        found = self.lead.post(self.address("retention-simulate", "plan-draft"), follow=True)
        assert "no drafts of plans whose time is over" in found.content.decode()

    def test_who_made_a_simulation_cannot_decide_by_sending_the_form(self, lead: User) -> None:
        draft(self.partnership, self.people.owner)
        simulation = simulated(lead, self.partnership)
        assert simulation is not None
        self.lead.post(self.address("simulation", simulation.ref), {"approved": "yes", "reason": "Mine"})
        with as_maintenance():
            simulation.refresh_from_db()
        assert simulation.state == "waiting"

    def test_an_unknown_kind_is_not_found(self) -> None:
        assert self.lead.get(self.address("retention-rule", "nothing")).status_code == 404

    def test_empty_pages_say_so(self) -> None:
        assert "Nothing is on hold" in self.page(self.lead, "retention-holds")
        assert "Nothing has been worked out" in self.page(self.lead, "retention-simulations")
        assert "Nothing has been removed yet" in self.page(self.lead, "retention-removals")


def test_a_decision_of_somebody_else_is_shown(
    partnership: Partnership,
    people: People,
    lead: User,
    administrator: User,
    client_as: Callable[[User], Client],
) -> None:
    draft(partnership, people.owner)
    simulation = simulated(lead, partnership)
    assert simulation is not None
    approved(administrator, partnership, simulation)
    place = reverse("simulation", args=[partnership.ref, simulation.ref])
    assert "by Ada Minister: Looked over" in client_as(lead).get(place).content.decode()
