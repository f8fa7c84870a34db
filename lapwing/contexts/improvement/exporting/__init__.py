"""Gathering the parts of a saved plan into the interchange form."""
