"""One row of every guarded table in a partnership, whatever its columns are, for tests of refusal."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.db import connection, models

from lapwing.contexts.improvement.interchange import to_json
from lapwing.contexts.improvement.models import Action, Milestone, Occurrence, Plan
from lapwing.contexts.improvement.tests.factories import full_plan
from lapwing.insight.packs.frozen import sha256_of, to_text
from lapwing.insight.packs.tests.examples import example_pack
from lapwing.insight.public_version.tests.examples import PUBLIC
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.models import User
from lapwing.platform.documents.storing import new_key
from lapwing.platform.refs import new_ref
from lapwing.registry.models import GovernanceGroup, Organisation, Partnership
from lapwing.registry.tests import factories
from lapwing.registry.tests.factories import MOMENT


def every_guarded_table() -> list[str]:
    """The tables on which row-level security is forced, from the database's catalogue."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relforcerowsecurity AND NOT relispartition ORDER BY relname"
        )
        return [name for (name,) in cursor.fetchall()]


# Nobody adds a row to these but the database's own functions.
LOGS = ("history_entry", "access_log_entry", "access_log_refusal", "retention_purge")
# What a table's own checks want beyond its required columns, and a draft that can be looked at.
WANTED: dict[str, dict[str, object]] = {
    "retention_retentionrule": {"months": 12, "basis": "A reason"},
    "retention_hold": {"kind": "plan-draft", "reason": "A reason"},
    "retention_simulation": {"kind": "plan-draft"},
    "documents_file": {"purpose": "for tests", "name": "Notes.txt"},
    "documents_fileversion": {
        "name": "Notes.txt",
        "kind": "text",
        "size": 5,
        "pictures": "ready",
        "pages": 1,
        "pages_in_all": 1,
    },
    "mfa_authenticator": {"type": "recovery_codes", "data": {"used_mask": 0}},
    "improvement_actual": {"value": Decimal(1)},
    "improvement_dependency": {"reason": "It needs the premises."},
    "improvement_recalculation": {"reason": "A new team began."},
    "improvement_workflowstep": {"holder": "governance group", "group": GovernanceGroup},
    "improvement_evidence": {"form": "quote", "words": "It helped."},
    "improvement_follow": {"action": Action},
    "improvement_planpublication": {"address": "https://plan.example/"},
    "improvement_changerequest": {"kind": "turn", "milestone": Milestone, "occurrence": Occurrence},
    "improvement_update": {
        "milestone": Milestone,
        "state": "submitted",
        "status": "on track",
        "submitted_at": MOMENT,
        "submitted_by": User,
    },
    "registry_groupmember": {"user": User},
    "escalation_escalationrule": {"kind": "red", "times": 2, "answer_days": 14},
    "governance_toldtofamilies": {"channels": ["forum"]},
    "webhooks_webhook": {"events": ["plan.changed"]},
    "tokens_apitoken": {"scopes": ["improvement.plan.read"], "last_day": date(2100, 1, 1)},
    "imports_dataimport": {"feed": "figures", "kind": "csv", "state": "checked", "titles": ["Measure"]},
    "imports_importrow": {"state": "problem", "cells": ["M1"]},
    "bundles_monitoringevent": {"kind": "review"},
    "bundles_bundle": {"state": "ready", "sha256": "0" * 64},
    "packs_packtemplate": {"sections": ["summary"]},
    "packs_pack": {"state": "ready", "sections": [{"kind": "summary", "annotation": ""}]},
    "packs_packsnapshot": {"text": to_text(example_pack()), "sha256": sha256_of(to_text(example_pack()))},
    "packs_packfile": {"form": "word", "sha256": "0" * 64, "snapshot_sha256": "0" * 64},
    "public_version_publicversion": {"proposed": PUBLIC, "policy": "strict"},
    "public_version_publicsettings": {"policy": "strict"},
    "public_version_publicrelease": {"counts": "{}"},
    "improvement_plandraft": {
        "state": "ready",
        "attempt": 1,
        "reading": json.loads(to_json(full_plan())),
        "content": {
            "kind": "text",
            "name": "plan.txt",
            "complete": True,
            "lines": [f"Line {number}" for number in range(1, 21)],
            "notes": [],
            "elements": [{"text": f"Line {number}", "lines": [number, number]} for number in range(1, 21)],
        },
    },
    "improvement_draftedit": {
        "kind": "accept",
        "data": {"at": ["action/1.1.1"]},
        "words": "Accepted action 1.1.1",
    },
    # a model: its row, where the reference is left out by others
    "notices_mail": {"user": User},
}


