"""The gallery shows every component of the kit."""

from __future__ import annotations

import re
from pathlib import Path

import lapwing.platform.ui as kit

FOLDER = Path(kit.__file__).parent / "templates" / "ui"
# Parts of other components, which show them.
WITHIN = {
    "crest", "error_summary", "fields", "flashes", "form_buttons", "shape", "table_bulk", "table_filters",
    "table_pages", "table_pick", "table_views", "action_button",
}  # fmt: skip


def test_every_component_is_in_the_gallery() -> None:
    there = {path.stem for path in (FOLDER / "components").glob("*.html")}
    shown = set(re.findall(r"ui\.(\w+)\(", (FOLDER / "pages" / "gallery.html").read_text(encoding="utf-8")))
    assert there - shown <= WITHIN, f"missing in the gallery: {sorted(there - shown - WITHIN)}"


def test_every_component_is_in_the_guide() -> None:
    guide = (Path(kit.__file__).parents[3] / "docs" / "guides" / "ui-kit.md").read_text(encoding="utf-8")
    there = {path.stem for path in (FOLDER / "components").glob("*.html")}
    within = {name for name in there if name.startswith("table_")} | {"crest", "flashes"}
    missing = {name for name in there - within if f"ui.{name}(" not in guide}
    assert not missing, f"missing in docs/guides/ui-kit.md: {sorted(missing)}"
