"""Finds tables in the lines of texts: cells line by line, run together, parted by blanks, or labelled."""
