"""A public version with what people made of its words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from lapwing.insight.public_version.content import EasyLine, Measure, Public, Section, Series


@dataclass(frozen=True)
class Worded:
    """What a person made of one line. ``symbol`` is for lines of the easy-read version alone."""

    words: str
    left_out: bool = False
    symbol: str = ""


def composed(content: Public, worded: Mapping[str, Worded]) -> Public:
    """The words that will be public: what is left out, and what has no words, is not there."""

    def said(key: str, words: str) -> str:
        found = worded.get(key)
        return words if found is None else "" if found.left_out else found.words

    sections = tuple(
        Section(
            section.key,
            section.title,
            tuple(
                replace(line, words=words) for line in section.lines if (words := said(line.key, line.words))
            ),
        )
        for section in content.sections
    )
    measures = tuple(
        Measure(
            measure.key,
            name,
            tuple(_series(series, worded) for series in measure.series if not _is_out(series.key, worded)),
        )
        for measure in content.measures
        if (name := said(measure.key, measure.name))
    )
    return replace(
        content,
        title=said("title", content.title) or content.title,
        intro=said("intro", content.intro),
        sections=tuple(section for section in sections if section.lines),
        measures=tuple(measure for measure in measures if measure.series),
        easy=tuple(
            EasyLine(line.key, _symbol(line, worded), words)
            for line in content.easy
            if (words := said(line.key, line.words))
        ),
    )


def _symbol(line: EasyLine, worded: Mapping[str, Worded]) -> str:
    found = worded.get(line.key)
    return (found.symbol or line.symbol) if found else line.symbol


def _series(series: Series, worded: Mapping[str, Worded]) -> Series:
    found = worded.get(series.key)
    return series if found is None else replace(series, label=found.words)


def _is_out(key: str, worded: Mapping[str, Worded]) -> bool:
    found = worded.get(key)
    return found is not None and found.left_out
