"""The index of a bundle: what it holds, with hashes, in a page and a table that are safe to open."""

from __future__ import annotations

from lapwing.insight.bundles.index import Head, Part, as_page, as_table, table

PART = Part("evidence/001-Notes <1>.txt", "Evidence 1: “Ours & theirs”", 5, "a" * 64)
HEAD = Head("Inspection bundle: Plan", (("As at", "10 June 2026"),), ("No <b>names</b>.",))


def test_the_page_names_every_file_and_nothing_in_it_runs() -> None:
    page = as_page(HEAD, [PART]).decode()
    assert "evidence/001-Notes &lt;1&gt;.txt" in page
    assert "a" * 64 in page
    assert "No &lt;b&gt;names&lt;/b&gt;." in page
    assert "<script" not in page
    assert "<html lang='en-GB'>" in page


def test_the_table_says_the_same() -> None:
    lines = as_table([PART]).decode("utf-8-sig").splitlines()
    assert lines[0] == "File,What it is,Bytes,SHA-256"
    assert lines[1].endswith(f",5,{'a' * 64}")


def test_what_a_spreadsheet_would_take_for_a_formula_is_text() -> None:
    found = table(("A",), [("=1+1",), ("@cmd",), (None,), (-3.5,), ("plain",)]).decode("utf-8-sig")
    assert found.splitlines()[1:] == ["'=1+1", "'@cmd", '""', "-3.5", "plain"]
