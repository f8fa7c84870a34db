"""Migration operations that put row-level security, and the history with it, on tables of a partnership."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import RunSQL, SeparateDatabaseAndState
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.models import ForeignKey, Model

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


class OnePartnership(Operation):
    """Keep rows in their partnership, and let them refer only to rows of the same one.

    Row-level security asks whether the actor may see a row, not whether it fits the row it refers to: whoever
    works in two partnerships could tie them together. So each reference to a table that carries a partnership
    is held by a second foreign key that includes it, and ``partnership_id`` cannot be changed. The migration
    must depend on ``("registry", "0003_one_partnership")``, where the trigger's function is.
    """

    reversible = True
    reduces_to_sql = True

    def __init__(self, *tables: str) -> None:
        self.tables = tables

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Nothing that Django's models know of."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for table, column, parent in self._references(to_state):
            schema_editor.execute(_REFERRED_TO.format(parent=parent))
            schema_editor.execute(_SAME_PARTNERSHIP.format(table=table, column=column, parent=parent))
        for table in self.tables:
            schema_editor.execute(_STAYS.format(table=table))

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for table in self.tables:
            schema_editor.execute(f'DROP TRIGGER stays_in_partnership ON "{table}"')
        for table, column, _ in self._references(from_state):
            schema_editor.execute(f'ALTER TABLE "{table}" DROP CONSTRAINT "{column}_same_partnership"')

    def _references(self, state: ProjectState) -> list[tuple[str, str, str]]:
        """(table, column, table referred to) where both carry a partnership."""
        models = {model._meta.db_table: model for model in state.apps.get_models()}
        return [
            (table, field.column, field.related_model._meta.db_table)
            for table in self.tables
            for field in models[table]._meta.concrete_fields
            if isinstance(field, ForeignKey) and _carries_partnership(field.related_model)
        ]

    def deconstruct(self) -> tuple[str, list[str], dict[str, Any]]:
        return type(self).__name__, list(self.tables), {}

    def describe(self) -> str:
        return f"Keep rows within one partnership: {', '.join(self.tables)}"


def _carries_partnership(model: type[Model]) -> bool:
    return any(field.column == "partnership_id" for field in model._meta.concrete_fields)


# What the second foreign key refers to. It stays when a migration is undone: others may refer to it.
_REFERRED_TO = """
DO $body$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_constraint WHERE conrelid = '"{parent}"'::regclass
                   AND conname = '{parent}_in_partnership') THEN
        ALTER TABLE "{parent}" ADD CONSTRAINT "{parent}_in_partnership" UNIQUE (id, partnership_id);
    END IF;
END $body$
"""
_SAME_PARTNERSHIP = (
    'ALTER TABLE "{table}" ADD CONSTRAINT "{column}_same_partnership" '
    'FOREIGN KEY ("{column}", partnership_id) REFERENCES "{parent}" (id, partnership_id) '
    "DEFERRABLE INITIALLY DEFERRED"
)
_STAYS = (
    'CREATE TRIGGER stays_in_partnership BEFORE UPDATE OF partnership_id ON "{table}" FOR EACH ROW '
    "WHEN (OLD.partnership_id IS DISTINCT FROM NEW.partnership_id) EXECUTE FUNCTION access_refuse_move()"
)
