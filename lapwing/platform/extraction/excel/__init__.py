"""Excel files: the tables of every visible sheet, with values as they are seen there."""

from lapwing.platform.extraction.excel.reading import read_excel

__all__ = ["read_excel"]
