"""What every command needs: an answer on stdout, the settings, a backend."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from closeplan.errors import SettingsError

if TYPE_CHECKING:
    from datetime import date

    from addon.bootstrap import Backend
    from addon.settings import Settings

_IN_A_URL = re.compile(r"/(?:d|file)/([\w-]+)|[?&]id=([\w-]+)")


def answer(document: object, lines: Iterator[str], *, as_json: bool) -> None:
    """The answer on stdout: for scripts one JSON document on one line, for people text."""
    if as_json:
        click.echo(json.dumps(document, ensure_ascii=False))
        return
    for line in lines:
        click.echo(line)


def document_id(text: str) -> str:
    """The id of a document that a person names by id or by the address in their browser."""
    found = _IN_A_URL.search(text)
    return next(filter(None, found.groups())) if found else text.strip()


def settings() -> Settings:
    """The environment, read once; logs go to stderr from now on."""
    from addon.processes import log_to_stderr
    from addon.settings import read_settings

    found = read_settings()
    log_to_stderr(found.log_level)
    return found


def backend() -> Backend:
    """The backend with its job queue."""
    from addon.bootstrap import bootstrap

    found = settings()
    with data_folder(found):
        return bootstrap(found)


def backend_without_queue() -> Backend:
    """The backend for a command that works things off itself."""
    from addon.adapters.jobs import RecordingJobs
    from addon.bootstrap import bootstrap

    found = settings()
    with data_folder(found):
        return bootstrap(found, jobs=RecordingJobs())


@contextmanager
def data_folder(found: Settings) -> Iterator[None]:
    """Say what to set where the data folder can't be used."""
    try:
        yield
    except OSError as error:
        reason = f"can't keep data in {found.data} ({error.strerror}); set CLOSEPLAN_DATA"
        raise SettingsError(reason) from error


def today() -> date:
    """The day that counts as today in the installation's time zone."""
    from datetime import UTC, datetime

    from addon.settings import read_settings
    from closeplan.services.generate import local_day

    return local_day(datetime.now(UTC), read_settings().time_zone)
