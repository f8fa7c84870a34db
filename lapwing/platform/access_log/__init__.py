"""The log of what was read. Other packages call ``noting.note_read``."""
