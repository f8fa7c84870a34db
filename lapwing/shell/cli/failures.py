"""Errors as one sentence and an exit code, never as a traceback."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click


class Refused(click.ClickException):
    """What was asked for cannot be; the sentence says why and what would be right. Exit code 2."""

    exit_code = 2


def sentence(error: BaseException) -> str:
    """An error's text as a sentence."""
    text = ending(error)
    return text[:1].upper() + text[1:]


def ending(error: BaseException) -> str:
    """An error's text as the end of a sentence."""
    text = " ".join(str(error).split())
    return text if text.endswith((".", "?", "!", "”")) else f"{text}."


@contextmanager
def told_plainly() -> Iterator[None]:
    """Turn what may go wrong with the database into a sentence. Django must be importable."""
    from django.core.exceptions import ImproperlyConfigured
    from django.db.utils import OperationalError, ProgrammingError

    from lapwing.platform.postgres import PostgresError

    try:
        yield
    except (PostgresError, ImproperlyConfigured) as error:
        raise click.ClickException(sentence(error)) from error
    except OperationalError as error:
        raise click.ClickException(f"The database cannot be reached: {ending(error)}") from error
    except ProgrammingError as error:
        if "does not exist" not in str(error):
            raise
        raise click.ClickException("The database is not up to date: run `lapwing migrate`.") from error
