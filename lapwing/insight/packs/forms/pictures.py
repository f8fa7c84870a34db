"""The charts of a pack, each drawn once: as SVG for PDF and the page, as PNG for Word."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from io import BytesIO

import pypdfium2 as pdfium  # type: ignore[import-untyped]
import typst
from PIL import Image

from lapwing.insight.packs.forms.controlled import breaks_of, controlled, others_of
from lapwing.insight.packs.shapes import MeasuresSection, Pack, Series
from lapwing.platform.ui.chart_types import Point, Step
from lapwing.platform.ui.control_drawing import control_picture
from lapwing.platform.ui.trajectory import trajectory_picture
from lapwing.platform.ui.trajectory_frame import Trajectory
from lapwing.platform.writing.legible import legible
from lapwing.platform.writing.typesetting import FONTS, fonts

# Twice what paper shows at 16 cm, so that print stays sharp.
_DOTS_TO_AN_INCH = 220
# Of lines and words on white: more are not to be seen.
_COLOURS = 128
_PAGES = """#set text(font: json(bytes(sys.inputs.fonts)))
#set page(width: auto, height: auto, margin: 0pt)
#for drawn in json(bytes(sys.inputs.data)) {
  image(bytes(drawn), format: "svg", width: 16cm)
  pagebreak(weak: true)
}
"""


@dataclass(frozen=True)
class Pictures:
    """Drawings by the key of their series; ``narrow`` ones are for telephones."""

    svgs: Mapping[str, str] = field(default_factory=dict)
    narrow: Mapping[str, str] = field(default_factory=dict)

    def svg(self, key: str) -> str | None:
        """The drawing; None where there is nothing with a date to draw."""
        return self.svgs.get(key)

    def narrow_svg(self, key: str) -> str | None:
        """The same for a narrow page."""
        return self.narrow.get(key)

    def png(self, key: str) -> bytes | None:
        """The same as PNG, 16 cm wide at 220 dots to an inch."""
        return self._pngs.get(key)

    @cached_property
    def _pngs(self) -> dict[str, bytes]:
        return dict(zip(self.svgs, _as_png(list(self.svgs.values())), strict=True)) if self.svgs else {}


def drawn(pack: Pack) -> Pictures:
    """Every chart of the pack."""
    found = [series for series in _series(pack) if _has_days(series)]
    return Pictures(
        {series.key: _svg(series) for series in found},
        {series.key: _svg(series, narrow=True) for series in found},
    )


def _series(pack: Pack) -> Iterator[Series]:
    for section in pack.sections:
        if isinstance(section, MeasuresSection):
            for measure in section.measures:
                yield from measure.series


def _as_png(svgs: list[str]) -> Iterator[bytes]:
    """typst sets the drawings as pages and PDFium turns them into dots, one at a time.

    typst's own PNG would be shorter to write and keeps the dots of all pages in memory for good.
    """
    pages = pdfium.PdfDocument(_as_pages(svgs))
    try:
        for page in pages:
            yield _packed(page.render(scale=_DOTS_TO_AN_INCH / 72).to_pil().convert("RGB"))
    finally:
        pages.close()


def _as_pages(svgs: list[str]) -> bytes:
    """Each drawing as a page of a PDF, in the type of the other forms."""
    told = {"data": json.dumps(svgs), "fonts": json.dumps(FONTS)}
    made = typst.Compiler(_PAGES.encode(), font_paths=fonts(), sys_inputs=told).compile(
        format="pdf", pdf_tags=False
    )
    assert isinstance(made, bytes)
    return made


def _packed(image: Image.Image) -> bytes:
    """A PNG of few colours, whose ground stays as white as the paper."""
    few = image.quantize(_COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    # the corner of a chart is bare
    palette, ground = few.getpalette() or [], few.tobytes()[0]
    palette[3 * ground : 3 * ground + 3] = [255, 255, 255]
    few.putpalette(palette)
    out = BytesIO()
    few.save(out, "PNG", dpi=(_DOTS_TO_AN_INCH, _DOTS_TO_AN_INCH))
    return out.getvalue()


def _has_days(series: Series) -> bool:
    dated = any(point.value.value is not None for point in series.points)
    return dated or bool(_steps(series))


def _svg(series: Series, *, narrow: bool = False) -> str:
    label = f"Chart. {series.finding}. {series.sentence}"
    told = controlled(series, _steps(series))
    if told is not None:
        return legible(control_picture(told, label, narrow=narrow))
    return legible(trajectory_picture(_told(series), label, narrow=narrow))


def _told(series: Series) -> Trajectory:
    baseline = series.baseline_on.on, series.baseline.value
    # figures are worked out, and shares are said to a tenth; a baseline and a target stay as written
    places = 1 if series.unit_short == "%" else 2
    return Trajectory(
        unit=series.unit_short,
        places=None,
        actuals=tuple(
            Point(point.to, round(point.value.value, places))
            for point in series.points
            if point.value.value is not None
        ),
        baseline=_point(*baseline),
        targets=_steps(series),
        expected=() if series.is_steps else tuple(Point(p.on, p.value) for p in series.trajectory),
        comparators=others_of(series, in_control=False),
        annotations=breaks_of(series),
    )


def _point(on: date | None, value: float | None) -> Point | None:
    return None if on is None or value is None else Point(on, value)


def _steps(series: Series) -> tuple[Step, ...]:
    return tuple(
        Step(each.by.on, each.value.value, each.text)
        for each in series.targets
        if each.by.on is not None and each.value.value is not None
    )
