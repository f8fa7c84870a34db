"""One entry of a cell read: which figure it gives, and how its words say that it is meant."""

from __future__ import annotations

import re
from dataclasses import replace

from lapwing.contexts.improvement.interchange import Comparator, Direction
from lapwing.contexts.improvement.reading.marks import without_mark
from lapwing.contexts.improvement.reading.measure_direction import direction_in_words
from lapwing.contexts.improvement.reading.measure_grids.benchmarks import OTHER_PLACE, name_of, part_others
from lapwing.contexts.improvement.reading.measure_grids.bounds import KEEP, unsure
from lapwing.contexts.improvement.reading.measure_grids.figures import plain_figures
from lapwing.contexts.improvement.reading.measure_grids.parts import between, fraction, money, one_in, rate
from lapwing.contexts.improvement.reading.measure_grids.times import Time, times_in
from lapwing.contexts.improvement.reading.measure_grids.values import Form, Value, fixed_words, runs_together

_SAMPLE = re.compile(
    r"[(\[][^()\[\]]*(?:\bn\s*=\s*[\d,]+|\bbased on\b|\bsample\b|\bcohort of\b"
    r"|\bout of a possible\b)[^()\[\]]*[)\]]|\bn\s*=\s*[\d,]+",
    re.IGNORECASE,
)
_ONLY_SAMPLE = re.compile(
    r"^\W*(?:based on|(?:from |using )?(?:a )?sample of|cohort of|n\s*=)", re.IGNORECASE
)
# How many there are that a percentage is of: *41% of 2,310 pupils*.
_POPULATION = re.compile(
    r"(?<=%)(?P<of>\s*of\s+(?:(?:the|all|our|a total of)\s+)*)(?P<number>\d[\d,]*)"
    r"(?![\d.]*\s*%)(?=\s|$|[;)])",
    re.IGNORECASE,
)
_START = re.compile(
    r"[(\[]\s*(?:from\s+)?(?:a\s+)?(?:baseline|from|currently|current|starting point)\s*(?:of|is|was|at|:"
    r"|=|-|–)?\s*"
    r"(?P<number>\d[\d,]*(?:\.\d+)?)\s*(?P<percent>%)?\s*[)\]]",
    re.I,
)
_NEGATED = re.compile(r"\b(?:no|not) (?:more|fewer|less|higher|lower|greater)\b", re.I)
_SCALE = re.compile(
    r"[(\[]?\s*(?:on a )?scale\s*(?:of\s*)?(?P<low>\d+)\s*(?:-|–|to)\s*(?P<high>\d+)\s*[)\]]?", re.I
)
_SHORT_UNITS = re.compile(
    r"(?<=\d)(?=(?:pps?|ppts?|wks?|weeks?|months?|mths?|days?|hrs?|hours?|yrs?|years?|mins?)\b)", re.I
)


def read_entry(text: str, *, census: bool = False) -> Value:
    """What an entry says; ``UNSURE`` unless every figure in it is understood."""
    written = " ".join(text.split())
    if fixed := fixed_words(written):
        return fixed
    if _ONLY_SAMPLE.match(written):
        return Value(written=written, form=Form.WORDS, label=written, sample=written)
    times = times_in(written, census=census)
    plain = _blank(written, times)
    if runs_together(plain):
        return Value(written=written, form=Form.UNSURE, times=times, why="figures run together")
    plain = _SHORT_UNITS.sub(" ", plain)
    plain, sample = _without_sample(plain)
    plain, start, start_unit = _without_start(plain)
    parted = part_others(plain)
    read = _of_words(parted.text, times) or _of_figures(parted.text) or unsure(written)
    if re.search(r"\d", read.label) and not re.search(r"[A-Za-z]", read.label):
        read = unsure(written)
    towards = direction_in_words(_NEGATED.sub(" ", parted.text))
    return replace(
        read,
        written=written,
        times=times,
        others=(*parted.others, *read.others),
        sample=read.sample or sample,
        start=start if start is not None else read.start,
        start_unit=start_unit or read.start_unit,
        towards=towards if towards != "none" else _arrow(written) or read.towards,
    )


