"""Finds what stands inside blocks that stay together."""

from __future__ import annotations

from collections.abc import Iterator

from lapwing.insight.packs.forms.blocks import Block, Picture, Together


def pictures_in(blocks: tuple[Block, ...]) -> Iterator[Picture]:
    """Every chart of a section, in its order."""
    for block in blocks:
        if isinstance(block, Picture):
            yield block
        elif isinstance(block, Together):
            yield from pictures_in(block.blocks)
