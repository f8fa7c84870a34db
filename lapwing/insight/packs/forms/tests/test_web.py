"""A pack as a part of a page: lines that can be led to, links that lead on, charts told in words."""

from __future__ import annotations

from itertools import pairwise

from lxml import html

from lapwing.insight.packs.forms.pictures import drawn
from lapwing.insight.packs.forms.tests.made import PACKS, digest_of, page_of, pictures_of
from lapwing.insight.packs.forms.tests.test_odd_texts import MARKUP, with_words
from lapwing.insight.packs.forms.web import to_page
from lapwing.insight.packs.frozen import keys_of
from lapwing.insight.packs.shapes import MeasuresSection


def parsed(markup: str) -> html.HtmlElement:
    return html.fragment_fromstring(markup, create_parent=True)


def test_every_line_stands_under_its_key_and_only_once() -> None:
    ids = [each.get("id") for each in parsed(page_of("many")).iter() if each.get("id")]
    assert len(ids) == len(set(ids))
    assert set(keys_of(PACKS["many"])) <= set(ids)


def test_contents_lead_to_every_section() -> None:
    root = parsed(page_of("many"))
    led = [each.get("href") for each in root.xpath("//nav//a")]
    assert led == [f"#{section.key}" for section in PACKS["many"].sections]


def test_headings_go_down_one_level_at_a_time() -> None:
    levels = [int(each.tag[1]) for each in parsed(page_of("many")).xpath("//h2 | //h3 | //h4 | //h5")]
    assert levels[0] == 2
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_lines_lead_to_what_they_are_about_and_nowhere_without_an_address() -> None:
    assert parsed(page_of("example")).xpath("//a[@href='/milestone/m1']")
    pack = PACKS["example"]
    bare = to_page(pack, digest_of("example"), pictures_of("example"))
    assert not [each for each in parsed(str(bare)).xpath("//a") if not each.get("href").startswith("#")]


def test_a_chart_is_told_in_words_and_has_all_its_figures_below_it() -> None:
    root = parsed(page_of("many"))
    measures = next(each for each in PACKS["many"].sections if isinstance(each, MeasuresSection))
    figures = root.xpath("//figure")
    assert len(figures) == len(measures.measures)
    for figure, measure in zip(figures, measures.measures, strict=True):
        series = measure.series[0]
        drawings = figure.xpath(".//svg")
        assert len(drawings) == 2
        assert all(series.sentence in each.get("aria-label") for each in drawings)
        assert len(figure.xpath(".//tbody/tr")) >= len(series.points) + len(series.targets)


def test_tables_say_what_they_hold_and_what_their_columns_are() -> None:
    for table in parsed(page_of("many")).xpath("//table"):
        assert table.xpath("string(caption)")
        assert all(each.get("scope") == "col" for each in table.xpath(".//thead//th"))


def test_what_people_write_stays_words() -> None:
    pack = with_words(f"<script>alert(1)</script>{MARKUP}")
    made = str(to_page(pack, "0", drawn(pack)))
    assert "<script" not in made
    assert "&lt;script&gt;alert(1)" in made
