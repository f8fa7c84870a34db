"""Reads PDF files: words and lines as they are drawn, tables from rules and gaps, paragraphs from spacing."""

from lapwing.platform.extraction.pdf.reader import read_pdf

__all__ = ["read_pdf"]
