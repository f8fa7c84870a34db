"""Pages: what stands around them, what the browser may keep, and what people read when things go wrong."""

from __future__ import annotations

import pytest
from django import forms
from django.http import HttpRequest
from django.test import Client, RequestFactory
from pytest_django import Settings

from lapwing.platform.ui import pages
from lapwing.platform.ui.forms import Form
from lapwing.platform.ui.navigation import Link, Navigation, NavigationItem
from lapwing.platform.ui.pages import Crumb, Frame, render, render_partial, with_frame
from lapwing.platform.ui.tests.support import elements, texts

FRAME = Frame(
    person="Ada Finch",
    role="Harbour master",
    sign_out_url="/sign-out",
    places=(Link("Larkshire", "/a", True), Link("Wrenborough", "/b")),
    navigation=(Link("Plan", "/plan", True), Link("Measures", "/measures")),
    search_url="/search",
)


class NameForm(Form):
    name = forms.CharField()


def request(frame: Frame = FRAME) -> HttpRequest:
    made = RequestFactory().get("/")
    with_frame(made, frame)
    return made


def page(frame: Frame = FRAME, **options: object) -> str:
    given = {"title": "A page", "context": {"lines": ["Words."]}} | options
    return render(request(frame), "ui/pages/error.html", **given).content.decode()  # type: ignore[arg-type]


class TestTheFrame:
    def test_begins_with_a_way_past_it(self) -> None:
        assert elements(page(), "a")[0].attributes["href"] == "#main-content"
        assert elements(page(), "main")[0].attributes["id"] == "main-content"

    def test_names_the_page_once(self) -> None:
        html = page(heading="The whole page")
        assert texts(html, "title") == ["A page – Lapwing"]
        assert texts(html, "h1") == ["The whole page"]

    def test_marks_where_one_is(self) -> None:
        current = elements(page(), "a", lambda a: "aria-current" in a.attributes)
        assert [link.text for link in current] == ["Larkshire", "Plan"]

    def test_signs_out_by_a_button_and_not_by_a_link(self) -> None:
        assert elements(page(), "form", lambda f: f.attributes["action"] == "/sign-out")
        assert not elements(page(), "a", lambda a: a.attributes["href"] == "/sign-out")

    def test_is_bare_for_somebody_who_is_not_signed_in(self) -> None:
        html = page(Frame(sign_in_url="/sign-in"))
        assert "Sign in" in texts(html, "a")
        assert not elements(html, "nav")
        assert "Sign out" not in html

    def test_shows_the_way_back(self) -> None:
        html = page(crumbs=(Crumb("Plan", "/plan"),))
        trail = elements(html, "nav", lambda nav: nav.attributes["aria-label"] == "Breadcrumb")
        assert [step.text for step in trail] == ["Plan"]

    def test_says_when_all_is_invented(self) -> None:
        assert "is invented" in page(Frame(demonstration=True))
        assert "is invented" not in page()

    def test_every_style_and_script_is_a_file_of_ours(self) -> None:
        for link in elements(page(), "link"):
            assert link.attributes["href"].startswith("/static/")
        for script in elements(page(), "script"):
            assert script.attributes["src"].startswith("/static/")


class TestKeeping:
    def test_pages_of_a_person_are_never_stored(self) -> None:
        made = render(request(), "ui/pages/error.html", {"lines": []}, title="A page")
        assert made["Cache-Control"] == "no-store"

    def test_pages_of_nobody_may_be(self) -> None:
        made = render(request(Frame()), "ui/pages/error.html", {"lines": []}, title="A page")
        assert "Cache-Control" not in made

    def test_parts_are_never_stored(self) -> None:
        part = render_partial(request(), "layouts/_crumbs.html", {"page": {"crumbs": ()}})
        assert part["Cache-Control"] == "no-store"


class TestTitles:
    def test_say_first_that_a_form_was_refused(self) -> None:
        html = page(context={"lines": [], "form": NameForm({})})
        assert texts(html, "title") == ["Error: A page – Lapwing"]

    def test_say_nothing_of_a_form_that_was_not_sent(self) -> None:
        html = page(context={"lines": [], "form": NameForm()})
        assert texts(html, "title") == ["A page – Lapwing"]


@pytest.fixture
def kit_urls(settings: Settings) -> None:
    settings.ROOT_URLCONF = "lapwing.platform.ui.tests.urls"


class TestNavigation:
    @pytest.fixture
    def navigation(self) -> Navigation:
        made = Navigation()
        made.register(
            NavigationItem("Measures", "measures", "plan.read", order=20),
            NavigationItem("Plan", "plan", "plan.read", order=10),
            NavigationItem("Help", "help", order=90),
            NavigationItem("Gone", "no-such-view", order=5),
        )
        return made

    def test_shows_only_what_one_may_open(self, kit_urls: None, navigation: Navigation) -> None:
        nobody = navigation.links("/", lambda permission: False, {"partnership": "x"})
        assert [link.label for link in nobody] == ["Help"]
        reader = navigation.links("/", lambda permission: permission == "plan.read", {"partnership": "x"})
        assert [link.label for link in reader] == ["Plan", "Measures", "Help"]

    def test_marks_the_nearest_page_above(self, kit_urls: None, navigation: Navigation) -> None:
        links = navigation.links("/p/x/plan/measures/7", lambda permission: True, {"partnership": "x"})
        assert [link.label for link in links if link.current] == ["Measures"]

    def test_an_item_registered_twice_stands_once(self, navigation: Navigation) -> None:
        navigation.register(NavigationItem("Help", "help", order=90))
        assert len(navigation.items) == 4


