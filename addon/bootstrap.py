"""The one place that chooses adapters and builds every object with a side effect."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from addon.adapters.google.accounts import Accounts, GoogleAccounts, LocalAccounts
from addon.adapters.google.callers import Certificates, GoogleCallers, fetch_certificates
from addon.adapters.google.google import Google
from addon.adapters.jobs import HueyJobs
from addon.adapters.store import SqlStore
from addon.desk import Desk
from addon.desks import Desks
from addon.processes import Bursts, CrashAt, NoCheckpoints, SystemClock, key_in
from addon.settings import Settings
from addon.wiring import Parts
from closeplan.ports import Callers, Jobs, PlanStore
from closeplan.services.adopt import Adopt
from closeplan.services.brief import KeepBrief
from closeplan.services.follow import Follow
from closeplan.services.generate import Generate
from closeplan.services.learn import Learn
from closeplan.services.reconcile import Reconcile
from closeplan.services.upgrade import Upgrade
from closeplan.services.watch import Drain, Notified, Sweep, Watch

if TYPE_CHECKING:
    pass

QUIET_SECONDS = 0.1
"""How long nothing has to be heard of a robot's files before they are looked at."""

LONGEST_BURST_SECONDS = 0.8
"""After so long they are looked at though people go on typing: an answer within two seconds is promised."""


@dataclass(frozen=True, kw_only=True)
class Backend:
    """Every service, ready to be called by the web, the command line or a function.

    `workers` work off the queue once started; None where somebody else works things off.
    """

    parts: Parts
    settings: Settings
    store: PlanStore
    jobs: Jobs
    workers: HueyJobs | None
    generate: Generate
    adopt: Adopt
    upgrade: Upgrade
    watch: Watch
    notified: Notified
    drain: Drain
    reconcile: Reconcile
    follow: Follow
    sweep: Sweep
    learn: Learn
    callers: Callers
    desk: Callable[[str, str], Desk]
    brief: KeepBrief
    checks: Mapping[str, Callable[[], None]]


def bootstrap(settings: Settings, *, jobs: Jobs | None = None) -> Backend:
    """Build the backend; `jobs` replaces the job queue (the command line works things off itself)."""
    settings.data.mkdir(parents=True, exist_ok=True)
    handlers: dict[str, Callable[[str], object]] = {}
    workers = HueyJobs(settings.data / "jobs.db", handlers) if jobs is None else None
    jobs = workers or jobs
    assert jobs is not None
    parts = _parts(settings, jobs)
    store, google, clock, checkpoints = parts.store, parts.google, parts.clock, parts.checkpoints
    bursts = Bursts(quiet=QUIET_SECONDS, longest=LONGEST_BURST_SECONDS)
    calls = parts.call_wiring
    drain = Drain(
        store=store,
        feed=google.feed,
        jobs=jobs,
        checkpoints=checkpoints,
        wait_for_burst=bursts.wait,
        others=calls.hear,
    )
    reconcile = parts.reconcile
    follow = Follow(steps=(parts.look_at_approvals, parts.keep_brief(google.robot_briefs).refresh))
    handlers.update(drain=drain, reconcile=reconcile, follow=follow)
    handlers.update(ingest=calls.read, look_through=calls.hear.look_through, after_call=calls.after)
    couriers = parts.deliveries.couriers
    handlers.update(deliver=couriers.asked("deliver"), listen_to=couriers.asked("listen_to"))
    desks = Desks(parts=parts)
    return Backend(
        parts=parts,
        settings=settings,
        store=store,
        jobs=jobs,
        workers=workers,
        generate=desks.generate(google),
        adopt=desks.adopt(google),
        desk=desks,
        upgrade=Upgrade(store=store, layouts=google.layouts()),
        watch=parts.watch,
        notified=Notified(store=store, jobs=jobs, clock=clock, checkpoints=checkpoints, heard=bursts.note),
        drain=drain,
        reconcile=reconcile,
        follow=follow,
        sweep=Sweep(store=store, jobs=jobs, clock=clock, folders=calls.hear.heal),
        learn=Learn(store=store),
        callers=_callers(settings),
        brief=parts.keep_brief(google.briefs),
        checks={"database": lambda: _touch(store)},
    )


def _parts(settings: Settings, jobs: Jobs) -> Parts:
    """What the services share: everything with a side effect is made here."""
    return Parts(
        settings=settings,
        store=SqlStore(settings.database),
        jobs=jobs,
        clock=SystemClock(),
        checkpoints=CrashAt(settings.crash_at) if settings.crash_at else NoCheckpoints(),
        google=Google(
            _accounts(settings), seller=settings.seller, robot=settings.robot, base_url=settings.workspace_url
        ),
        secret=settings.secret.get_secret_value().encode() or key_in(settings.data),
    )


def _accounts(settings: Settings) -> Accounts:
    if settings.workspace_url:
        return LocalAccounts()
    return GoogleAccounts(settings.robot_key_file, settings.seller_token_file)


def _callers(settings: Settings) -> GoogleCallers:
    account, client, certificates = settings.addon_caller
    keys = Certificates(url=certificates, fetch=fetch_certificates)
    return GoogleCallers(account=account, client=client, certificates=keys)


def _touch(store: PlanStore) -> None:
    store.robots()
