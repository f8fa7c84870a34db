"""Turns the files that people have (Word, PDF, Excel, web pages, text) into paragraphs and tables.

Knows nothing of plans. Nothing in a file is executed, nothing outside it is fetched.
"""
