"""Pages that no plain address of the world leads to: what is sent, or has to be so, for each to be drawn.

Each way asks the site itself, as somebody who may, and hands on the answer that it gave.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from lapwing.contexts.improvement.models import (
    Cycle,
    DraftState,
    Expected,
    Milestone,
    PlanDraft,
    StatusReport,
)
from lapwing.contexts.improvement.whole_plan import WHOLE_PLAN
from lapwing.insight.packs.frozen import sha256_of
from lapwing.insight.packs.models import Pack, PackSnapshot, PackState
from lapwing.insight.public_version.models import PublicVersion, VersionState
from lapwing.insight.public_version.tests.examples import PUBLIC
from lapwing.platform.access.acting import acting
from lapwing.platform.access.system import system_actor
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.factors.tests.support import give_app
from lapwing.platform.accounts.models import User
from lapwing.platform.accounts.organisations.configuration import Organisation as Provider
from lapwing.platform.accounts.organisations.tests.provider import CLIENT, SECRET, running
from lapwing.platform.imports.models import DataImport, ImportState
from lapwing.platform.refs import new_ref
from lapwing.registry import commands
from lapwing.registry.tests import factories
from lapwing.registry.tests.factories import PASSWORD, signed_in_client
from tests.world import World


@dataclass
class Asking:
    """Who asks: ``client`` may open everything of the world's partnership."""

    world: World
    client: Client
    stack: ExitStack

    def place(self, name: str, **parts: str) -> str:
        return reverse(name, kwargs={"partnership": self.world.partnership.ref, **parts})

    def ref(self, part: str) -> str:
        return self.world.ref_of(part) or ""


Answer = Any
Way = Callable[[Asking], Answer]


def link_sent(asking: Asking) -> Answer:
    return Client().post(reverse("forgotten-password"), {"email": "nobody@example.org"})


def new_password(asking: Asking) -> Answer:
    who = asking.world.colleague
    with acting(system_actor("Tests"), purpose="test"):
        token = commands.make_password_link(who, by=system_actor("Tests"), now=timezone.now())
    return Client().get(reverse("new-password", args=[who.ref, token]))


def _with_app(asking: Asking) -> Any:
    who = factories.user(password=PASSWORD)
    factories.membership(who, asking.world.partnership, "councillor")
    give_app(who)
    return who


def second_factor(asking: Asking) -> Answer:
    client = Client()
    given = {"email": _with_app(asking).email, "password": PASSWORD}
    return client.post(reverse("sign-in"), given, follow=True)


def recovery_codes(asking: Asking) -> Answer:
    return signed_in_client(_with_app(asking)).post(reverse("recovery-codes"))


def carry_on(asking: Asking) -> Answer:
    client = signed_in_client(_with_app(asking), recent=False)
    asked = client.post(reverse("remove-app"))
    return client.post(asked["Location"], {"password": PASSWORD}, follow=True)


def _provider(asking: Asking) -> None:
    provider = asking.stack.enter_context(running())
    its = Provider(
        code="larkshire",
        name="Larkshire Council",
        discovery_url=f"{provider.issuer}/.well-known/openid-configuration",
        issuer=provider.issuer,
        client_id=CLIENT,
        client_secret=SECRET,
        strong_amr=frozenset({"mfa"}),
    )
    asking.stack.enter_context(override_settings(ORGANISATIONS_THAT_SIGN_IN=(its,)))


def organisation_refused(asking: Asking) -> Answer:
    _provider(asking)
    return Client().get(reverse("organisation-return", args=["larkshire"]))


def ask_for_export(asking: Asking) -> Answer:
    place = asking.place("ask-for-export", export_kind=WHOLE_PLAN.code)
    return asking.client.get(place, {"plan": asking.ref("plan")})


def import_refused(asking: Asking) -> Answer:
    with as_maintenance():
        DataImport.objects.update(state=ImportState.REFUSED, problem="The file is empty.")
    return asking.client.get(
        asking.place("improvement:figures-import", data_import=asking.ref("data_import"))
    )


def plan_being_read(asking: Asking) -> Answer:
    with as_maintenance():
        PlanDraft.objects.update(state=DraftState.REFUSED, problem="The file is empty.")
    return asking.client.get(asking.place("improvement:import-draft", plan_draft=asking.ref("plan_draft")))


def report_together(asking: Asking) -> Answer:
    with as_maintenance():
        rows = list(Milestone.objects.values_list("ref", flat=True)[:2])
    place = asking.place("improvement:report-together", plan=asking.ref("plan"))
    return asking.client.get(place, {"rows": rows})


