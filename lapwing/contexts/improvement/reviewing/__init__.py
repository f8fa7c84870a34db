"""What people make of a plan as it was read: a reading, and edits applied to it in order. Pure."""

from lapwing.contexts.improvement.reviewing.edits import Edit, EditError, apply, replay
from lapwing.contexts.improvement.reviewing.finish import finished
from lapwing.contexts.improvement.reviewing.places import Place
from lapwing.contexts.improvement.reviewing.review import Review

__all__ = ["Edit", "EditError", "Place", "Review", "apply", "finished", "replay"]
