"""Tables and runs of releases for property tests: small enough for the exact search."""

from __future__ import annotations

from itertools import product

from hypothesis import strategies as st

from lapwing.domain.disclosure.policy import LAPWING, NHS, NHS_ZEROS_HIDDEN, OFQUAL
from lapwing.domain.disclosure.tables import Dimension, Table, tabulate

#: Mostly small counts, and zeros: where disclosure control has most to do.
counts = st.one_of(st.integers(0, 5), st.integers(0, 12), st.integers(0, 40))
policies = st.sampled_from((LAPWING, LAPWING, NHS, NHS_ZEROS_HIDDEN, OFQUAL))


def dimension(letter: str, size: int, *, grouped: bool = False) -> Dimension:
    """A dimension of so many labels; its first two are a group when grouped."""
    labels = tuple(f"{letter}{number}" for number in range(size))
    return Dimension(labels, groups={f"{letter}01": labels[:2]} if grouped and size > 2 else {})


@st.composite
def tables(draw: st.DrawFn, most: int = 4, ways: int = 2, groups: int = 1) -> Table:
    """A table of up to two (or ``ways``) dimensions, the first ``groups`` of which may have groups."""
    dimensions = [
        dimension("abc"[place], draw(st.integers(1, most)), grouped=place < groups and draw(st.booleans()))
        for place in range(draw(st.integers(1, ways)))
    ]
    leaves = list(product(*(each.labels for each in dimensions)))
    return tabulate("t", dimensions, {leaf: draw(counts) for leaf in leaves})


@st.composite
def revisions(draw: st.DrawFn) -> list[Table]:
    """A table, released two to four times, each time with up to two of its counts corrected."""
    dimensions = [dimension("a", draw(st.integers(1, 3))), dimension("b", draw(st.integers(1, 3)))]
    leaves = list(product(*(each.labels for each in dimensions)))
    now = {leaf: draw(counts) for leaf in leaves}
    found = [tabulate("t", dimensions, now)]
    for _ in range(draw(st.integers(1, 3))):
        corrected = draw(st.lists(st.sampled_from(leaves), max_size=2, unique=True))
        now = now | {leaf: max(0, now[leaf] + draw(st.integers(-2, 5))) for leaf in corrected}
        found.append(tabulate("t", dimensions, now))
    return found
