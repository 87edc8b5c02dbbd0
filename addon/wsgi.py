"""The backend under another WSGI server, as App Engine runs it (see `app.yaml`)."""

from __future__ import annotations

import atexit

from flask import Flask

from addon.app import create_app
from addon.bootstrap import bootstrap
from addon.processes import log_to_stderr
from addon.serving import Errands
from addon.settings import read_settings


def application() -> Flask:
    """Build the application and start this process's workers; they stop with the process."""
    settings = read_settings()
    log_to_stderr(settings.log_level)
    backend = bootstrap(settings)
    errands = Errands(backend)
    assert backend.workers is not None
    backend.workers.start()
    errands.start()
    atexit.register(backend.workers.stop)
    atexit.register(errands.stop)
    return create_app(backend)