def several_updates(asking: Asking) -> Answer:
    """The owner picks everything that a cycle asks for, what nobody has written on among it."""
    cycle, milestone = asking.world.row(Cycle), asking.world.row(Milestone)
    assert isinstance(cycle, Cycle)
    assert isinstance(milestone, Milestone)
    with as_maintenance():
        Cycle.objects.filter(pk=cycle.pk).update(
            opened_at=timezone.now(),
            closed_at=None,
            signed_off_at=None,
            signed_off_by=None,
            reported_at=None,
            reported_by=None,
        )
        picks = [("action", milestone.action.ref, None), ("milestone", milestone.ref, milestone)]
        for _, _, about in picks:
            Expected.objects.get_or_create(
                partnership_id=cycle.partnership_id, cycle=cycle, action=milestone.action, milestone=about
            )
    place = asking.place("improvement:updates-together", cycle=cycle.ref)
    owner = asking.world.client(asking.world.by_role["action-owner"])
    return owner.get(place, {"pick": [f"{kind}:{ref}" for kind, ref, _ in picks]})


def correct_by_hand(asking: Asking) -> Answer:
    place = asking.place("improvement:import-change", plan_draft=asking.ref("plan_draft"))
    return asking.client.get(place, {"at": "action/1.1.1"})


def divide(asking: Asking) -> Answer:
    place = asking.place("improvement:import-change", plan_draft=asking.ref("plan_draft"))
    return asking.client.get(place, {"at": "action/1.1.1/milestone"})


def preview_of_a_version(asking: Asking) -> Answer:
    place = asking.place(
        "improvement:import-compare", plan_draft=asking.ref("plan_draft"), plan=asking.ref("plan")
    )
    asking.client.post(place, {"all": "certain"})
    asking.client.post(place, {"all": "removed"})
    return asking.client.get(place, {"preview": "on"})


def conflict(asking: Asking) -> Answer:
    """What was typed, sent with the version of before somebody else saved."""
    place = asking.place("improvement:group-edit", group=asking.ref("group"))
    given = {"version": "0", "number": "1", "title": "Another title", "kind": "ambition"}
    return asking.client.post(place, given)


def no_plan_yet(asking: Asking) -> Answer:
    place = reverse("improvement:plans", args=[asking.world.other_partnership.ref])
    return signed_in_client(asking.world.outsider).get(place)


def front_page(asking: Asking) -> Answer:
    place = reverse("partnership", args=[asking.world.other_partnership.ref])
    return signed_in_client(asking.world.outsider).get(place)


def two_partnerships(asking: Asking) -> Answer:
    who = factories.member(asking.world.partnership, "councillor")
    factories.membership(who, asking.world.other_partnership, "councillor")
    return signed_in_client(who).get(reverse("home"))


def preview_of_a_start(asking: Asking) -> Answer:
    what = {"title": "The next plan", "kind": "improvement", "comes": ["frame", "actions"]}
    return asking.client.post(asking.place("improvement:start-next", plan=asking.ref("plan")), what)


def preview_of_handing_over(asking: Asking) -> Answer:
    holder, today = asking.world.by_role["action-owner"], timezone.localdate()
    place = asking.place("governance:hand-over", person=holder.ref)
    day = {f"last_day-{part}": str(getattr(today, part)) for part in ("day", "month", "year")}
    given = {"to": asking.world.colleague.ref, "reason": "Leaves the council", **day}
    return asking.client.post(place, given)


def invitation_closed(asking: Asking) -> Answer:
    return Client().get(reverse("accept-invitation", args=["unknown"]))


def invited(asking: Asking) -> Answer:
    with as_maintenance():
        body = asking.world.membership.organisation
    given = {"name": "Nell New", "email": "nell@example.org", "organisation": body.ref}
    more = {"role": "councillor", "reason": "Chairs the scrutiny committee"}
    return asking.client.post(asking.place("invite"), given | more)


def password_link(asking: Asking) -> Answer:
    return asking.client.post(asking.place("password-link", person=asking.world.colleague.ref))


def token_made(asking: Asking) -> Answer:
    last = timezone.localdate() + timedelta(days=30)
    given = {
        "name": "Power BI on the data team's laptop",
        "scopes": ["improvement.plan.read"],
        "partnerships": [str(asking.world.partnership.pk)],
        "last_day-day": last.day,
        "last_day-month": last.month,
        "last_day-year": last.year,
    }
    return asking.client.post(reverse("account-token-make"), given)


def webhook_made(asking: Asking) -> Answer:
    given = {"name": "Case system", "url": "https://example.org/told", "events": ["plan.changed"]}
    return asking.client.post(asking.place("webhook-make"), given)


def _in_the_demonstration(asking: Asking, name: str) -> Answer:
    with override_settings(DEMO=True):
        return asking.client.get(reverse(name))


def demonstration_people(asking: Asking) -> Answer:
    return _in_the_demonstration(asking, "demonstration-people")


def demonstration_post(asking: Asking) -> Answer:
    return _in_the_demonstration(asking, "demonstration-post")


def demonstration_mail(asking: Asking) -> Answer:
    post = demonstration_post(asking).content.decode()
    place = re.search(r'"(/demonstration/post/[^"/?]+/)"', post)
    assert place, "no email lies in the post"
    with override_settings(DEMO=True):
        return asking.client.get(place[1])


def gallery(asking: Asking) -> Answer:
    return _in_the_demonstration(asking, "kit")


