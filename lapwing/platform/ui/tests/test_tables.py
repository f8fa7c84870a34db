"""Tables: sorted, filtered and paged by the address; what is asked wrongly is said and left out."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.test import RequestFactory
from pytest_django import DjangoAssertNumQueries

from lapwing.platform.ui.tables import Column, Filter, Listing, Table
from lapwing.platform.ui.tests.support import Element, draw, elements, texts


@dataclass(frozen=True)
class Boat:
    name: str
    kind: str
    sails: int | None
    built: dt.date | None = None


BOATS = [
    Boat("Avocet", "ketch", 4, dt.date(1990, 1, 2)),
    Boat("brent", "sloop", 2),
    Boat("Curlew", "ketch", None, dt.date(1980, 1, 2)),
    Boat("Dunlin <b>", "barge", 10),
]
TABLE: Table[Boat] = Table(
    name="boats",
    caption="Boats",
    noun="boat",
    columns=(
        Column("name", "Name", sort=True, filter=Filter()),
        Column("kind", "Kind", filter=Filter([("ketch", "Ketch"), ("sloop", "Sloop")])),
        Column("sails", "Sails", sort=True, numeric=True),
        Column("built", "Built", sort=True),
        Column("secret", "Note", value=lambda boat: f"={boat.name}", shown=False),
    ),
    row_url=lambda boat: f"/boats/{boat.sails}",
    page_size=3,
)


def listing(query: str = "", rows: Any = BOATS, table: Table[Any] = TABLE) -> Listing[Any]:
    return table.read(RequestFactory().get(f"/boats/?{query}"), rows)


def names(query: str) -> list[str]:
    return [boat.name for boat in listing(query).rows]


def page(query: str = "") -> str:
    return draw("{{ ui.table(listing) }}", listing=listing(query))


class TestSorting:
    def test_upwards_whatever_the_capitals(self) -> None:
        assert names("sort=name") == ["Avocet", "brent", "Curlew"]

    def test_downwards(self) -> None:
        assert names("sort=-name") == ["Dunlin <b>", "Curlew", "brent"]

    @pytest.mark.parametrize("query", ["sort=sails", "sort=-sails"])
    def test_what_is_not_known_stands_last_either_way(self, query: str) -> None:
        assert listing(f"{query}&page=2").rows[0].name == "Curlew"

    @pytest.mark.parametrize("wrong", ["kind", "secret", "__class__", "-", "--name", "name;drop", "%00"])
    def test_only_by_allowed_keys(self, wrong: str) -> None:
        found = listing(f"sort={wrong}")
        assert [boat.name for boat in found.rows] == ["Avocet", "brent", "Curlew"]
        assert found.ignored == ["This list can’t be sorted that way"]

    def test_the_heading_says_which_way_and_turns_it_round(self) -> None:
        headings = elements(page("sort=name"), "th", lambda th: th.attributes.get("scope") == "col")
        assert headings[0].attributes["aria-sort"] == "ascending"
        assert "aria-sort" not in headings[2].attributes
        links = elements(page("sort=name"), "a", lambda a: a.has_class("lw-sort"))
        assert links[0].attributes["href"] == "/boats/?sort=-name"
        assert links[0].attributes["hx-get"] == links[0].attributes["href"]

    def test_values_of_different_kinds_do_not_fail(self) -> None:
        table: Table[Any] = Table(name="t", caption="T", columns=(Column("v", "V", sort=True),))
        mixed = [{"v": "b"}, {"v": 3}, {"v": dt.date(2026, 1, 1)}, {"v": (1, 2)}, {"v": None}, {"v": 2}]
        assert [row["v"] for row in listing("sort=v", mixed, table).rows][:2] == [2, 3]


class TestFilters:
    def test_by_choice_exactly(self) -> None:
        assert names("kind=ketch") == ["Avocet", "Curlew"]

    def test_by_words_anywhere_whatever_the_capitals(self) -> None:
        assert names("name=RE") == ["brent"]

    def test_a_choice_that_does_not_exist_is_said_and_left_out(self) -> None:
        found = listing("kind=submarine")
        assert found.count == 4
        assert found.ignored == ["There is no “submarine” under Kind"]

    def test_the_count_line_says_what_is_shown_of_what(self) -> None:
        assert listing("kind=ketch").count_line == "2 of 4 boats"
        assert listing().count_line == "4 boats"
        assert "filtered by kind: Ketch" in elements(page("kind=ketch"), "p")[0].text

    def test_clearing_keeps_the_order(self) -> None:
        assert listing("kind=ketch&sort=name&page=1").clear_url == "/boats/?sort=name"

    def test_the_form_carries_the_order_and_the_page_s_own_parameters(self) -> None:
        assert listing("kind=ketch&sort=name&page=1&as_at=2026-01-01").kept == [
            ("sort", "name"),
            ("as_at", "2026-01-01"),
        ]

    def test_nothing_found_says_so(self) -> None:
        assert "No boats match" in page("name=zzz")

    def test_what_was_asked_is_escaped(self) -> None:
        assert "<script>" not in page("name=%3Cscript%3E&kind=%3Cscript%3E")

    def test_a_list_of_values_matches_by_one_of_them(self) -> None:
        column: Column[Any] = Column("tags", "Tags", filter=Filter([("a", "A"), ("b", "B")]))
        table: Table[Any] = Table(name="t", caption="T", columns=(column,))
        assert listing("tags=a", [{"tags": ["a", "b"]}, {"tags": ["b"]}], table).count == 1


class TestPages:
    def test_are_bounded(self) -> None:
        assert len(listing().rows) == 3
        assert names("page=2") == ["Dunlin <b>"]

    @pytest.mark.parametrize("wrong", ["0", "-1", "3", "x", "1e9", "9" * 40, "²", ""])
    def test_a_page_that_does_not_exist_is_the_first(self, wrong: str) -> None:
        found = listing(f"page={wrong}")
        assert found.page == 1
        assert len(found.ignored) == 1

    def test_say_where_they_are(self) -> None:
        assert "4 to 4 of 4, page 2 of 2" in page("page=2")
        assert [link.text for link in elements(page(), "a", lambda a: a.has_class("lw-pages__step"))] == [
            "Next page"
        ]


class TestTheMarkup:
    def test_every_table_has_a_caption_and_row_headings(self) -> None:
        html = page()
        assert texts(html, "caption") == ["Boats"]
        rows = elements(html, "th", lambda th: th.attributes.get("scope") == "row")
        assert [row.text for row in rows] == ["Avocet", "brent", "Curlew"]

    def test_rows_lead_to_their_record(self) -> None:
        links = elements(page(), "a", lambda a: a.has_class("lw-table__link"))
        assert links[0].attributes["href"] == "/boats/4"

    def test_figures_stand_right_and_what_is_missing_is_a_dash(self) -> None:
        cells = elements(page(), "td", lambda td: td.has_class("lw-table__cell--numeric"))
        assert [cell.text for cell in cells] == ["4", "2", "–"]

    def test_values_are_escaped(self) -> None:
        assert "<b>" not in page("page=2")

    def test_a_box_that_may_scroll_can_be_reached_and_is_named(self) -> None:
        def scrolls(element: Element) -> bool:
            return element.attributes.get("role") == "region"

        assert elements(page(), "div", scrolls)[0].attributes["tabindex"] == "0"
        assert elements(page(), "div", scrolls)[0].attributes["aria-label"] == "Boats"

    def test_an_empty_table_offers_nothing_to_filter(self) -> None:
        assert "lw-filters" not in draw("{{ ui.table(listing) }}", listing=listing(rows=[]))
        assert "lw-filters" in draw("{{ ui.table(listing) }}", listing=listing("kind=sloop", rows=[]))

    def test_a_filter_that_decides_what_is_read_is_there_without_rows(self) -> None:
        days = Column[Boat]("built", "Built", filter=Filter(label="From", kind="date", reads=True))
        table = Table[Boat](name="boats", caption="Boats", noun="boat", columns=(days,))
        drawn = draw("{{ ui.table(listing) }}", listing=listing(rows=[], table=table))
        assert 'type="date"' in drawn

    def test_an_empty_table_says_that_there_is_nothing_yet(self) -> None:
        html = draw("{{ ui.table(listing) }}", listing=listing("", []))
        assert "No boats yet" in html
        assert not elements(html, "table")

    def test_more_than_seven_columns_are_refused(self) -> None:
        with pytest.raises(ValueError, match="7 at most"):
            Table(name="t", caption="T", columns=tuple(Column(str(n), str(n)) for n in range(8)))


class TestTwoTablesOnAPage:
    other: Table[Boat] = Table(name="other", caption="Other", columns=TABLE.columns, prefix="o-", page_size=3)

    def test_each_reads_its_own_parameters(self) -> None:
        assert listing("sort=-name&o-sort=sails", BOATS, self.other).rows[0].name == "brent"

    def test_each_keeps_the_other_s(self) -> None:
        assert listing("sort=-name&o-page=1", BOATS, self.other).page_url(2) == "/boats/?sort=-name&o-page=2"

    def test_each_gives_only_its_own_file(self) -> None:
        assert listing("format=csv&table=boats", BOATS, self.other).download() is None


class TestDownload:
    def test_only_when_asked(self) -> None:
        assert listing().download() is None
        assert listing("format=exe").download() is None

    def test_gives_exactly_the_filtered_rows_of_all_pages(self) -> None:
        file = listing("format=csv&kind=ketch&page=1&sort=-name").download()
        assert file is not None
        lines = file.content.decode("utf-8-sig").split("\r\n")
        assert lines[0] == "Name,Kind,Sails,Built,Note"
        assert lines[1].startswith("Curlew,ketch,,1980-01-02")
        assert lines[2].startswith("Avocet,ketch,4,1990-01-02")
        assert len(lines) == 4

    def test_is_not_stored(self) -> None:
        file = listing("format=xlsx").download()
        assert file is not None
        assert file["Cache-Control"] == "no-store"
        assert file["Content-Disposition"] == 'attachment; filename="boats.xlsx"'

    def test_its_address_keeps_what_was_asked_but_the_page(self) -> None:
        asked = listing("kind=ketch&page=1").download_url("csv")
        assert asked == "/boats/?kind=ketch&table=boats&format=csv"


class TestOverTheDatabase:
    table: Table[ContentType] = Table(
        name="types",
        caption="Types",
        columns=(
            Column("model", "Model", sort="model", filter=Filter()),
            Column("id", "Number", sort="pk", filter=Filter(lookup="pk")),
        ),
        page_size=3,
    )

    def test_sorts_filters_and_pages_in_the_database(
        self, db: None, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        with django_assert_num_queries(3):
            found = listing("sort=-model&model=e", ContentType.objects.all(), self.table)
            read = [row.model for row in found.rows]
        assert read == sorted(read, reverse=True)
        assert all("e" in model for model in read)
        assert len(read) == 3

    def test_a_value_of_the_wrong_kind_is_said_and_left_out(self, db: None) -> None:
        found = listing("id=many", ContentType.objects.all(), self.table)
        assert found.count == ContentType.objects.count()
        assert found.ignored == ["There is no “many” under Number"]
