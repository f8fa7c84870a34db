"""Saving the parts of an interchange plan as rows."""
