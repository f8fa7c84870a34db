"""The reference in docs/ says what the code says."""

from lapwing.shell.reference import PLACE, files, pages


def test_the_reference_is_what_the_code_says() -> None:
    written = {path.name: path.read_text() for path in PLACE.glob("*.md")}
    assert written == pages(), "run `make reference`"


def test_the_description_of_the_interface_is_what_is_kept() -> None:
    """Look at what `make reference` changes: programs of others go by it (see api/tests/test_promise.py)."""
    for name, text in files().items():
        assert (PLACE / name).read_text() == text, "run `make reference`, and look at what it changes"
