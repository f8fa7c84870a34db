"""Migration operations that put row-level security, and the history with it, on tables of a partnership."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.migrations.operations import RunSQL, SeparateDatabaseAndState

from lapwing.platform.history.operations import KeepHistory

# Evaluated once for a statement, not once for a row: the array is an init plan.
SEEN_PARTNERSHIPS = "ANY (ARRAY(SELECT access_partnerships()))"


class ForceRowSecurity(RunSQL):
    """Show and take only the rows that ``using`` lets the acting person see; ``check`` those they may write.

    The condition holds for the application role. Every other role but maintenance sees nothing, the owner
    of the table included, unless a migration says otherwise. The migration must depend on
    ``("registry", "0002_guards")``, where ``access_partnerships()`` is.
    """

    def __init__(self, table: str, using: str = "", check: str = "") -> None:
        self.table = table
        self.using = using or f"partnership_id = {SEEN_PARTNERSHIPS}"
        self.check = check or self.using
        super().__init__(
            f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY; '
            f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY; '
            f'CREATE POLICY seen_by_actor ON "{table}" FOR ALL TO lapwing_app '
            f"USING ({self.using}) WITH CHECK ({self.check})",
            f'DROP POLICY seen_by_actor ON "{table}"; '
            f'ALTER TABLE "{table}" NO FORCE ROW LEVEL SECURITY; '
            f'ALTER TABLE "{table}" DISABLE ROW LEVEL SECURITY',
        )

    def deconstruct(self) -> tuple[str, list[str], dict[str, str]]:
        return type(self).__name__, [self.table], {"using": self.using, "check": self.check}

    def describe(self) -> str:
        return f"Force row-level security on {self.table}"


class OwnerReads(RunSQL):
    """Let the functions that run as the owner read a table on which row-level security is forced."""

    def __init__(self, table: str) -> None:
        self.table = table
        super().__init__(
            f'CREATE POLICY read_by_owner ON "{table}" FOR SELECT TO CURRENT_USER USING (true)',
            f'DROP POLICY read_by_owner ON "{table}"',
        )

    def deconstruct(self) -> tuple[str, list[str], dict[str, Any]]:
        return type(self).__name__, [self.table], {}


class Guarded(SeparateDatabaseAndState):
    """Both belts for tables that carry ``partnership_id``: row-level security and history."""

    def __init__(self, *tables: str, hidden: Sequence[str] = ()) -> None:
        self.tables = tables
        self.hidden = tuple(hidden)
        super().__init__(
            database_operations=[
                operation
                for table in tables
                for operation in (ForceRowSecurity(table), KeepHistory(table, hidden=hidden))
            ]
        )

    def deconstruct(self) -> tuple[str, list[str], dict[str, Sequence[str]]]:
        return type(self).__name__, list(self.tables), {"hidden": self.hidden}

    def describe(self) -> str:
        return f"Guard {', '.join(self.tables)}"
