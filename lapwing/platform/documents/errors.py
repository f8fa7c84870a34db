"""Why a file is not kept, in sentences for the person who sent it."""

from __future__ import annotations


class RefusedFileError(Exception):
    """A file that is not kept; ``str()`` is a sentence for the person who sent it.

    ``code`` names the reason for programs, ``status`` is what a web server answers for it.
    """

    status = 422

    def __init__(self, sentence: str, code: str = "refused") -> None:
        super().__init__(sentence)
        self.code = code


class NotKeptError(RefusedFileError):
    """The store had no room for a file, or could not be reached: nothing of it is left."""

    status = 507

    def __init__(self, sentence: str = "", code: str = "not-kept") -> None:
        super().__init__(
            sentence
            or "The file could not be kept: there is no room left for files. Nothing was saved. "
            "Tell the people who run Lapwing, and send it again when they have made room.",
            code,
        )


class MissingContentError(Exception):
    """The store does not have what a version says it has, or the version gives nothing out."""
