"""What an installation needs, looked at one by one, each with what to do about it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import requests

from addon.adapters.jobs import RecordingJobs
from addon.answers import counted
from addon.bootstrap import Backend, bootstrap
from addon.doctor_vendors import vendor_checks
from addon.settings import Settings
from closeplan.errors import CloseplanError, SettingsError

PATIENCE_SECONDS = 5.0
"""How long our own public address may take to answer."""

MOST_LAYOUTS = 50
"""How many plans' Sheets the doctor looks into; a request each."""


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at; `says` is what was found, or what to do."""

    name: str
    ok: bool
    says: str

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def examine(settings: Settings) -> list[Finding]:
    """Look at everything; a check that fails never hides the next one."""
    with TemporaryDirectory(prefix="closeplan-") as spare:
        backend, findings = _opened(settings, Path(spare))
        findings.append(_look("robot key", lambda: _robot_key(settings)))
        findings.append(_look("seller", lambda: _seller(settings)))
        findings.append(_look("robot", lambda: _robot(backend, settings)))
        findings.append(_look("watching", lambda: _watching(backend)))
        findings.append(_look("plans", lambda: _plans(backend)))
        findings.append(_look("layouts", lambda: _layouts(backend)))
        findings.append(_look("notifications", lambda: _notifications(settings)))
        findings += [_look(name, look) for name, look in vendor_checks(backend.parts)]
    return findings


def _look(name: str, look: Callable[[], str]) -> Finding:
    try:
        return Finding(name, ok=True, says=look())
    except CloseplanError as error:
        return Finding(name, ok=False, says=" ".join(str(error).split()))


def _opened(settings: Settings, spare: Path) -> tuple[Backend, list[Finding]]:
    """The backend on its own data and database; on spare ones where those fail, for the checks that follow."""
    findings = [_look("data", lambda: _data(settings.data))]
    if not findings[0].ok:
        settings = _with(settings, data=spare)
    try:
        backend = bootstrap(settings, jobs=RecordingJobs())
        findings.append(Finding("database", ok=True, says=_database(backend)))
    except CloseplanError as error:
        reason = " ".join(str(error).split())
        hint = "" if isinstance(error, SettingsError) else "; start it, or correct CLOSEPLAN_DATABASE_URL"
        findings.append(Finding("database", ok=False, says=reason + hint))
        backend = bootstrap(_with(settings, data=spare, database_url=""), jobs=RecordingJobs())
    return backend, findings


def _with(settings: Settings, **changes: object) -> Settings:
    return Settings(**{**settings.model_dump(), **changes})


def _data(folder: Path) -> str:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=folder):
            return f"{folder} can be written"
    except OSError as error:
        raise SettingsError(f"{folder} can't be written ({error.strerror}): set CLOSEPLAN_DATA") from error


def _database(backend: Backend) -> str:
    kind = backend.settings.database.partition(":")[0].partition("+")[0]
    return f"{kind}, {counted(len(backend.store.plans()), 'plan')}"


def _robot_key(settings: Settings) -> str:
    """The key's file, before Google is asked: what it is and whose."""
    if settings.workspace_url:
        return "not needed by a local Workspace"
    if settings.robot_key_file is None:
        return "none named: the machine's default credentials are used"
    key = _json_file(settings.robot_key_file, "CLOSEPLAN_ROBOT_KEY_FILE")
    if key.get("type") != "service_account":
        raise SettingsError(
            f"{settings.robot_key_file} is no service account's key: make a JSON key for the robot"
        )
    if key.get("client_email") != settings.robot:
        raise SettingsError(
            f"the key belongs to {key.get('client_email')}: set CLOSEPLAN_ROBOT to that address"
        )
    return f"a key of {settings.robot}"


def _seller(settings: Settings) -> str:
    if settings.workspace_url:
        return f"{settings.seller} makes the files"
    if settings.seller_token_file is None:
        raise SettingsError(
            "run `closeplan sign-in` and set CLOSEPLAN_SELLER_TOKEN_FILE to the file it makes"
        )
    token = _json_file(settings.seller_token_file, "CLOSEPLAN_SELLER_TOKEN_FILE")
    if not token.get("refresh_token"):
        raise SettingsError(
            f"{settings.seller_token_file} holds no offline grant: run `closeplan sign-in` again"
        )
    return f"{settings.seller} is signed in"


def _json_file(path: Path, variable: str) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(f"{path} can't be read ({error.strerror}): correct {variable}") from error
    except ValueError as error:
        raise SettingsError(f"{path} is not JSON: correct {variable}") from error
    return found if isinstance(found, dict) else {}


def _robot(backend: Backend, settings: Settings) -> str:
    try:
        backend.watch.feed(settings.robot).start_token()
    except CloseplanError as error:
        if not settings.workspace_url:
            raise
        fix = f"start `closeplan workspace` there, or correct CLOSEPLAN_WORKSPACE_URL ({settings.workspace_url})"
        raise SettingsError(f"{error}: {fix}") from error
    return f"{settings.robot} can read its change feed"


def _watching(backend: Backend) -> str:
    robots = backend.store.robots()
    if not robots:
        return "no plan yet; `closeplan generate DEAL.yaml` makes one"
    feeds = counted(len(robots), "change feed")
    if not backend.settings.pushed:
        return feeds
    now = backend.watch.clock.now()
    for robot in robots:
        channels = backend.store.channels(robot)
        if not any(channel.resource_id and channel.expires_at > now for channel in channels):
            raise SettingsError(f"no live notification channel for {robot}: `closeplan serve` opens one")
    return f"{feeds} with a live notification channel"


def _plans(backend: Backend) -> str:
    """Whether every plan stands in a document that the robot can see."""
    plans = [plan for plan in backend.store.plans() if not plan.is_released]
    unmade = [plan.id for plan in plans if not plan.document_id]
    if unmade:
        raise SettingsError(f"no document yet for {', '.join(unmade)}: run `closeplan generate` again")
    gone = [plan.id for plan in plans if plan.gone]
    if gone:
        raise SettingsError(
            f"out of the robot's reach: {', '.join(gone)}; share their documents with it again"
        )
    return f"{counted(len(plans), 'plan')} within reach when last looked at"


def _layouts(backend: Backend) -> str:
    """Whether an older closeplan laid out the Sheet of any plan; each is looked at, the first ones where there are many."""
    plans = [plan.id for plan in backend.store.plans() if plan.document_id and not plan.gone]
    looked_at = plans[:MOST_LAYOUTS]
    old = [one.plan_id for one in backend.upgrade(looked_at, dry_run=True) if one.is_old] if looked_at else []
    if old:
        raise SettingsError(f"laid out by an older closeplan: {', '.join(old)}; run `closeplan upgrade`")
    rest = (
        f" ({counted(len(plans) - len(looked_at), 'more plan')} not looked at)"
        if plans[MOST_LAYOUTS:]
        else ""
    )
    return f"{counted(len(looked_at), 'plan')} with the newest layout{rest}"


def _notifications(settings: Settings) -> str:
    """How edits are heard of. A backend that does not run yet is no mistake; it is only said."""
    if not settings.pushed:
        return f"no public https address: the feed is polled every {settings.poll_seconds:g} s"
    posts = f"Drive posts to {settings.webhook_url}"
    try:
        answers = requests.get(f"{settings.public_url}/healthz", timeout=PATIENCE_SECONDS).ok
    except requests.RequestException:
        answers = False
    if answers:
        return posts
    return f"{posts}, where nothing answers yet: start `closeplan serve`, or correct CLOSEPLAN_PUBLIC_URL"
