"""The scanner itself: a clamd on this machine, with a signature made here. Skipped where there is none."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from lapwing.platform.documents.scanning import Clamd, ScannerDownError

CLAMD = shutil.which("clamd") or shutil.which("clamd", path="/usr/sbin:/usr/local/sbin")
# The field's harmless test file, in two halves so that no scanner minds this one.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
_PATIENCE = 60

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CLAMD is None, reason="there is no clamd here: install clamav-daemon to try it"),
]


@pytest.fixture(scope="module")
def clamd() -> Iterator[Clamd]:
    # a socket's path may be no longer than a hundred characters
    with tempfile.TemporaryDirectory(prefix="clamd") as folder:
        place = Path(folder)
        (place / "test.ndb").write_text(f"Test.Eicar:0:*:{EICAR.hex()}\n")
        (place / "clamd.conf").write_text(
            f"DatabaseDirectory {place}\nLocalSocket {place}/socket\nForeground yes\nStreamMaxLength 1M\n"
            + ("User root\n" if os.geteuid() == 0 else "")
        )
        assert CLAMD is not None
        process = subprocess.Popen(
            [CLAMD, f"--config-file={place}/clamd.conf"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        found = Clamd(f"unix://{place}/socket")
        try:
            _wait_for(found, process)
            yield found
        finally:
            process.terminate()
            process.wait(10)


def _wait_for(clamd: Clamd, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            clamd.version()
        except ScannerDownError:
            time.sleep(0.2)  # it reads its signatures
        else:
            return
    process.kill()
    pytest.fail(f"clamd did not start: {(process.communicate()[0] or b'')[-500:]!r}")


def test_the_test_file_is_found_and_other_words_are_not(clamd: Clamd) -> None:
    infected = clamd.scan(io.BytesIO(EICAR))
    assert (infected.infected, infected.words) == (True, "Test.Eicar.UNOFFICIAL")
    assert not clamd.scan(io.BytesIO(b"Notes of a meeting.")).infected


def test_a_file_that_clamd_will_not_take_is_no_clean_file(clamd: Clamd) -> None:
    with pytest.raises(ScannerDownError):
        clamd.scan(io.BytesIO(b"x" * 3_000_000))


def test_clamd_says_what_it_is(clamd: Clamd) -> None:
    assert clamd.version().startswith("ClamAV")
