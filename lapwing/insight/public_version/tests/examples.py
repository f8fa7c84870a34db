"""A public version of the example pack, as it is proposed."""

from __future__ import annotations

from lapwing.domain.disclosure import STRICT
from lapwing.insight.packs.tests.examples import example_pack
from lapwing.insight.public_version.content import Public, to_text
from lapwing.insight.public_version.figures import judge
from lapwing.insight.public_version.proposing import KINDS, measures_of, proposed
from lapwing.insight.public_version.rules.handling import Handling


def example() -> Public:
    """Every section of the example pack, with its shares protected."""
    pack = example_pack()
    handling = {series.key: Handling.SHARE for measure in measures_of(pack) for series in measure.series}
    return proposed(pack, tuple(KINDS), judge(measures_of(pack), handling, STRICT))


PUBLIC = to_text(example())
