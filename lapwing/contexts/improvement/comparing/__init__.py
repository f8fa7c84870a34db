"""What a later version of a plan changes: pure functions on plans in the interchange form, no database.

``compare`` matches the parts of two plans and says how they differ; ``intended`` says what taking some of the
differences in will do. What is uncertain is a doubt for a person: it is never decided here.
"""

from .accepting import Intention, Left, intended
from .compare import compare
from .known import as_known_here
from .later import LaterVersion, Sketch, later_version_of, sketch_of
from .shapes import Comparison, Difference, Doubt, Kind, Pair, Part, Place, part_at
from .updates import with_updates
from .wording import Run, word_differences

__all__ = [
    "Comparison",
    "Difference",
    "Doubt",
    "Intention",
    "Kind",
    "LaterVersion",
    "Left",
    "Pair",
    "Part",
    "Place",
    "Run",
    "Sketch",
    "as_known_here",
    "compare",
    "intended",
    "later_version_of",
    "part_at",
    "sketch_of",
    "with_updates",
    "word_differences",
]