# As somebody who holds a role there, for this statement alone.
_REFUSAL = """
SELECT access_log_note_refusal('x', false), set_config('lapwing.actor', '', true)
FROM set_config('lapwing.actor', %s::text, true)
"""
_PURGE = """
INSERT INTO retention_purge (ref, at, partnership_id, kind, fate, counts, digest, reason,
    actor_id, database_role, transaction_id)
VALUES ('x' || random(), now(), %s, 'x', 'purge', '{}', '', 'x', 1, '', (random() * 1e15)::bigint)
"""


class Filler:
    """Makes the fewest rows that put one in every guarded table, all of one partnership and person."""

    def __init__(self, partnership: Partnership, person: User) -> None:
        self._made: dict[type[models.Model], models.Model] = {
            Organisation: factories.organisation(),
            Partnership: partnership,
            User: person,
        }

    def fill(self) -> dict[str, int]:
        """The number of one row of each guarded table; the logs are written by the database itself."""
        by_table = {model._meta.db_table: model for model in apps.get_models()}
        with as_maintenance():
            found = {
                table: int(self.one(by_table[table]).pk)
                for table in every_guarded_table()
                if table not in LOGS
            }
            with connection.cursor() as cursor:
                cursor.execute("SELECT access_log_note('x', '{1}', 'list', %s)", [self.one(Partnership).pk])
                cursor.execute(_REFUSAL, [self.one(User).pk])
                cursor.execute("SET LOCAL ROLE lapwing_owner")
                cursor.execute(_PURGE, [self.one(Partnership).pk])
                cursor.execute("SET LOCAL ROLE lapwing_maintenance")
                for table in LOGS:
                    cursor.execute(f"SELECT max(id) FROM {table} WHERE partnership_id IS NOT NULL")
                    (found[table],) = cursor.fetchone() or (0,)
        return found

    def one(self, model: type[models.Model]) -> models.Model:
        """The row of this model, made with everything it refers to when there is none yet."""
        if model not in self._made:
            needed = [
                field
                for field in model._meta.concrete_fields
                if not (
                    field.primary_key or field.null or field.has_default() or field.blank or field.generated
                )
                or field.name == "partnership"
            ]
            values = {field.name: self._value(field) for field in needed}
            values |= {
                name: self.one(value) if isinstance(value, type) else value
                for name, value in WANTED.get(model._meta.db_table, {}).items()
            }
            values |= self._wanted_here(model._meta.db_table)
            self._made[model] = model._default_manager.create(**values)
        return self._made[model]

    def _wanted_here(self, table: str) -> dict[str, object]:
        """What hangs on the partnership that the rows are of, or is unlike in each."""
        if table == "tokens_apitoken":
            return {"partnership_ids": [self._made[Partnership].pk]}
        if table == "documents_fileversion":
            return {"key": new_key()}
        if table == "socialaccount_socialaccount":
            return {"uid": new_ref()}
        if table == "escalation_escalationrule":
            return {"plan_ref": getattr(self.one(Plan), "ref", "")}
        return {}

    def _value(self, field: models.Field[Any, Any]) -> Any:
        if isinstance(field, models.ForeignKey):
            return self.one(field.related_model)
        if field.choices:
            return field.flatchoices[0][0]
        for kind, value in (
            (models.DateTimeField, MOMENT),
            (models.DateField, date(2026, 1, 31)),
            (models.IntegerField, 1),
            (models.DecimalField, Decimal(1)),
            (models.JSONField, {}),
            (models.BinaryField, b"x"),
            (models.EmailField, "person@example.org"),
        ):
            if isinstance(field, kind):
                return value
        longest = getattr(field, "max_length", None) or 8
        # several partnerships may be filled, each beside the others
        return (new_ref() if field.unique else field.name)[:longest]
