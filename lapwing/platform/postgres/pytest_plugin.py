"""A throw-away embedded server for the tests, under ``var/test``, started before Django's settings are read.

The processes of one parallel run share it, and the last to end stops it; with ``DATABASE_URL`` set
the tests use that server and this does nothing.
"""

import os
from collections.abc import Generator
from pathlib import Path

import pytest

from lapwing.platform.postgres.cluster import ensure_running
from lapwing.platform.postgres.errors import PostgresError
from lapwing.platform.postgres.sharing import share


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None]:
    """A wrapper, because it must come before pytest-django reads the settings."""
    is_worker = "PYTEST_XDIST_WORKER" in os.environ  # it inherits the changed environment
    if not is_worker and not os.environ.get("DATABASE_URL"):
        var = Path(os.environ.get("LAPWING_VAR") or early_config.rootpath / "var") / "test"
        os.environ["LAPWING_VAR"] = str(var)
        try:
            share(var)
            ensure_running(var, fast=True)
        except PostgresError as error:
            raise pytest.UsageError(str(error)) from error
    return (yield)
