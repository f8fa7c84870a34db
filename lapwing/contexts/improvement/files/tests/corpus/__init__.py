"""Invented plans in the layouts that partnerships publish, each with the reading that is expected of it.

The words are of nobody's plan. Each module builds its file anew, so that no binary file is kept here.
"""
