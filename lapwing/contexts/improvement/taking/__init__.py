"""Taking a later version of a plan in: each accepted difference as a change of the saved plan's own rows.

``commands.versions`` is the way in. Here is one room for each part of a plan; all work on one ``Taking``.
"""
