"""Web pages: what they say, without the menus, notices and offers around it."""

from lapwing.platform.extraction.web_page.page import read_html

__all__ = ["read_html"]
