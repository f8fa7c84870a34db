"""The service as compose.yaml has it, in production mode: what people notice as its processes come and go."""

from __future__ import annotations

import socket
import ssl
import warnings

import pytest

from tests.crowd import Crowd
from tests.service import HOST, Service

pytestmark = pytest.mark.slow
READING = ["/help/", "/sign-in/", "/accessibility/"]
MANAGER = "priya.sandhu@demo.lapwing.example"


def test_it_is_reached_by_https_alone_and_says_so_for_a_year(whole: Service) -> None:
    connection = whole.connection()
    connection.request("GET", "/help/")
    answer = connection.getresponse()
    assert answer.status == 200
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=31536000")


def test_pages_know_that_they_came_by_https(whole: Service) -> None:
    status, page = whole.get("/", whole.cookies[MANAGER])
    assert status == 302, page
    assert whole.get("/sign-in/")[0] == 200


def test_what_machines_ask_is_not_answered_to_the_outside(whole: Service) -> None:
    for path in ("/metrics", "/health/live", "/health/ready"):
        assert whole.get(path)[0] == 404


def test_a_caller_cannot_say_who_calls_or_which_host_is_meant(whole: Service) -> None:
    connection = whole.connection()
    connection.request(
        "GET", "/", headers={"X-Forwarded-Host": "elsewhere.example", "X-Forwarded-Proto": "http"}
    )
    answer = connection.getresponse()
    assert "elsewhere" not in answer.headers["Location"]
    assert answer.headers["Location"].startswith(("/", whole.url))


def test_nobody_notices_that_a_web_server_is_killed_and_comes_back(whole: Service) -> None:
    with Crowd(whole, [whole.cookies[MANAGER]] * 8, READING, think=0.2) as crowd:
        crowd.go_on(3)
        whole.kill("web1")
        crowd.go_on(5)
        whole.start("web1")
        whole.wait_until_it_serves()
        whole.kill("web2")
        crowd.go_on(4)
    assert set(crowd.statuses) <= {200, 302}, crowd.statuses
    assert sum(crowd.statuses.values()) > 100


def test_nobody_notices_an_upgrade_of_one_server_after_the_other(whole: Service) -> None:
    with Crowd(whole, [whole.cookies[MANAGER]] * 8, READING, think=0.2) as crowd:
        for name in ("web1", "web2"):
            whole.stop(name)
            crowd.go_on(2)
            whole.start(name)
            whole.wait_until_it_serves()
    assert set(crowd.statuses) <= {200, 302}, crowd.statuses


def test_with_no_server_left_people_read_what_to_do(whole: Service) -> None:
    whole.stop("web1")
    whole.stop("web2")
    status, page = whole.get("/help/")
    assert status in {502, 503}
    assert "look before you send it again" in page
    connection = whole.connection()
    connection.request("GET", "/help/")
    headers = connection.getresponse().headers
    assert headers["Strict-Transport-Security"].startswith("max-age=31536000")
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_old_versions_of_tls_are_not_spoken(whole: Service) -> None:
    old = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    old.check_hostname, old.verify_mode = False, ssl.CERT_NONE
    # what this library itself would no longer offer unless asked to
    old.set_ciphers("ALL:@SECLEVEL=0")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        old.minimum_version = old.maximum_version = ssl.TLSVersion.TLSv1_1
    with socket.create_connection((HOST, whole.port), timeout=10) as plain, pytest.raises(ssl.SSLError):
        old.wrap_socket(plain, server_hostname=HOST)


def test_the_log_holds_nothing_of_anybody(whole: Service) -> None:
    whole.get("/?name=robin.marsh", whole.cookies[MANAGER])
    whole.get("/invitations/a-secret-of-forty-letters/")
    logs = whole.logs()
    assert "robin" not in logs
    assert "a-secret-of" not in logs
    assert whole.cookies[MANAGER].partition("=")[2] not in logs
    assert '"route": "help"' in logs
