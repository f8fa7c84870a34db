"""What a person has to judge before a public version is approved, because Lapwing cannot."""

from __future__ import annotations

from collections.abc import Mapping

from lapwing.domain.disclosure import POLICIES
from lapwing.insight.public_version.content import Public, printed_in, words_in
from lapwing.insight.public_version.rules.handling import Handling, counted, proposed
from lapwing.insight.public_version.rules.plain_words import few_in


def as_they_stand(content: Public, handling: Mapping[str, str]) -> list[tuple[str, bool]]:
    """The lines whose small numbers are not hidden, by name, and whether their unit decided that."""
    found = []
    for measure in content.measures:
        for series in measure.series:
            if handling.get(series.key) == Handling.PLAIN:
                named = series.label in ("", measure.name)
                name = measure.name if named else f"{measure.name}: {series.label}"
                figures = [counted(None, row.counted) for row in series.rows]
                found.append((name, proposed(series.unit, figures) is Handling.PLAIN))
    return found


def few_named(content: Public, policy: str) -> list[str]:
    """So few children that the policy hides them, as the words say it: each once."""
    most = POLICIES[policy].threshold
    texts = (*words_in(content).values(), *printed_in(content).values())
    return list(dict.fromkeys(each for text in texts for each in few_in(text, most)))