def pack_not_shown(asking: Asking) -> Answer:
    """A pack that was frozen by a newer version."""
    return _another_pack(asking, 1000, state=PackState.READY)


def pack_withdrawn(asking: Asking) -> Answer:
    with as_maintenance():
        at, who = timezone.now(), User.objects.all()[0]
    reason = {"withdrawn_at": at, "withdrawn_by": who, "withdrawn_reason": "A figure was wrong."}
    return _another_pack(asking, 2000, state=PackState.WITHDRAWN, **reason)


def _another_pack(asking: Asking, number: int, **more: object) -> Answer:
    """The page of a pack like one there is, frozen in a shape that is not known here."""
    with as_maintenance():
        snapshot = PackSnapshot.objects.first()
        assert snapshot is not None
        pack = snapshot.pack
        pack.pk, pack.ref, pack.number = None, new_ref(), pack.number + number
        for name, value in more.items():
            setattr(pack, name, value)
        pack.save()
        PackSnapshot.objects.create(
            partnership_id=pack.partnership_id,
            pack=pack,
            text="{}",
            sha256=sha256_of("{}"),
            shape=1000,
            built_at=timezone.now(),
            built_by="Lapwing",
        )
    return asking.client.get(asking.place("packs:pack", pack=pack.ref))


def words_still_held(asking: Asking) -> Answer:
    """The words of a report that were withdrawn, while a pack holds them."""
    ref = asking.ref("status_report")
    with as_maintenance():
        pack = Pack.objects.exclude(state=PackState.WITHDRAWN)[0]
        said = StatusReport.objects.get(ref=ref)
        said.words_withdrawn_at, said.words_withdrawn_by = timezone.now(), said.recorded_by
        said.words_withdrawn_reason, said.words_held_by = "It named somebody.", [f"pack:{pack.ref}"]
        said.save()
    return asking.client.get(asking.place("improvement:report-withdraw-words", status_report=ref))


def _published(name: str) -> Way:
    """A page that everybody reads, of a version that somebody approved."""

    def ask(asking: Asking) -> Answer:
        text = PUBLIC
        with as_maintenance():
            row = PublicVersion.objects.get()
            PublicVersion.objects.filter(pk=row.pk, approved_at=None).update(
                state=VersionState.APPROVED,
                approved_at=timezone.now(),
                approved_by=User.objects.exclude(pk=row.made_by_id)[0],
                content=text,
                sha256=sha256_of(text),
            )
        return Client().get(reverse(f"published:{name}", args=[row.ref]))

    return ask


def nothing_is_published_now(asking: Asking) -> Answer:
    """The lasting address of a plan whose public version was withdrawn."""
    _published("page")(asking)
    with as_maintenance():
        row = PublicVersion.objects.get()
        PublicVersion.objects.update(
            state=VersionState.WITHDRAWN,
            withdrawn_at=timezone.now(),
            withdrawn_by=row.made_by,
            withdrawn_reason="A figure was wrong.",
        )
    return Client().get(reverse("published:newest", args=[row.plan_ref]))


# In this order: the last ones change what the world holds.
WAYS: dict[str, Way] = {
    "improvement/edit/still_held.html": words_still_held,
    "packs/not_shown.html": pack_not_shown,
    "packs/withdrawn.html": pack_withdrawn,
    "public_version/published.html": _published("page"),
    "public_version/easy_read.html": _published("easy-read"),
    "public_version/say.html": _published("feedback"),
    "public_version/thanks.html": _published("thanks"),
    "public_version/nothing_now.html": nothing_is_published_now,
    "accounts/forgotten_sent.html": link_sent,
    "accounts/new_password.html": new_password,
    "accounts/second_factor.html": second_factor,
    "accounts/recovery_codes.html": recovery_codes,
    "accounts/carry_on.html": carry_on,
    "accounts/organisation_refused.html": organisation_refused,
    "exports/ask.html": ask_for_export,
    "ui/pages/conflict.html": conflict,
    "improvement/edit/report_together.html": report_together,
    "improvement/update/together.html": several_updates,
    "improvement/review/change.html": correct_by_hand,
    "improvement/review/divide.html": divide,
    "improvement/version/preview.html": preview_of_a_version,
    "improvement/start/preview.html": preview_of_a_start,
    "governance/hand_over_preview.html": preview_of_handing_over,
    "registry/invitation_closed.html": invitation_closed,
    "registry/invited.html": invited,
    "registry/password_link.html": password_link,
    "tokens/made.html": token_made,
    "webhooks/made.html": webhook_made,
    "notices/post.html": demonstration_post,
    "notices/opened.html": demonstration_mail,
    "registry/demonstration.html": demonstration_people,
    "ui/pages/gallery.html": gallery,
    "web/home.html": two_partnerships,
    "improvement/plans.html": no_plan_yet,
    "web/partnership.html": front_page,
    "imports/step.html": import_refused,
    "improvement/edit/reading.html": plan_being_read,
}
