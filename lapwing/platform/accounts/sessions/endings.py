"""Ending sessions: each is refused by every web process from the next request on."""

from __future__ import annotations

from django.db.models import QuerySet
from django.db.models.functions import Now

from lapwing.platform.access.acting import acting
from lapwing.platform.access.system import system_actor
from lapwing.platform.accounts.sessions.kinds import EndedHow
from lapwing.platform.accounts.sessions.models import SignedInSession

# Under this name a session holds the reference of its row.
SESSION_KEY = "lapwing_session"


def end_sessions_of(user_id: int, *, but: str = "", how: EndedHow = EndedHow.BY_OTHERS) -> int:
    """End every session of a person, whoever acts, save the one of reference ``but``; how many there were.

    For what others decide about an account: it is closed, its last role has ended, its password is new. The
    system user "Sign-in" acts, because nobody else may touch another person's sessions.
    """
    with acting(system_actor("Sign-in"), purpose="end sessions"):
        return _end(SignedInSession.objects.filter(user_id=user_id).exclude(ref=but), how)


def end_sessions_of_all(user_ids: list[int]) -> int:
    """End every session of these people, as the system user "Sign-in"; how many there were."""
    return _end(SignedInSession.objects.filter(user_id__in=user_ids), EndedHow.BY_OTHERS)


def end_own_session(user_id: int, ref: str, *, how: EndedHow) -> bool:
    """End one session of the person who acts; False when it had ended, or is not theirs."""
    return bool(_end(SignedInSession.objects.filter(user_id=user_id, ref=ref), how))


def end_own_others(user_id: int, *, but: str) -> int:
    """End every session of the person who acts save the one they use; how many there were."""
    return _end(SignedInSession.objects.filter(user_id=user_id).exclude(ref=but), EndedHow.ELSEWHERE)


def _end(sessions: QuerySet[SignedInSession], how: EndedHow) -> int:
    return sessions.filter(ended_at=None).update(ended_at=Now(), ended_how=how)