def _blank(text: str, times: tuple[Time, ...]) -> str:
    for time in times:
        text = text[: time.start] + " " * (time.end - time.start) + text[time.end :]
    return re.sub(r"\(\s*\)", lambda match: " " * len(match[0]), text)


def _without_sample(text: str) -> tuple[str, str | None]:
    match = _SAMPLE.search(text)
    if match is None:
        return _without_population(text)
    rest = text[: match.start()] + " " * len(match[0]) + text[match.end() :]
    return rest, match[0].strip("()[] ")


def _without_population(text: str) -> tuple[str, str | None]:
    match = _POPULATION.search(text)
    if match is None:
        return text, None
    named = re.match(r"\s*[A-Za-z]", text[match.end() :])
    cut = match.start("number") if named else match.start()
    return text[:cut] + " " * (match.end() - cut) + text[match.end() :], match["number"]


def _without_start(text: str) -> tuple[str, float | None, str | None]:
    """The text without a baseline in brackets (*reduce by 10% (baseline 561)*), and that baseline."""
    match = _START.search(text)
    if match is None or not re.search(r"\d", text[: match.start()]):
        return text, None, None
    rest = text[: match.start()] + " " * len(match[0]) + text[match.end() :]
    return rest, float(match["number"].replace(",", "")), "%" if match["percent"] else "count"


def _arrow(text: str) -> Direction | None:
    if re.search(r"[↑⬆▲↗]", text):
        return "increase"
    return "decrease" if re.search(r"[↓⬇▼↘]", text) else None


def _of_words(text: str, times: tuple[Time, ...]) -> Value | None:
    """An entry without figures: a word for one, a level to keep, a benchmark, a date, or other words."""
    if re.search(r"\d", text):
        return None
    rest = without_mark(text.strip(" ,;:.-–()")).strip(" ,;:.-–()")
    rest = re.sub(r"\s*\b(?:by|from|as at|in|end of)$", "", rest, flags=re.IGNORECASE)
    if times and not rest:
        return Value(written=text, form=Form.DATE)
    if fixed := fixed_words(rest):
        return fixed
    if OTHER_PLACE.search(rest):
        return Value(
            written=text, form=Form.BENCHMARK, others=(Comparator(name=_place(rest), as_written=rest),)
        )
    if keep := KEEP.search(rest):
        label = rest[: keep.start()].strip(" :=–—-,")
        return Value(written=text, form=Form.KEEP, label=label if len(label.split()) <= 4 else "")
    if named := re.match(r"(?P<label>.+?)\s*[:=–—-]\s*(?P<word>[^:=]+)$", rest):
        fixed = fixed_words(named["word"].strip())
        if fixed:
            return replace(fixed, label=named["label"].strip())
    if re.search(r"\b(?:tbc|tbd)\b", rest, re.IGNORECASE):
        label = re.sub(r"\W*\b(?:tbc|tbd)\b.*", "", rest, flags=re.IGNORECASE).strip()
        return Value(written=text, form=Form.AWAITED, label=label)
    return Value(written=text, form=Form.WORDS, label=rest)


def _place(text: str) -> str:
    """The benchmark that words name: *in line with the England average* gives *England average*."""
    match = OTHER_PLACE.search(text)
    return name_of(text[match.start() :]) if match else text


def _of_figures(text: str) -> Value | None:
    for reader in (_scored, fraction, one_in, rate, between, money, plain_figures):
        if read := reader(text):
            return read
    return None


def _scored(text: str) -> Value | None:
    """``1.4 (scale 0-2)``."""
    match = _SCALE.search(text)
    read = _of_figures(text[: match.start()] + " " + text[match.end() :]) if match else None
    return replace(read, unit=f"score {match['low']}-{match['high']}") if read and match else None
