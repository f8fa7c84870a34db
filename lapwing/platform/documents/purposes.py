"""What files are kept for. The package that owns a purpose says which kinds it takes and who may read them.

    PURPOSES.register(Purpose(code="plan draft", label="Plan", kinds=..., limit=50 * MEGABYTE, may_read=...))

in the package's ``AppConfig.ready``. A file of a purpose that nobody registered is readable by nobody.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lapwing.platform.access.actor import Actor
from lapwing.platform.documents.errors import RefusedFileError
from lapwing.platform.documents.kinds import Kind, in_words

if TYPE_CHECKING:
    from lapwing.platform.documents.models import File

MEGABYTE = 1024 * 1024


def nobody(actor: Actor, file: File) -> bool:
    """The answer of a purpose that has not said who may."""
    return False


@dataclass(frozen=True, kw_only=True)
class Purpose:
    """``limit`` in bytes. ``macros``: whether Office files that carry macros are taken.

    ``may_read`` answers for looking and downloading, ``may_change`` for a further version and for voiding
    one. ``place`` gives the address of the page that a file belongs to, "" when there is none.
    """

    code: str
    label: str
    kinds: frozenset[Kind]
    limit: int
    may_read: Callable[[Actor, File], bool]
    may_change: Callable[[Actor, File], bool] = nobody
    place: Callable[[File], str] = lambda file: ""
    macros: bool = False
    previews: bool = True

    @property
    def hint(self) -> str:
        """What may be sent, for the hint of a form's field."""
        return f"{in_words(self.kinds)}. At most {megabytes(self.limit)}."

    @property
    def suffixes(self) -> tuple[str, ...]:
        """The endings that a browser offers to choose from."""
        found = {suffix for kind in self.kinds for suffix in kind.suffixes}
        return tuple(sorted(found if self.macros else found - _MACRO_SUFFIXES))

    def too_large(self) -> RefusedFileError:
        return RefusedFileError(
            f"The file is larger than {megabytes(self.limit)}, which is the most that can be sent here. "
            "Take pictures and appendices out of it, or send a part.",
            "too-large",
        )


_MACRO_SUFFIXES = frozenset({".docm", ".dotm", ".xlsm", ".xltm", ".pptm", ".ppsm"})


def megabytes(size: int) -> str:
    """A size for people: "50 MB", "300 KB"."""
    if size >= MEGABYTE:
        return f"{size / MEGABYTE:.0f} MB"
    return f"{max(1, round(size / 1024))} KB"


@dataclass
class Register:
    """The purposes that packages have registered, by code."""

    _known: dict[str, Purpose] = field(default_factory=dict)

    def register(self, purpose: Purpose) -> Purpose:
        """Take a purpose in; the last of a code stands."""
        self._known[purpose.code] = purpose
        return purpose

    def of(self, code: str) -> Purpose | None:
        return self._known.get(code)

    def known(self, code: str) -> Purpose:
        """The purpose of this code. Raises LookupError for one that nobody registered: a slip in the code."""
        found = self.of(code)
        if found is None:
            raise LookupError(f"Nobody registered the purpose {code!r}: no file may be kept for it.")
        return found


PURPOSES = Register()


def may_read(actor: Actor, file: File) -> bool:
    """Whether the owner of the file's purpose lets this actor read it."""
    purpose = PURPOSES.of(file.purpose)
    return purpose is not None and purpose.may_read(actor, file)


def may_change(actor: Actor, file: File) -> bool:
    """Whether the owner of the file's purpose lets this actor add a version, or void one."""
    purpose = PURPOSES.of(file.purpose)
    return purpose is not None and purpose.may_change(actor, file)
