"""One running service for all tests that look at it from outside."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.service import Service, running_service


@pytest.fixture(scope="session")
def service() -> Iterator[Service]:
    # the database of a root user runs as another account, to which pytest's own folders are closed
    with TemporaryDirectory(prefix="lapwing-service-", dir="/var/tmp") as name:
        folder = Path(name)
        folder.chmod(0o755)
        with running_service(folder) as running:
            yield running


@pytest.fixture
def whole(service: Service) -> Iterator[Service]:
    """The service with every process running, before and after."""
    yield service
    service.start_what_ended()
    for name in ("web1", "web2", "worker"):
        if name not in service.children:
            service.start(name)
    service.wait_until_it_serves()
