"""Word files: paragraphs, lists and tables in the order of reading, as Word would print them."""

from lapwing.platform.extraction.word.reading import read_word

__all__ = ["read_word"]