class TestPagesUnderAMainPage:
    """Measures stand under the plan: listed there, and in the bar for whoever may not open the plan."""

    BOTH, MEASURES = {"plan.read", "measures.read"}, {"measures.read"}

    @pytest.fixture
    def navigation(self, kit_urls: None) -> Navigation:
        made = Navigation()
        made.register(
            NavigationItem("Plan", "plan", "plan.read", order=10),
            NavigationItem("Measures", "measures", "measures.read", 20, under="plan", about="Is it working?"),
            NavigationItem("Help", "help", order=90),
        )
        return made

    def test_are_left_out_of_the_bar_and_mark_the_page_that_they_stand_under(
        self, navigation: Navigation
    ) -> None:
        links = navigation.links("/p/x/plan/measures/7", self.BOTH.__contains__, {"partnership": "x"})
        assert [(link.label, link.current) for link in links] == [("Plan", True), ("Help", False)]

    def test_are_listed_there_with_their_sentence(self, navigation: Navigation) -> None:
        listed = navigation.under("plan", self.BOTH.__contains__, {"partnership": "x"})
        assert [(each.label, each.url, each.about) for each in listed] == [
            ("Measures", "/p/x/plan/measures/", "Is it working?")
        ]
        assert navigation.under("plan", {"plan.read"}.__contains__, {"partnership": "x"}) == ()

    def test_stay_in_the_bar_for_whoever_may_not_open_that(self, navigation: Navigation) -> None:
        here = "/p/x/plan/measures/7"
        links = navigation.links(here, self.MEASURES.__contains__, {"partnership": "x"})
        assert [(link.label, link.current) for link in links] == [("Measures", True), ("Help", False)]
        assert navigation.above(here, self.MEASURES.__contains__, {"partnership": "x"}) is None

    def test_lead_back_to_it(self, navigation: Navigation) -> None:
        above = navigation.above("/p/x/plan/measures/", self.BOTH.__contains__, {"partnership": "x"})
        assert above == Link("Plan", "/p/x/plan/")
        assert navigation.above("/p/x/plan/", self.BOTH.__contains__, {"partnership": "x"}) is None

    def test_a_step_back_that_the_page_names_itself_stands_once(self) -> None:
        over = Link("Plan", "/plan")
        for crumbs in ((), (Crumb("Plan", "/plan"),)):
            html = page(frame=Frame(above=over), crumbs=crumbs)
            trail = elements(html, "nav", lambda nav: nav.attributes["aria-label"] == "Breadcrumb")
            assert [step.text for step in trail] == ["Plan"]


class TestWhenThingsGoWrong:
    @pytest.fixture
    def client(self, kit_urls: None, db: None, monkeypatch: pytest.MonkeyPatch) -> Client:
        monkeypatch.setattr(pages, "_provider", lambda request: Frame())
        return Client(raise_request_exception=False)

    @pytest.mark.parametrize(
        ("address", "status", "title"),
        [
            ("/nowhere/", 404, "Page not found"),
            ("/breaks/", 500, "Sorry, something went wrong"),
            ("/refuses/", 400, "That could not be understood"),
        ],
    )
    def test_the_page_is_kind_and_has_its_status(
        self, client: Client, address: str, status: int, title: str
    ) -> None:
        found = client.get(address)
        assert found.status_code == status
        assert texts(found.content.decode(), "h1") == [title]

    def test_not_found_does_not_tell_unknown_from_forbidden(self, client: Client) -> None:
        assert "It may not exist, or it may not be yours to see." in client.get("/nowhere/").content.decode()

    def test_a_failure_says_nothing_of_its_cause(self, client: Client) -> None:
        assert "as a page would" not in client.get("/breaks/").content.decode()


class TestTheGallery:
    @pytest.fixture(autouse=True)
    def addresses(self, kit_urls: None, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(pages, "_provider", lambda request: Frame())

    def test_is_there_in_demonstration(self, client: Client, db: None, settings: Settings) -> None:
        settings.DEMO = True
        assert client.get("/kit/").status_code == 200

    def test_is_not_there_otherwise(self, client: Client, db: None, settings: Settings) -> None:
        settings.DEMO = settings.DEBUG = False
        assert client.get("/kit/").status_code == 404

    def test_gives_its_table_as_a_file(self, client: Client, db: None, settings: Settings) -> None:
        settings.DEMO = True
        file = client.get("/kit/?format=csv&table=tasks&owner=Clerk+of+tides").content.decode("utf-8-sig")
        assert len(file.strip().splitlines()) == 37
