"""Board packs: which there are, what each says, its files, and asking for one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from ninja import Status

from lapwing.contexts.governance.public import posts_of
from lapwing.contexts.improvement import access as improvement
from lapwing.contexts.improvement.public import plan_head
from lapwing.insight.packs import commands, queries
from lapwing.insight.packs.access import BUILD, READ
from lapwing.insight.packs.access import packs as rule
from lapwing.insight.packs.models import Pack, PackFile, PackSnapshot, PackState
from lapwing.platform.access.acting import for_partnership
from lapwing.platform.access.rules import NotVisible
from lapwing.platform.access_log.models import ReadKind
from lapwing.platform.access_log.noting import kind_of, note_read
from lapwing.platform.documents.errors import MissingContentError
from lapwing.platform.documents.keeping import open_file
from lapwing.registry.names import ChildNamedError
from lapwing.shell.api import shapes
from lapwing.shell.api.declaring import BINARY, reads, writes
from lapwing.shell.api.door import ApiRequest
from lapwing.shell.api.paging import USUAL, After, Limit, part_of_rows
from lapwing.shell.api.problems import Fault, ProblemError, faults_of
from lapwing.shell.api.showing_reports import pack as shown_pack

# What a pack is for, as the command knows it.
_NAMES = {"group": "group_ref", "meeting": "meeting_ref", "cycle": "cycle_ref"}


@reads("/plans/{plan}/packs", permission=READ, answer=shapes.PackPage, tag="Packs")
def list_packs(request: ApiRequest, plan: str, limit: Limit = USUAL, after: After = None) -> Any:
    """The board packs of a plan, in the order in which they were asked for."""
    found = rule.visible_to(request.actor, Pack.objects.filter(plan_ref=plan), permission=READ)
    if not found.exists():
        plan_head(actor=request.actor, plan_ref=plan, on=timezone.localdate())
    rows, following = part_of_rows(request, found, limit=limit, after=after)
    return {"items": _shown(rows), "next": following}


@reads("/packs/{pack}", permission=READ, answer=shapes.PackOut, tag="Packs")
def read_pack(request: ApiRequest, pack: str) -> Any:
    """One pack: how far it is, and its files with the SHA-256 of each.

    Of one that was withdrawn: when, why and by whom. What it said and its files are not given out.
    """
    return _shown([_fetched(request, pack)])[0]


@reads("/packs/{pack}/snapshot", permission=READ, answer=dict[str, Any], tag="Packs")
def read_snapshot(request: ApiRequest, pack: str) -> Any:
    """What a pack says, as it was frozen: the text whose SHA-256 the pack names.

    There is none until the pack is ready, and none of a pack that was withdrawn (404). That it was fetched
    stands in the access log.
    """
    row = _fetched(request, pack)
    if row.state != PackState.READY or queries.pack_shown(row).content is None:
        raise NotVisible("It says nothing")
    text = PackSnapshot.objects.values_list("text", flat=True).get(pack=row)
    _note_fetched(row)
    return HttpResponse(text, content_type="application/json; charset=utf-8")


@reads("/packs/{pack}/files/{form}", permission=READ, answer=BINARY, tag="Packs")
def read_pack_file(request: ApiRequest, pack: str, form: str) -> Any:
    """A file of a pack: “word”, “pdf” or “excel”. That it was fetched stands in the access log."""
    row = _fetched(request, pack)
    kept = PackFile.objects.filter(pack=row, form=form).select_related("file").first()
    if kept is None or row.state != PackState.READY:
        raise NotVisible("No such file")
    try:
        with open_file(kept.file) as content:
            data = content.read()
    except MissingContentError as error:
        raise NotVisible("The file is not there any more") from error
    _note_fetched(row)
    answer = HttpResponse(data, content_type="application/octet-stream")
    answer["Content-Disposition"] = f'attachment; filename="{row.ref}-{form}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@writes("/plans/{plan}/packs", permission=BUILD, answer=shapes.PackOut, tag="Packs", status=201)
def ask_for_pack(request: ApiRequest, plan: str, wanted: shapes.PackIn) -> Any:
    """Have a pack made, in the background: read it again until it is no longer “building”.

    Without anything said it is as the last one: since that, until today, with its template and sections.
    """
    found = improvement.fetch_plan(request.actor, BUILD, plan)
    now = timezone.now()
    template = queries.last_template(request.actor, found.partnership_id, found.ref)
    with for_partnership(found.partnership_id):
        usual = commands.usual_wanted(
            by=request.actor,
            partnership=found.partnership,
            plan_ref=found.ref,
            template=template,
            now=now,
            group_ref=wanted.group or "",
            meeting_ref=wanted.meeting or "",
        )
        try:
            made = commands.ask_for_pack(
                by=request.actor,
                partnership=found.partnership,
                plan_ref=found.ref,
                wanted=replace(usual, **_asked(wanted)),
                template=template,
                now=now,
                named_nobody=wanted.no_child_named,
            )
        except commands.PackError as error:
            pointer = f"/{error.field.removesuffix('_ref')}" if error.field else ""
            raise ProblemError("not-valid", errors=[Fault(str(error), pointer=pointer)]) from error
        except ChildNamedError as error:
            raise ProblemError("not-valid", errors=faults_of(error)) from error
    return Status(201, _shown([made])[0])


def _asked(wanted: shapes.PackIn) -> dict[str, Any]:
    """What was said, as the command knows it. A meeting that is sent alone is not held against a group."""
    said = wanted.model_dump(exclude={"no_child_named"}, exclude_none=True)
    if wanted.meeting is not None and wanted.group is None:
        said["group"] = ""
    return {_NAMES.get(name, name): value for name, value in said.items()}


def _fetched(request: ApiRequest, ref: str) -> Pack:
    """Raises NotVisible."""
    return rule.fetch(request.actor, READ, queryset=Pack.objects.all(), ref=ref)


def _note_fetched(row: Pack) -> None:
    note_read(kind=kind_of(Pack), ids=[row.pk], what=ReadKind.DOWNLOAD, partnership_id=row.partnership_id)


def _shown(rows: Sequence[Pack]) -> list[dict[str, Any]]:
    """Packs with their files, in two queries: what they say is long, and is not read for that."""
    ids = [row.pk for row in rows]
    digests = dict(PackSnapshot.objects.filter(pack__in=ids).values_list("pack_id", "sha256"))
    files: dict[int, list[PackFile]] = defaultdict(list)
    for each in PackFile.objects.filter(pack__in=ids).order_by("pack_id", "pk"):
        files[each.pack_id].append(each)
    gone = [row for row in rows if row.withdrawn_by_id is not None]
    who = (row.withdrawn_by_id for row in gone)
    posts = posts_of(gone[0].partnership, who, timezone.localdate()) if gone else None
    return [shown_pack(row, digests, files, posts) for row in rows]
