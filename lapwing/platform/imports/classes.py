"""How sensitive what imports hold is."""

from __future__ import annotations

from lapwing.platform.access.data_classes import WORKING

TABLES = {
    # figures and plans; an import of people will say so of its rows
    "imports_dataimport": WORKING,
    "imports_importrow": WORKING,
    "imports_importedit": WORKING,
    "imports_savedcolumns": WORKING,
}
