"""The migration operation that lets the one function that removes reach a table."""

from __future__ import annotations

from typing import Any

from django.db.migrations.operations import RunSQL

# Only the rows that a removal has named, in the transaction in which it named them, and only once the line
# that stays of it is written.
GOING = (
    "EXISTS (SELECT FROM retention_going AS going "
    "WHERE going.transaction_id = pg_current_xact_id()::text::bigint "
    "AND going.fate = '{fate}' AND going.table_name = {table} AND going.row_id = {row} "
    "AND EXISTS (SELECT FROM retention_purge AS line WHERE line.transaction_id = going.transaction_id))"
)


def going(fate: str, table: str, row: str = "id") -> str:
    """The condition that a row of a table is being removed ("purge") or given a pseudonym ("anonymise")."""
    return GOING.format(fate=fate, table=f"'{table}'", row=row)


class Purgeable(RunSQL):
    """Let ``retention_purge_rows`` remove rows of these tables; nothing else gets any right.

    The owner, as whom the function runs, sees and removes no other row of them. The migration must depend
    on ``("retention", "0002_purge")``.
    """

    def __init__(self, *tables: str) -> None:
        self.tables = tables
        super().__init__(
            "; ".join(
                f'CREATE POLICY purge_{verb.lower()} ON "{table}" FOR {verb} TO CURRENT_USER '
                f"USING ({going('purge', table)})"
                for table in tables
                for verb in ("SELECT", "DELETE")
            ),
            "; ".join(
                f'DROP POLICY purge_{verb} ON "{table}"' for table in tables for verb in ("select", "delete")
            ),
        )

    def deconstruct(self) -> tuple[str, list[str], dict[str, Any]]:
        return type(self).__name__, list(self.tables), {}

    def describe(self) -> str:
        return f"Let retention remove rows of {', '.join(self.tables)}"
