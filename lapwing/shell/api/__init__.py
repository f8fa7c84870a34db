"""The programming interface, ``/api/v1``: the same queries and commands as the pages, for programs."""
