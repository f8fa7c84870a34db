"""Owner cells of a narrow column, taken apart again. Invented posts at invented organisations."""

from __future__ import annotations

import pytest

from lapwing.contexts.improvement.reading.lines import lines_of
from lapwing.contexts.improvement.reading.owners import owner_lines, posts_of, split_owners

_GLOSSARY = {
    "BCX": "Borough Council of Exmere",
    "DCO": "Designated Clinical Officer",
    "AD": "Assistant Director",
}
# "|" ends a line, "_" is an empty line, "~" an empty paragraph of the cell.
_CELLS = {
    "Family|_|Manager|_|Exmere ICB|_|DCO|Ward Consultant|_|Paediatrician": (
        "Family Manager Exmere ICB",
        "DCO",
        "Ward Consultant Paediatrician",
    ),
    "SEND Support|Team Manager &|_|PEP": ("SEND Support Team Manager & PEP",),
    "AD of SEND &|Inclusion BCX|_|~|_|DCO": ("AD of SEND & Inclusion BCX", "DCO"),
    "AD Children|_|Family Help|_|Services BCX": ("AD Children Family Help Services BCX",),
    "Director of|_|Education &|Skills|_|~|AD of SEND &|_|Inclusion": (
        "Director of Education & Skills",
        "AD of SEND & Inclusion",
    ),
    "Head of|Children’s|Services &|Operations|_|BCX|~|_|SEND Lead|Commissioner|_|BCX": (
        "Head of Children’s Services & Operations BCX",
        "SEND Lead Commissioner BCX",
    ),
    "BCX Data|_|Analysis|BCX Contact|_|Leads": ("BCX Data Analysis", "BCX Contact Leads"),
    "DCO|Service leads for|_|OTX, SLX|_|and PTX|~|Director of|Education&|SEND BCX": (
        "DCO",
        "Service leads for OTX, SLX and PTX",
        "Director of Education& SEND BCX",
    ),
    "BCX Nursing|Team Lead|_|&|ICB CAMHS": ("BCX Nursing Team Lead", "ICB CAMHS"),
    "• Ward Manager|• Ward Nurse": ("Ward Manager", "Ward Nurse"),
    "Ward Manager|Upland ICB": ("Ward Manager Upland ICB",),
    "PEP": ("PEP",),
}


def _lines(cell: str) -> str:
    return "\n".join({"_": "", "~": " "}.get(part, part) for part in cell.split("|"))


@pytest.mark.parametrize(("cell", "owners"), _CELLS.items(), ids=range(len(_CELLS)))
def test_an_owner_cell_is_split_where_a_post_ends(cell: str, owners: tuple[str, ...]) -> None:
    cells = [owner_lines(lines_of(_lines(each))) for each in _CELLS]
    posts = posts_of(cells, _GLOSSARY, "Exmere")
    assert split_owners(owner_lines(lines_of(_lines(cell))), posts) == owners


def test_an_organisation_is_learned_from_the_ends_of_several_lines() -> None:
    cells = [owner_lines(lines_of(text)) for text in ("Ward Manager\nQRST", "Nurse Lead QRST")]
    assert posts_of(cells, {}, None).is_organisation("QRST")
    assert not posts_of(cells[:1], {}, None).is_organisation("QRST")


def test_the_areas_own_name_counts_as_part_of_an_organisation() -> None:
    assert posts_of([], {}, "Kensal and Vale").is_organisation("Kensal and Vale ICB")
    assert not posts_of([], {}, None).is_organisation("Kensal and Vale ICB")


@pytest.mark.parametrize(
    "place", ["Exmere upon Wye", "Saint Mary le Vale", "Exmere-on-Sea", "Vale of Exmere"]
)
def test_small_words_in_the_areas_name_do_not_part_a_post_from_its_organisation(place: str) -> None:
    cell = owner_lines(lines_of(f"Family\n\nManager\n\n{place} ICB\n\nDCO"))
    assert split_owners(cell, posts_of([cell], {}, place)) == (f"Family Manager {place} ICB", "DCO")


def test_a_short_form_of_a_rank_needs_its_area_of_work_as_the_rank_does() -> None:
    cell = owner_lines(lines_of("QD Children\n\nFamily Help\n\nServices BCX"))
    known = posts_of([cell], _GLOSSARY | {"QD": "Quality Director"}, None)
    assert split_owners(cell, known) == ("QD Children Family Help Services BCX",)
    assert len(split_owners(cell, posts_of([cell], _GLOSSARY, None))) == 1


def test_an_organisation_may_have_small_letters_in_its_short_form() -> None:
    cells = [owner_lines(lines_of(text)) for text in ("Ward Manager\nQRStU", "Nurse Lead QRStU")]
    assert posts_of(cells, {}, None).is_organisation("QRStU")
    assert not posts_of(cells, {}, None).is_organisation("Nurse")


def test_a_short_form_of_the_glossary_that_opens_posts_is_an_organisation() -> None:
    cells = [
        owner_lines(lines_of("QRS Data Insight\n\nQRS Ward Leads")),
        owner_lines(lines_of("Nurse Lead QRS")),
    ]
    assert posts_of(cells, {"QRS": "Quay River South"}, None).is_organisation("QRS")
    assert not posts_of(cells, {}, None).is_organisation("QRS")
    assert split_owners(cells[0], posts_of(cells, {"QRS": "Quay River South"}, None)) == (
        "QRS Data Insight",
        "QRS Ward Leads",
    )
