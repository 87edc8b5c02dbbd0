"""The backend as a running process: the web server, the workers, and the clock's errands."""

from __future__ import annotations

import gc
import signal
import socket
import threading
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from types import FrameType

import structlog
from waitress.server import create_server

from addon.app import create_app
from addon.bootstrap import Backend, bootstrap
from addon.processes import give_back_memory
from addon.settings import Settings
from closeplan.errors import CloseplanError
from closeplan.plan.zones import zone_of
from closeplan.services.generate import local_day

CHANNEL_SECONDS = 2.0
"""How often the store is asked whether a channel is missing; another process may have made the first plan."""

PENDING_SECONDS = 30.0
"""How often work is looked for that no job will do; more often would outrun the waits between tries."""

MAIL_SECONDS = 900.0
"""How often mails are looked for that nobody has written yet."""

MAIL_HOURS = 8
"""For how many hours from the set one mails are written: nobody is reminded at night."""

APPROVAL_SECONDS = 600.0
"""How often approvals that run are looked at: nothing says that Drive tells of every step in one."""

DELIVERY_SECONDS = 3.0
"""How often the store is asked what waits for vendors: for another process's, and for what was put off."""

DAY_SECONDS = 1800.0
"""How often a new day is looked for; plans are looked at once a day."""

WEB_THREADS = 8

log = structlog.get_logger(__name__)


class Serving:
    """A backend that answers on `host:port` until it is stopped. Port 0 takes a free one."""

    def __init__(self, settings: Settings, *, host: str, port: int) -> None:
        port = port or free_port()
        self.backend = bootstrap(settings.serving_on(port))
        assert self.backend.workers is not None
        self._workers = self.backend.workers
        app = create_app(self.backend)
        self._server = create_server(app, host=host, port=port, threads=WEB_THREADS, ident=None)
        self.port = port
        self._errands = Errands(self.backend)

    def run(self, when_ready: Callable[[], None] | None = None) -> None:
        """Work until SIGTERM or Ctrl-C; jobs in hand are finished. `when_ready` runs while requests are answered.

        The server has the main thread, where signals arrive: it ends its own loop and gives the answers in hand.
        """
        aside = _Aside(when_ready or (lambda: None))
        try:
            self._workers.start()
            self._errands.start()
            aside.start()
            # what starting made stays for good: collections while serving need not look through it again
            gc.collect()
            gc.freeze()
            self._server.run()
        except KeyboardInterrupt:
            if aside.failure is None:
                raise
        finally:
            self._server.close()
            self._errands.stop()
            self._workers.stop()
            self.backend.parts.deliveries.couriers.stop()
        if aside.failure is not None:
            raise aside.failure


class _Aside(threading.Thread):
    """Work beside the server; what goes wrong in it ends the process as Ctrl-C does."""

    def __init__(self, work: Callable[[], None]) -> None:
        super().__init__(name="aside", daemon=True)
        self._work = work
        self.failure: Exception | None = None

    def run(self) -> None:
        try:
            self._work()
            give_back_memory()
        except Exception as error:  # noqa: BLE001 - whatever it is, the main thread raises it
            self.failure = error
            signal.raise_signal(signal.SIGINT)


def free_port() -> int:
    """A port nobody uses now; Drive has to know the address before the server is made."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def stop_on_sigterm() -> None:
    """Make SIGTERM end the process as Ctrl-C does, with everything in hand finished."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, stop)


def is_mail_time(now: datetime, hour: int) -> bool:
    """Whether mails go out at that moment of the day, if they begin at `hour`; they end with the day at the latest."""
    return hour <= now.hour < hour + MAIL_HOURS


class Errands:
    """What nobody asks for: heal, renew, poll, and look at every plan on a new day."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self._stopped = threading.Event()
        self._day: date | None = None
        self._told_day: date | None = None
        self._thread = threading.Thread(target=self._run, name="errands", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopped.set()
        self._thread.join(timeout=5)

    def _run(self) -> None:
        settings = self._backend.settings
        sweep = self._backend.sweep
        deliveries = self._backend.parts.deliveries
        errands: list[tuple[float, Callable[[], None]]] = [
            (CHANNEL_SECONDS, self._keep_watching),
            (settings.sweep_seconds if settings.pushed else settings.poll_seconds, sweep.feeds),
            (PENDING_SECONDS, sweep.pending),
            (settings.sweep_seconds, sweep.calls),
            (APPROVAL_SECONDS, self._backend.parts.look_at_approvals.all),
            (DELIVERY_SECONDS, deliveries.ask_due),
            (settings.sweep_seconds, deliveries.ask_news),
            (DAY_SECONDS, deliveries.forget),
            (DAY_SECONDS, self._new_day),
            (MAIL_SECONDS, self._remind),
            (MAIL_SECONDS, self._tell_day),
        ]
        due = [0.0] * len(errands)
        while not self._stopped.wait(0.2):
            for index, (every, errand) in enumerate(errands):
                if time.monotonic() >= due[index]:
                    due[index] = time.monotonic() + every
                    self._try(errand)

    def _try(self, errand: Callable[[], None]) -> None:
        try:
            errand()
        except CloseplanError as error:
            log.warning(
                "an errand will be tried again", errand=getattr(errand, "__name__", ""), reason=str(error)
            )

    def _keep_watching(self) -> None:
        if self._backend.watch.renew():
            self._backend.sweep.feeds()

    def _remind(self) -> None:
        """Write what is due today, once."""
        settings = self._backend.settings
        now = datetime.now(UTC).astimezone(zone_of(settings.time_zone))
        if is_mail_time(now, settings.mail_hour):
            for one in self._backend.parts.remind(now.date()):
                log.info("a mail", to=one.mailing.person, state=one.state, reason=one.reason)

    def _tell_day(self) -> None:
        """Have channels told what the last day brought, from the hour on at which mails are written; a restart asks once more,
        which tells nobody twice.
        """
        settings = self._backend.settings
        now = datetime.now(UTC).astimezone(zone_of(settings.time_zone))
        if is_mail_time(now, settings.mail_hour) and self._told_day != now.date():
            self._backend.parts.talk_wiring.tell_day(now.date())
            self._told_day = now.date()

    def _new_day(self) -> None:
        """Overdue and stalled are true of a day: look at every plan once on each."""
        settings = self._backend.settings
        today = local_day(datetime.now(UTC), settings.time_zone)
        if today != self._day:
            self._backend.sweep.plans()
            self._day = today
