"""The migration operation that gives a table its history."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.migrations.operations import RunSQL


class KeepHistory(RunSQL):
    """Record every insert, update and delete of a table, whichever way it is written.

    The values of ``hidden`` columns (hashes of passwords and links) never enter the history; that they
    changed does. The migration must depend on ``("history", "0001_history")``.
    """

    def __init__(self, table: str, hidden: Sequence[str] = ()) -> None:
        self.table = table
        self.hidden = tuple(hidden)
        arguments = ", ".join(f"'{column}'" for column in self.hidden)
        super().__init__(
            f'CREATE TRIGGER keep_history AFTER INSERT OR UPDATE OR DELETE ON "{table}" '
            f"FOR EACH ROW EXECUTE FUNCTION history_record({arguments})",
            f'DROP TRIGGER keep_history ON "{table}"',
        )

    def deconstruct(self) -> tuple[str, list[str], dict[str, Sequence[str]]]:
        return type(self).__name__, [self.table], {"hidden": self.hidden}

    def describe(self) -> str:
        return f"Keep the history of {self.table}"
