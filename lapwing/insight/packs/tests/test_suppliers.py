"""By what a pack says who supplied evidence: what is known to be no person's name."""

from __future__ import annotations

import pytest

from lapwing.insight.packs.collecting.suppliers import suppliers_called

KNOWN = suppliers_called(
    [
        "Alderbrook Parent Carer Forum",
        "Parent carer forum",
        "Head of Play",
        "Larkshire Council",
        "Council",
        "Ann",
    ]
)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("", ""),
        ("Alderbrook Parent Carer Forum", "Alderbrook Parent Carer Forum"),
        ("PARENT carer forum", "PARENT carer forum"),
        ("Head of Play, Larkshire Council", "Head of Play, Larkshire Council"),
        ("SENCO network", "SENCO network"),
        ("SEND casework team", "SEND casework team"),
        ("Early years tracking meeting", "Early years tracking meeting"),
        ("Annual survey", "Annual survey"),
        ("Told by Ada Action of the parent  carer forum", "Parent carer forum"),
        ("Jo Bloggs (Larkshire Council), with the head of play", "Larkshire Council; Head of Play"),
        ("Sarah Patel, parent", "A parent or carer"),
        ("sarah patel, parent", "A parent or carer"),
        ("Mrs Green’s mother", "A parent or carer"),
        ("Green, parent", "A parent or carer"),
        ("Jay, a pupil in Year 4", "A child or young person"),
        ("Mrs Green, Hilltop School", "A school or setting"),
        ("Sarah", ""),
        ("Mr Baker", ""),
        ("Patel team", ""),
    ],
)
def test_only_what_is_no_name_is_printed(typed: str, printed: str) -> None:
    assert KNOWN.called(typed) == printed
