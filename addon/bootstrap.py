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
from addon.signed_links import SignedLinks
from addon.stop_links import StopLinks
from addon.wiring import Parts
from closeplan.ports import Callers, Clock, Jobs, PlanStore
from closeplan.ports.mail import MailLog
from closeplan.ports.signoff import SignOffs
from closeplan.services.acknowledge import Acknowledge
from closeplan.services.adopt import Adopt
from closeplan.services.approve import LookAtApprovals
from closeplan.services.brief import KeepBrief, ReadBrief
from closeplan.services.fitness import Fitness
from closeplan.services.follow import Follow
from closeplan.services.generate import Generate
from closeplan.services.learn import Learn
from closeplan.services.members import Admit, Sight
from closeplan.services.people import People
from closeplan.services.reconcile import Reconcile
from closeplan.services.remind import Remind
from closeplan.services.stored_plan import StoredPlan
from closeplan.services.suggest import FileSuggestions
from closeplan.services.upgrade import Upgrade
from closeplan.services.watch import Drain, Notified, Sweep, Watch

if TYPE_CHECKING:
    from addon.web.seller_side import SellerSide

QUIET_SECONDS = 0.1
"""How long nothing has to be heard of a robot's files before they are looked at."""

LONGEST_BURST_SECONDS = 0.8
"""After so long they are looked at though people go on typing: an answer within two seconds is promised."""


@dataclass(frozen=True, kw_only=True)
class Backend:
    """Every service, ready to be called by the web, the command line or a function.

    `workers` work off the queue once started; None where somebody else works things off.
    """

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
    remind: Remind
    stop_links: StopLinks
    mails: MailLog
    clock: Clock
    learn: Learn
    suggest: FileSuggestions
    callers: Callers
    sign_offs: SignOffs
    acknowledge: Acknowledge
    approvals: LookAtApprovals
    signed_links: SignedLinks
    desk: Callable[[str, str], Desk]
    admit: Admit
    sight: Sight
    stored: StoredPlan
    fitness: Fitness
    read_brief: ReadBrief
    brief: KeepBrief
    people: People
    seller_side: Callable[[], SellerSide]
    secret: bytes
    checks: Mapping[str, Callable[[], None]]


def bootstrap(settings: Settings, *, jobs: Jobs | None = None) -> Backend:
    """Build the backend; `jobs` replaces the job queue (the command line works things off itself)."""
    settings.data.mkdir(parents=True, exist_ok=True)
    clock = SystemClock()
    checkpoints = CrashAt(settings.crash_at) if settings.crash_at else NoCheckpoints()
    secret = settings.secret.get_secret_value().encode() or key_in(settings.data)
    store = SqlStore(settings.database)
    handlers: dict[str, Callable[[str], object]] = {}
    workers = HueyJobs(settings.data / "jobs.db", handlers) if jobs is None else None
    jobs = workers or jobs
    assert jobs is not None
    google = Google(
        _accounts(settings), seller=settings.seller, robot=settings.robot, base_url=settings.workspace_url
    )
    parts = Parts(
        settings=settings,
        store=store,
        jobs=jobs,
        clock=clock,
        checkpoints=checkpoints,
        google=google,
        secret=secret,
    )
    bursts = Bursts(quiet=QUIET_SECONDS, longest=LONGEST_BURST_SECONDS)
    drain = Drain(
        store=store,
        feed=google.feed,
        jobs=jobs,
        checkpoints=checkpoints,
        wait_for_burst=bursts.wait,
    )
    reconcile = parts.reconcile
    follow = Follow(steps=(parts.look_at_approvals, parts.keep_brief(google.robot_briefs).refresh))
    handlers.update(drain=drain, reconcile=reconcile, follow=follow)
    desks = Desks(parts=parts)
    return Backend(
        settings=settings,
        store=store,
        jobs=jobs,
        workers=workers,
        generate=desks.generate(google),
        adopt=desks.adopt(google),
        desk=desks,
        admit=parts.admit,
        people=parts.people,
        seller_side=parts.seller_side,
        sight=parts.sight,
        upgrade=Upgrade(store=store, layouts=google.layouts()),
        watch=parts.watch,
        notified=Notified(store=store, jobs=jobs, clock=clock, checkpoints=checkpoints, heard=bursts.note),
        drain=drain,
        reconcile=reconcile,
        follow=follow,
        sweep=Sweep(store=store, jobs=jobs, clock=clock),
        remind=parts.remind,
        stop_links=parts.stop_links,
        mails=store,
        clock=clock,
        learn=Learn(store=store),
        suggest=parts.suggest,
        callers=_callers(settings),
        sign_offs=store,
        acknowledge=parts.acknowledge,
        approvals=parts.look_at_approvals,
        signed_links=parts.signed_links,
        secret=secret,
        stored=parts.stored,
        read_brief=parts.read_brief,
        brief=parts.keep_brief(google.briefs),
        fitness=Fitness(stored=parts.stored),
        checks={"database": lambda: _touch(store)},
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
