"""Changing a record that others may be editing: what its commands share, and the page of its form."""
