"""Print the pins of some packages, with their hashes: ``pins.py requirements/dev.txt setuptools``.

For images, which install a few of the developers' packages and not all. Standard library only.
"""

import re
import sys
from pathlib import Path


def pins(text: str, names: list[str]) -> list[str]:
    """The entries of these packages in a lock file. Raises LookupError for one that is not there."""
    entries = {entry.split("==")[0]: entry for entry in re.split(r"\n(?=\S)", text) if "==" in entry}
    return [entries[name] for name in names]


if __name__ == "__main__":
    print("\n".join(pins(Path(sys.argv[1]).read_text(), sys.argv[2:])))
