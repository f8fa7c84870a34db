from datetime import timedelta

from django.contrib.sessions.models import Session
from django.utils import timezone

from lapwing.platform.accounts import throttle
from lapwing.platform.accounts.jobs import clear_what_is_over
from lapwing.platform.accounts.models import SignInAttempt


def test_sessions_and_failures_that_are_over_are_removed(db: None) -> None:
    now = timezone.now()
    for key, ends in (("over", now - timedelta(minutes=1)), ("open", now + timedelta(hours=1))):
        Session.objects.create(session_key=key, session_data="", expire_date=ends)
    throttle.note_failure("old@example.org", "192.0.2.1", now - throttle.WINDOW)
    clear_what_is_over(0)
    assert [session.session_key for session in Session.objects.all()] == ["open"]
    assert not SignInAttempt.objects.exists()
