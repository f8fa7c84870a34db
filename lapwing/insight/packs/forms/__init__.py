"""A frozen pack as Word, PDF, Excel and a page: pure functions from its shape to what is taken away.

``arrangement`` lays a pack out once, as sections of blocks; ``pdf``, ``word`` and the page only draw it.
``sheets`` lays it out as tables of single values, which ``excel`` writes. Nothing is worked out or put into
words here beyond titles of columns: every figure and sentence is one of the pack's.
"""
