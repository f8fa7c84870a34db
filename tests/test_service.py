"""The service as compose.yaml has it, in production mode: what people notice as its processes come and go."""

from __future__ import annotations

import http.client
import json
import socket
import ssl
import subprocess
import sys
import time
import warnings

import pytest

from lapwing.shell.processes import start, stop_all
from tests.certificates import Authority
from tests.crowd import Crowd
from tests.ports import free_port
from tests.service import HOST, PATIENCE, Service

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


def test_machines_that_watch_ask_each_server_at_a_door_of_its_own(whole: Service) -> None:
    for name, wanted in (("web1", 200), ("web2", 200), ("metrics", 404), ("../etc/x", 404)):
        connection = http.client.HTTPSConnection(HOST, whole.figures_port, timeout=30, context=whole.trust)
        connection.request("GET", f"/{name}", headers={"Authorization": "Bearer tests"})
        answer = connection.getresponse()
        assert answer.status == wanted, name
        assert wanted != 200 or b"lapwing_requests" in answer.read()
        connection.close()


def test_people_are_led_from_http_to_https_and_programs_are_refused(whole: Service) -> None:
    def asked(path: str) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection(HOST, whole.http_port, timeout=30)
        connection.request("GET", path, headers={"Authorization": "Bearer lw_x"})
        return connection.getresponse()

    page = asked("/help/")
    assert (page.status, page.headers["Location"]) == (301, f"https://{HOST}/help/")
    for path in ("/api/v1/plans", "/api/v1/openapi.json"):
        refused = asked(path)
        assert (refused.status, refused.headers["Location"]) == (403, None)
        assert refused.headers["Content-Type"] == "application/problem+json"
        assert json.loads(refused.read())["type"] == "/api/v1/#https-only"


def test_a_caller_cannot_say_who_calls_or_which_host_is_meant(whole: Service) -> None:
    connection = whole.connection()
    connection.request(
        "GET", "/", headers={"X-Forwarded-Host": "elsewhere.example", "X-Forwarded-Proto": "http"}
    )
    answer = connection.getresponse()
    assert "elsewhere" not in answer.headers["Location"]
    assert answer.headers["Location"].startswith(("/", whole.url))


def test_nobody_notices_that_a_web_server_is_killed_and_comes_back(whole: Service) -> None:
    with Crowd(whole, [(whole.cookies[MANAGER], READING)] * 8, think=0.2) as crowd:
        crowd.go_on(3)
        whole.kill("web1")
        crowd.go_on(5)
        whole.start("web1")
        whole.wait_until_it_serves()
        whole.kill("web2")
        crowd.go_on(4)
    assert set(crowd.statuses) <= {200, 302}, crowd.statuses
    assert sum(crowd.statuses.values()) >= 3 * len(crowd.people)


def test_nobody_notices_an_upgrade_of_one_server_after_the_other(whole: Service) -> None:
    with Crowd(whole, [(whole.cookies[MANAGER], READING)] * 8, think=0.2) as crowd:
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
    with socket.create_connection((HOST, whole.port), timeout=30) as plain, pytest.raises(ssl.SSLError):
        old.wrap_socket(plain, server_hostname=HOST)


def accepted(whole: Service, version: ssl.TLSVersion, suite: str = "") -> str | None:
    """The suite that the proxy chose, of this version and, if it is named, this one alone; None: refused."""
    offer = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    offer.check_hostname, offer.verify_mode = False, ssl.CERT_NONE
    offer.set_ciphers(f"{suite or 'ALL'}:@SECLEVEL=0")
    offer.minimum_version = offer.maximum_version = version
    with socket.create_connection((HOST, whole.port), timeout=30) as plain:
        try:
            with offer.wrap_socket(plain, server_hostname=HOST) as secure:
                chosen = secure.cipher()
        except (ssl.SSLError, ConnectionError):
            return None
    return chosen[0] if chosen else None


def test_only_suites_with_forward_secrecy_and_authenticated_encryption_are_spoken(whole: Service) -> None:
    """Every suite that this OpenSSL knows is offered by itself."""
    every = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    every.set_ciphers("ALL:COMPLEMENTOFALL:@SECLEVEL=0")
    names = [each["name"] for each in every.get_ciphers() if each["protocol"] != "TLSv1.3"]
    assert len(names) > 40
    taken = {name for name in names if accepted(whole, ssl.TLSVersion.TLSv1_2, name)}
    # the proxy's own certificate in these tests has an elliptic key
    assert taken == {
        "ECDHE-ECDSA-AES128-GCM-SHA256",
        "ECDHE-ECDSA-AES256-GCM-SHA384",
        "ECDHE-ECDSA-CHACHA20-POLY1305",
    }
    assert accepted(whole, ssl.TLSVersion.TLSv1_3) in {
        "TLS_AES_128_GCM_SHA256",
        "TLS_AES_256_GCM_SHA384",
        "TLS_CHACHA20_POLY1305_SHA256",
    }


def _until_closed(connection: socket.socket) -> bytes:
    found = b""
    try:
        while chunk := connection.recv(4096):
            found += chunk
    except ConnectionError:
        return found
    return found


def test_a_web_server_with_a_certificate_speaks_tls_alone(whole: Service) -> None:
    certificate, key = Authority.named("The council").server(HOST, whole.folder)
    port = free_port()
    environment = {
        **whole.environment,
        "WEB_BIND": f"0.0.0.0:{port}",
        "WEB_CERTIFICATE": str(certificate),
        "WEB_KEY": str(key),
    }
    lapwing = [sys.executable, "-c", "from lapwing.shell.cli import main; main()"]
    server = start("web", [*lapwing, "web"], log=whole.folder / "logs/tls.log", environment=environment)
    try:
        until = time.monotonic() + PATIENCE
        while (
            asked := subprocess.run([*lapwing, "health"], env=environment, capture_output=True, check=False)
        ).returncode and time.monotonic() < until:
            assert server.process.poll() is None, server.last_words()
        assert asked.returncode == 0, server.last_words()
        with socket.create_connection(("127.0.0.1", port), timeout=30) as plain:
            plain.sendall(f"GET /health/live HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode())
            answer = _until_closed(plain)
        assert b"200" not in answer.partition(b"\n")[0]
    finally:
        stop_all([server])


def test_the_log_holds_nothing_of_anybody(whole: Service) -> None:
    whole.get("/?name=robin.marsh", whole.cookies[MANAGER])
    whole.get("/invitations/a-secret-of-forty-letters/")
    logs = whole.logs()
    assert "robin" not in logs
    assert "a-secret-of" not in logs
    assert whole.cookies[MANAGER].partition("=")[2] not in logs
    assert '"route": "help"' in logs
