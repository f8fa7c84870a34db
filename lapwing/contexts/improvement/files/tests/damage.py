"""Damages good files: cuts, flips, repeats and swaps, in the bytes or in the parts of a zipped file."""

from __future__ import annotations

import io
import random
import zipfile


def damaged(data: bytes, seed: int) -> bytes:
    """The file with one kind of damage that the seed picks; the same seed damages alike."""
    chance = random.Random(seed)
    if data.startswith(b"PK") and chance.random() < 0.7:
        return _with_damaged_part(data, chance)
    return _damaged_bytes(data, chance)


def _with_damaged_part(data: bytes, chance: random.Random) -> bytes:
    """A zipped file packed anew with one of its parts damaged or left out: the package itself is sound."""
    found = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(found, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        hurt = chance.choice(names)
        left_out = chance.random() < 0.15
        for name in names:
            if name != hurt:
                new.writestr(name, old.read(name))
            elif not left_out:
                new.writestr(name, _damaged_bytes(old.read(name), chance))
    return found.getvalue()


def _damaged_bytes(data: bytes, chance: random.Random) -> bytes:
    if len(data) < 4:
        return data
    kind = chance.choice(("cut", "flip", "repeat", "swap", "zero", "drop"))
    first, last = sorted(chance.sample(range(1, len(data)), 2))
    last = min(last, first + 5000)
    if kind == "cut":
        return data[:first]
    if kind == "flip":
        hurt = bytearray(data)
        for _ in range(chance.randint(1, 30)):
            hurt[chance.randrange(len(hurt))] = chance.randrange(256)
        return bytes(hurt)
    if kind == "repeat":
        return data[:last] + data[first:last] * chance.randint(1, 20) + data[last:]
    if kind == "swap":
        return data[:first] + data[first:last][::-1] + data[last:]
    if kind == "zero":
        return data[:first] + bytes(last - first) + data[last:]
    return data[:first] + data[last:]
