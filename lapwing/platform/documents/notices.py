"""What people are told about files."""

from __future__ import annotations

from lapwing.platform.notices.catalogue import Delivery, Kind, Template

MALWARE = Kind(
    "malware",
    "Malware in files",
    "Malware was found in a file that you sent or, for whoever hears of it, that anybody sent.",
    Delivery.ONCE,
    fixed=True,
)

TEMPLATES = (
    Template(
        "file-held-back",
        MALWARE,
        line="Malware was found in a file that you sent, and nobody can download it",
        subject="A file that you sent to Lapwing is held back",
        sentences=(
            "Malware was found in a file that you sent, so nobody can download it.",
            "Tell the people who look after your computer, and send a clean copy.",
        ),
        button="See which file in Lapwing",
    ),
    Template(
        "malware-came-in",
        MALWARE,
        line="Malware was found in a file that somebody sent; it is held back, and its sender was told",
        subject="Malware was found in a file sent to Lapwing",
        sentences=(
            "Malware was found in a file that somebody in your partnership sent. Nobody can download it.",
            "Its sender was told. The file is kept apart for some days, and then removed.",
        ),
        button="Open Lapwing",
    ),
)
