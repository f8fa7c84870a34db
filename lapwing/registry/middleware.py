"""Every request of a signed-in person is one transaction in which that person acts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from django.contrib.auth import logout
from django.db import transaction
from django.http import FileResponse, HttpResponseBase, HttpResponseRedirect, StreamingHttpResponse
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone

from lapwing.platform.access.acting import acting
from lapwing.platform.access.actor import NOBODY, Actor
from lapwing.platform.access.views import ActorRequest
from lapwing.platform.access_log.refusing import is_refusal, note_refusal
from lapwing.platform.accounts.models import User
from lapwing.platform.observing.security import SecurityEvent, note_security_event
from lapwing.registry.actors import actor_for


class ActorMiddleware:
    """Sets ``request.actor``, and tells the database who acts until the response is made.

    What was written is undone when the view raises anything, or answers that the server failed. Without a
    signed-in person nobody acts, and the database shows no rows. That somebody was refused is noted after.
    """

    def __init__(self, get_response: Callable[[ActorRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: ActorRequest) -> HttpResponseBase:
        request.actor = NOBODY
        request.undo = False
        user = request.user
        if not isinstance(user, User):
            return self._for_anybody(request)
        actor = actor_for(user, timezone.localdate())
        response = self._act(request, actor) if actor.grants else _sign_out(request)
        if is_refusal(request, response):
            note_refusal(request, actor)
        response["Cache-Control"] = "no-store, private"
        return response

    def process_exception(self, request: ActorRequest, exception: Exception) -> None:
        """Only noted here: the page that says what went wrong still reads who is signed in."""
        request.undo = True

    def _for_anybody(self, request: ActorRequest) -> HttpResponseBase:
        """Where nobody is signed in. Who asked for a secret address (an invitation) may have guessed."""
        response = self.get_response(request)
        if is_refusal(request, response) and request.resolver_match and request.resolver_match.kwargs:
            note_security_event(SecurityEvent.REFUSED, request)
        return response

    def _act(self, request: ActorRequest, actor: Actor) -> HttpResponseBase:
        request.actor = actor
        purpose = _purpose(request)
        with acting(actor, purpose=purpose, request=request.request_id):
            response = self.get_response(request)
            if request.undo or response.status_code >= 500:
                transaction.set_rollback(True)
        is_file = isinstance(response, FileResponse)
        if isinstance(response, StreamingHttpResponse) and not is_file and not response.is_async:
            # What is streamed is read after this function ends, and must still be read as somebody. Bytes of
            # a file ask nothing of the database, however slowly they are fetched.
            response.streaming_content = _streamed(response, actor, purpose, request.request_id)
        return response


def _streamed(
    response: StreamingHttpResponse, actor: Actor, purpose: str, request_id: str
) -> Iterator[bytes]:
    content: Iterable[bytes] = response.streaming_content  # type: ignore[assignment]

    def read() -> Iterator[bytes]:
        with acting(actor, purpose=purpose, request=request_id):
            yield from content

    return read()


def _purpose(request: ActorRequest) -> str:
    """What the request is for: the name of its page."""
    try:
        return resolve(request.path_info).view_name
    except Resolver404:
        return ""


def _sign_out(request: ActorRequest) -> HttpResponseBase:
    """A person whose every role is over holds no session."""
    logout(request)
    return HttpResponseRedirect(f"{reverse('sign-in')}?ended=1")
