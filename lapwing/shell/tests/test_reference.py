"""The reference in docs/ says what the code says."""

from lapwing.shell.reference import PLACE, pages


def test_the_reference_is_what_the_code_says() -> None:
    written = {path.name: path.read_text() for path in PLACE.glob("*.md")}
    assert written == pages(), "run `make reference`"
