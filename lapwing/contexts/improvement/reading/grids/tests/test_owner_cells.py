from __future__ import annotations

import pytest

from lapwing.contexts.improvement.reading.grids.owner_cells import owners_in


@pytest.mark.parametrize(
    ("cell", "owners"),
    [
        ("Head of SEND, Education and Inclusion", ["Head of SEND, Education and Inclusion"]),
        ("Head of SEND; DCO", ["Head of SEND", "DCO"]),
        ("Outreach Lead and Early Years Manager", ["Outreach Lead", "Early Years Manager"]),
        ("DCO (Wolds ICB) and Parent Forum Chair", ["DCO (Wolds ICB)", "Parent Forum Chair"]),
        ("Nurse, Wolds ICB and Head of Care, Wolds Trust", ["Nurse, Wolds ICB", "Head of Care, Wolds Trust"]),
        ("Nurse and Therapies Manager", ["Nurse and Therapies Manager"]),
        ("Head of SEND\nDesignated Clinical Officer", ["Head of SEND", "Designated Clinical Officer"]),
        ("Head of Inclusion\nand Learning", ["Head of Inclusion and Learning"]),
        ("AD Education / Head of Health", ["AD Education", "Head of Health"]),
        ("AD Education, Head of HR", ["AD Education", "Head of HR"]),
        ("DCO and Head of SEND", ["DCO", "Head of SEND"]),
        ("Jane Wren, Head of SEND", ["Jane Wren, Head of SEND"]),
        ("Jane Wren and Tom Rook", ["Jane Wren", "Tom Rook"]),
        ("PCF, SENDIASS, LA", ["PCF", "SENDIASS", "LA"]),
        ("• DCO\n• DMO", ["DCO", "DMO"]),
        ("DCO; DCO", ["DCO"]),
        ("TBC", []),
        ("", []),
    ],
)
def test_owners_are_told_apart_by_signs_and_posts(cell: str, owners: list[str]) -> None:
    assert list(owners_in(cell).names) == owners
