"""The words for children, and for what happens to them one by one: in the units of figures and in texts."""

from __future__ import annotations

# A part of a pattern, without regard to capitals. "Family" alone is none: a family hub is no child.
CHILDREN = (
    r"child|children|cyp|yp|pupils?|students?|learners?|young people|young persons?|families|boys?|girls?|"
    r"exclusions?|suspensions?"
)
