"""One entry of a cell read: which figure it gives, and how its words say that it is meant."""

from __future__ import annotations

import re
from dataclasses import replace

from lapwing.contexts.improvement.interchange import Comparator, Direction
from lapwing.contexts.improvement.reading.amounts import Amount, find_amounts, is_year_pair
from lapwing.contexts.improvement.reading.marks import without_mark
from lapwing.contexts.improvement.reading.measure_direction import direction_in_words
from lapwing.contexts.improvement.reading.measure_grids.benchmarks import OTHER_PLACE, name_of, part_others
from lapwing.contexts.improvement.reading.measure_grids.labels import label_of, unit_after
from lapwing.contexts.improvement.reading.measure_grids.times import Time, times_in
from lapwing.contexts.improvement.reading.measure_grids.values import (
    Bound,
    Form,
    Value,
    fixed_words,
    runs_together,
)

_NUM = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_SAMPLE = re.compile(
    r"[(\[][^()\[\]]*(?:\bn\s*=\s*[\d,]+|\bbased on\b|\bsample\b|\bcohort of\b|\bout of a possible\b)[^()\[\]]*[)\]]|\bn\s*=\s*[\d,]+",
    re.IGNORECASE,
)
_ONLY_SAMPLE = re.compile(r"^\W*(?:based on|(?:from |using )?(?:a )?sample of|cohort of|n\s*=)", re.IGNORECASE)
_FRACTION = re.compile(
    rf"(?<![\w.,/])(?P<part>{_NUM})\s*(?:/|\bof\b(?:\s+the)?|\bout\s+of\b(?:\s+the)?)\s*(?P<whole>{_NUM})(?![\w/%]|[.,]\d|\s?%)",
    re.I,
)
_ONE_IN = re.compile(
    r"(?<![\w.,/])(?P<part>\d{1,2})\s+in\s+(?:every\s+)?(?P<whole>\d{1,3})(?![\w/%.]|[.,]\d)", re.I
)
_BETWEEN = re.compile(
    rf"\bbetween\s+(?P<low>{_NUM})\s*(?P<lp>%)?\s+and\s+(?P<high>{_NUM})\s*(?P<p>%|per\s?cent\b)?", re.I
)
_MONEY = re.compile(rf"£\s?(?P<number>{_NUM})\s?(?P<times>millions?\b|thousands?\b|bn\b|m\b|k\b)?", re.I)
_TIMES = {"m": 1e6, "k": 1e3, "b": 1e9, "t": 1e3}
_ARROW = re.compile(
    r"^\s*(?:→|➔|➞|⇒|->|=>|—>|–>|\bto\b|\bup to\b|\bdown to\b|(?:ris|increas|fall|reduc|improv|mov)ing to)\s*$",
    re.I,
)
_FROM = re.compile(r"\b(?:from|of)\s*$", re.I)
_MOVES = re.compile(
    r"\b(?:increas|rais|ris|improv|grow|reduc|decreas|lower|fall|drop|mov|cut|low|short|go)\w*\b[^.;]*$", re.I
)
_NAMED_CHANGE = re.compile(
    r"^\s*(?:\(?pp\)?\s*)?(?:increase|rise|improvement|growth|uplift|reduction|decrease|fall|drop|cut|more|fewer|less|higher|lower)\b",
    re.I,
)
_CHANGE_OF = re.compile(
    r"\b(?:increase|rise|improvement|growth|uplift|reduction|decrease|fall|drop|cut)s?\s+of\s+(?:at least\s+|a minimum of\s+)?$",
    re.I,
)
_BY = re.compile(r"\bby\s+(?:(?:at least|a further|up to|around|a minimum of|another)\s+)*$", re.I)
_TO_OR_BY = re.compile(
    r"(?:^|\b)(?:increas(?:e|ed|ing)|rais(?:e|ed|ing)|improv(?:e|ed|ing)|reduc(?:e|ed|ing)|decreas(?:e|ed|ing)"
    r"|lower(?:ed|ing)?|up|down|[↑↓⬆⬇])\W*$|^\W*(?:improvement|reduction)\W*$",
    re.I,
)
_POINTS = re.compile(r"^\s*(?:%\s*points?|ppts?\b|pps?\b|p\.p\.|percentage[\s-]points?)", re.I)
_FALLS = re.compile(r"\b(?:reduc|decreas|fall|fewer|drop|lower|cut|less|down)\w*|[↓⬇]", re.I)
_KEEP = re.compile(r"\b(?:maintain\w*|sustain\w*|remain\w*|hold|stay|no change|keep|retain|stable)\b", re.I)
_LEAST = re.compile(
    r"(?:\b(?:at least|(?:a )?minimum(?: of)?|no fewer than|no less than|not less than|or above)|≥|>=)\W*$",
    re.I,
)
_OVER = re.compile(
    r"(?:\b(?:more than|over|above|greater than|higher than|exceed(?:s|ing)?|in excess of)|(?<![-=—–])>)\W*$",
    re.I,
)
_MOST = re.compile(
    r"(?:\b(?:no more than|not more than|at most|(?:a )?maximum(?: of)?|up to|within|no longer than|not exceed(?:ing)?"
    r"|no greater than|no higher than|max)|≤|<=)\W*$",
    re.I,
)
_UNDER = re.compile(r"(?:\b(?:under|below|less than|fewer than|lower than|shorter than)|<)\W*$", re.I)
_OR_MORE = re.compile(
    r"^\s*(?:\+(?!\s*\d)|or (?:more|above|over|higher|better|greater)\b|and above\b|(?:minimum|min)\b)", re.I
)
_OR_LESS = re.compile(r"^\s*(?:or (?:less|fewer|below|under|lower)\b|(?:maximum|max)\b|and below\b)", re.I)
_NEGATED = re.compile(r"\b(?:no|not) (?:more|fewer|less|higher|lower|greater)\b", re.I)
_RATE = re.compile(
    rf"(?<![\w.,/])(?P<number>{_NUM})\s*(?P<unit>per\s+(?:1,?000|10,?000|100,?000|100)\b(?:\s+[a-z]+)?)", re.I
)
_SCALE = re.compile(
    r"[(\[]?\s*(?:on a )?scale\s*(?:of\s*)?(?P<low>\d+)\s*(?:-|–|to)\s*(?P<high>\d+)\s*[)\]]?", re.I
)
_TO = re.compile(r"\b(?:to|at|of|reach|reaching|achieve|achieving|is|was)\s*$", re.I)
_SHORT_UNITS = re.compile(
    r"(?<=\d)(?=(?:wks?|weeks?|months?|mths?|days?|hrs?|hours?|yrs?|years?|mins?)\b)", re.I
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
    parted = part_others(plain)
    read = _of_words(parted.text, times) or _of_figures(parted.text) or _unsure(written)
    if re.search(r"\d", read.label) and not re.search(r"[A-Za-z]", read.label):
        read = _unsure(written)
    towards = direction_in_words(_NEGATED.sub(" ", parted.text))
    return replace(
        read,
        written=written,
        times=times,
        others=(*parted.others, *read.others),
        sample=read.sample or sample,
        towards=towards if towards != "none" else _arrow(written) or read.towards,
    )


def _blank(text: str, times: tuple[Time, ...]) -> str:
    for time in times:
        text = text[: time.start] + " " * (time.end - time.start) + text[time.end :]
    return re.sub(r"\(\s*\)", lambda match: " " * len(match[0]), text)


def _without_sample(text: str) -> tuple[str, str | None]:
    match = _SAMPLE.search(text)
    if match is None:
        return text, None
    rest = text[: match.start()] + " " * len(match[0]) + text[match.end() :]
    return rest, match[0].strip("()[] ")


def _unsure(written: str, why: str = "more figures than one") -> Value:
    return Value(written=written, form=Form.UNSURE, why=why)


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
    if _KEEP.search(rest):
        return Value(written=text, form=Form.KEEP)
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
    for reader in (_scored, _fraction, _one_in, _rate, _between, _money, _amounts):
        if read := reader(text):
            return read
    return None


def _named_round(text: str, match: re.Match[str]) -> str:
    """The label of an entry whose figure takes more words than a number."""
    return label_of(f"{text[: match.start()]} 1% {text[match.end() :]}", OTHER_PLACE)


def _scored(text: str) -> Value | None:
    """``1.4 (scale 0-2)``."""
    match = _SCALE.search(text)
    read = _of_figures(text[: match.start()] + " " + text[match.end() :]) if match else None
    return replace(read, unit=f"score {match['low']}-{match['high']}") if read and match else None


def _rate(text: str) -> Value | None:
    """``3.2 per 1,000``."""
    match = _RATE.search(text)
    if match is None or re.search(r"\d", text[: match.start()] + text[match.end() :]):
        return None
    bound, strict = _bound(text[: match.start()], "")
    return Value(
        written=text,
        form=Form.NUMBER,
        label=_named_round(text, match),
        value=_number(match["number"]),
        unit=" ".join(match["unit"].split()),
        bound=bound,
        strict=strict,
    )


def _fraction(text: str) -> Value | None:
    """``37 of 72 (51%)``, ``3/15``: a part of a whole, and the share where it is printed as well."""
    match = _FRACTION.search(text)
    if match is None or ("/" in match[0] and is_year_pair(match["part"], match["whole"])):
        return None
    part, whole = _number(match["part"]), _number(match["whole"])
    rest = text[: match.start()] + " " * len(match[0]) + text[match.end() :]
    left = find_amounts(rest)
    shares = [a for a in left if a.percent and a.value is not None and not a.signed]
    if whole <= 0 or part > whole or len(shares) > 1 or [a for a in left if not a.percent]:
        return Value(written=text, form=Form.UNSURE, why="a part that does not fit its whole")
    shown = Value(
        written=text,
        form=Form.NUMBER,
        label=_named_round(re.sub(r"[(\[]?\s*\d[\d.]*\s*%\s*[)\]]?", " ", rest), match),
        part=part,
        whole=whole,
        bound=_bound(text[: match.start()], "")[0],
    )
    if not shares:
        return replace(shown, value=part, unit=f"count of {whole:g}")
    share = shares[0].value or 0.0
    if abs(share - 100 * part / whole) > 1:
        return Value(
            written=text, form=Form.UNSURE, part=part, whole=whole, why="a share that is not part over whole"
        )
    return replace(shown, value=share, unit="%")


def _one_in(text: str) -> Value | None:
    match = _ONE_IN.search(text)
    if match is None or len(find_amounts(text)) != 2:
        return None
    part, whole = float(match["part"]), float(match["whole"])
    if not 0 < part <= whole:
        return None
    share = round(100 * part / whole, 6)
    return Value(written=text, form=Form.NUMBER, label=_named_round(text, match), value=share, unit="%")


def _between(text: str) -> Value | None:
    match = _BETWEEN.search(text)
    if match is None:
        return None
    low, high = sorted((_number(match["low"]), _number(match["high"])))
    rest = text[: match.start()] + text[match.end() :]
    if find_amounts(rest):
        return _unsure(text)
    unit = "%" if match["p"] or match["lp"] else unit_after(text[match.end() :])
    return Value(
        written=text, form=Form.RANGE, label=_named_round(text, match), low=low, high=high, unit=unit
    )


def _money(text: str) -> Value | None:
    matches = list(_MONEY.finditer(text))
    if not matches:
        return None
    match = matches[0]
    rest = text[: match.start()] + " " * len(match[0]) + text[match.end() :]
    if len(matches) > 1 or re.search(r"\d", rest):
        return _unsure(text)
    factor = _TIMES[match["times"][0].casefold()] if match["times"] else 1
    before = text[: match.start()]
    if _BY.search(before) or _CHANGE_OF.search(before) or _NAMED_CHANGE.match(text[match.end() :]):
        sign = -1 if _FALLS.search(text) else 1
        return Value(
            written=text, form=Form.CHANGE, value=sign * round(_number(match["number"]) * factor, 6), unit="£"
        )
    bound, strict = _bound(before, text[match.end() :])
    value = round(_number(match["number"]) * factor, 6)
    return Value(written=text, form=Form.NUMBER, value=value, unit="£", bound=bound, strict=strict)


def _amounts(text: str) -> Value | None:
    """A text whose figures are plain numbers, percentages, ranges or changes."""
    read = _of_amounts(text)
    return replace(read, label=label_of(text, OTHER_PLACE)) if read else None


def _of_amounts(text: str) -> Value | None:
    every = find_amounts(text)
    outside = [a for a in every if not _in_brackets(text, a)]
    chosen = [a for a in outside if not a.bare] or outside or every
    if not every or _digits_left(text, every):
        return _unsure(text, "a figure that cannot be read")
    if len(chosen) == 2 and (moved := _from_to(text, *chosen)):
        return moved
    if len(chosen) == 1:
        return _figure(text, chosen[0], [a for a in every if a is not chosen[0]])
    return _changed_to(text, chosen) or _unsure(text)


def _changed_to(text: str, chosen: list[Amount]) -> Value | None:
    """``an increase of 10% to 60%``, ``60% (a rise of 10%)``: the figure to reach is the one without the change."""
    plain = [a for a in chosen if not a.signed and not _is_change(text, a)]
    if len(plain) == 1 and len(chosen) == 2:
        return _figure(text, plain[0], [])
    return None


def _from_to(text: str, first: Amount, second: Amount) -> Value | None:
    """``from 49% to 60%``, ``49% → 60%``."""
    between = text[first.end : second.start]
    joined = _ARROW.match(between)
    if joined is None or first.value is None or second.value is None or first.signed or second.signed:
        return None
    arrow = not re.match(r"\s*to\b", between, re.IGNORECASE)
    if not arrow and not _FROM.search(text[: first.start]) and not _MOVES.search(text[: first.start]):
        return None
    if first.percent and not second.percent:
        return _unsure(text, "a percentage and a number")
    unit = "%" if second.percent else unit_after(text[second.end :])
    return Value(written=text, form=Form.NUMBER, value=second.value, start=first.value, unit=unit)


def _figure(text: str, amount: Amount, beside: list[Amount]) -> Value:
    before, after = text[: amount.start], text[amount.end :]
    if any(not a.bare for a in beside if not _in_brackets(text, a)):
        return _unsure(text)
    if amount.bare and beside and not all(_in_brackets(text, a) or _names(text, a) for a in beside):
        return _unsure(text)
    points = bool(_POINTS.match(after) or "point" in text[amount.start : amount.end].casefold())
    unit = "%" if amount.percent or points else unit_after(after)
    if amount.percent and (population := unit_after(after, of=True)):
        unit = f"% {population}"
    if amount.whole is not None:
        unit = f"count of {amount.whole:g}"
    if amount.is_range and _CHANGE_OF.search(before):
        return _unsure(text, "to or by")
    if amount.is_range:
        return _ranged(text, amount, before, unit)
    value = amount.value or 0.0
    shown = Value(written=text, form=Form.NUMBER, value=value, unit=unit, part=None)
    if benchmark := _benchmark(text, amount, shown):
        return benchmark
    if points or _is_change(text, amount):
        falls = bool(_FALLS.search(text)) and value > 0 and not amount.signed
        return replace(shown, form=Form.CHANGE, value=-value if falls else value, points=points)
    if _KEEP.search(before):
        return replace(shown, form=Form.KEEP)
    tail = after.split(unit, 1)[-1] if unit and unit in after.casefold() else after
    bound, strict = _bound(before, tail) if not amount.minimum else ("minimum", False)
    if bound is None and _TO_OR_BY.search(before):
        return replace(shown, form=Form.UNSURE, value=value, why="to or by")
    return replace(shown, bound=bound, strict=strict)


def _ranged(text: str, amount: Amount, before: str, unit: str | None) -> Value:
    """A range; after a word of movement (*increase 49% to 60%*) it is a way from one figure to the other."""
    printed = [
        a for piece in re.split(r"-|–|—|\bto\b", text[amount.start : amount.end]) for a in find_amounts(piece)
    ]
    if len(printed) == 2 and _MOVES.search(before) and not _TO.search(before):
        return Value(
            written=text, form=Form.NUMBER, value=printed[1].value, start=printed[0].value, unit=unit
        )
    start = (
        printed[0].value
        if len(printed) == 2 and re.search(r"\bto\b", text[amount.start : amount.end])
        else None
    )
    return Value(written=text, form=Form.RANGE, low=amount.low, high=amount.high, unit=unit, start=start)


def _benchmark(text: str, amount: Amount, shown: Value) -> Value | None:
    """*in line with national (50.3%)*, *above the England average of 60%*: the figure is the benchmark's."""
    place = OTHER_PLACE.search(text)
    if place is None or (place.start() > amount.end and not _in_brackets(text, amount)):
        return None
    bound, strict = _bound(re.sub(r"\b(?:the|our)\s*$", "", text[: place.start()]), "")
    name = name_of(text[place.start() : amount.start] if place.start() < amount.start else place[0])
    other = Comparator(name=name or place[0], as_written=text.strip(), value=amount.value)
    return replace(shown, form=Form.BENCHMARK, bound=bound, strict=strict, others=(other,))


def _is_change(text: str, amount: Amount) -> bool:
    if amount.signed:
        return True
    before, after = text[: amount.start], text[amount.end :]
    if amount.minimum and not before.strip():
        before = text[: amount.end]
    return bool(_BY.search(before) or _CHANGE_OF.search(before) or _NAMED_CHANGE.match(after))


def _bound(before: str, after: str) -> tuple[Bound | None, bool]:
    """*At least* or *at most*, and whether the figure itself is left out (*more than*)."""
    if _LEAST.search(before) or _OR_MORE.match(after):
        return "minimum", False
    if _MOST.search(before) or _OR_LESS.match(after):
        return "maximum", False
    if _UNDER.search(before):
        return "maximum", True
    return ("minimum", True) if _OVER.search(before) else (None, False)


def _names(text: str, amount: Amount) -> bool:
    """Whether a bare number is a part of a name before it: *Year 9*, *Section 17*, *Key Stage 2*."""
    return bool(re.search(r"\b(?:year|years|key stage|ks|section|stage|level|band|tier|phase|ages?|aged|grade|part)\s*$",
                          text[: amount.start], re.I))  # fmt: skip


def _in_brackets(text: str, amount: Amount) -> bool:
    before = text[: amount.start]
    return before.count("(") + before.count("[") > before.count(")") + before.count("]")


def _digits_left(text: str, every: tuple[Amount, ...]) -> bool:
    """Whether a figure stands in the text that is neither an amount nor a part of a word (``KS2``, ``16-17``)."""
    for amount in every:
        text = text[: amount.start] + " " * (amount.end - amount.start) + text[amount.end :]
    left = re.findall(r"\S*\d\S*", re.sub(r"\b\d{1,2}\s?[-–]\s?\d{1,2}\b", " ", text))
    return any(
        not re.search(r"[A-Za-z]", word) or re.search(r"\d[mkbMKB]?\b", word) and "%" in word for word in left
    )


def _number(text: str) -> float:
    return float(text.replace(",", ""))
