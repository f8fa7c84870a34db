"""Parts of which Word, PDF and Excel files are made, whatever they tell: type, colours, fields, safe cells.

Pure. What stands in a document is the matter of whoever writes it (a plan, a board pack).
"""
