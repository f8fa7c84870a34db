"""The pages on which a change is asked for: what they have in common."""

from __future__ import annotations

from typing import Any

from lapwing.contexts.improvement.edit_views.editing import FormPage
from lapwing.contexts.improvement.edit_views.places import address_of, crumbs_to

SEND = "Send the request"
SENT = "Your request is sent to those who decide it."
INTRO = "Nothing changes until somebody who runs the plan approves it. What stands now is filled in."


def request_page(
    title: str, row: Any, caption: str, intro: str = INTRO, *, template: str = FormPage.template
) -> FormPage:
    """The page of a request about a record; back to the page of that."""
    return FormPage(
        title=title,
        button=SEND,
        caption=caption,
        back=address_of(row),
        done=SENT,
        crumbs=crumbs_to(row),
        template=template,
        context={"intro": intro},
    )
