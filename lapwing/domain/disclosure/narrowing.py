"""What the sums alone tell of the bounds of counts: quick, and enough to see that most dead ends are dead."""

from __future__ import annotations

from lapwing.domain.disclosure.knowledge import Bounds, Knowledge, Reader


def may_differ(known: Knowledge, reader: Reader, target: int, *, hiding: bool) -> bool:
    """False only where a count cannot be anything but what it is; True tells nothing.

    With ``hiding``, the counts that may be hidden are taken to be.
    """
    value = known.values[target]
    bounds = list(reader.bounds)
    if hiding:
        for count in known.choices:
            bounds[count] = reader.if_hidden[count]
    lowest, highest = bounds[target]
    sides = ((lowest, value - 1), (value + 1, highest))
    return any(
        low <= high and _fits([*bounds[:target], (low, high), *bounds[target + 1 :]], known, target)
        for low, high in sides
    )


def _fits(bounds: list[Bounds], known: Knowledge, changed: int) -> bool:
    """Narrow the bounds by each sum until nothing changes; False when a count is left with nothing."""
    waiting = [equation for equation, _ in known.at[changed]]
    # Bounds may creep up by 1 at a time for very long; so many rounds see what can be seen soon.
    for _ in range(20 * len(known.equations)):
        if not waiting:
            return True
        equation = waiting.pop(0)
        for count in _narrow_by(bounds, known.equations[equation]):
            if bounds[count][0] > bounds[count][1]:
                return False
            waiting += [each for each, _ in known.at[count] if each != equation and each not in waiting]
    return True


def _narrow_by(bounds: list[Bounds], terms: tuple[tuple[int, int], ...]) -> list[int]:
    """Narrow the counts of one sum by what the others leave them; those that became narrower."""
    least = sum(sign * bounds[count][0 if sign > 0 else 1] for count, sign in terms)
    most = sum(sign * bounds[count][1 if sign > 0 else 0] for count, sign in terms)
    narrower = []
    for count, sign in terms:
        low, high = bounds[count]
        if sign > 0:
            after = max(low, high - most), min(high, low - least)
        else:
            after = max(low, high + least), min(high, low + most)
        if after != bounds[count]:
            bounds[count] = after
            narrower.append(count)
            if after[0] > after[1]:
                return narrower
            least += sign * (after[0] - low) if sign > 0 else sign * (after[1] - high)
            most += sign * (after[1] - high) if sign > 0 else sign * (after[0] - low)
    return narrower
