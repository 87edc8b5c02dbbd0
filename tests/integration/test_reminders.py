"""The day's mails, out of the local Workspace's Gmail: each sent once, whatever dies in between."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest

from addon.adapters.jobs import RecordingJobs
from addon.adapters.store import SqlStore
from addon.bootstrap import Backend, bootstrap
from addon.serving import is_mail_time
from addon.settings import read_settings
from closeplan.plan.model import Milestone, Stakeholder
from closeplan.plan.reminders import Delivery, Wishes
from tests.integration.command import closeplan
from tests.integration.test_mailbox import headers, mails
from tests.integration.workspace_clients import running_workspace
from tests.mails import MARK, MIA, MONDAY, SEND, STEPS, keep_plan
from tests.running import SELLER

PUBLIC = "http://closeplan.example"
HOSTILE = "=IMPORTXML(\"x\") <script>alert('x')</script> \u202eabc 👩‍🚀\r\nBcc: eve@evil.example"


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running_workspace(tmp_path_factory.mktemp("workspace")) as process:
        yield process.ready["workspace"]


def backend(data: Path, workspace: str, seller: str = SELLER) -> Backend:
    settings = read_settings(data=data, workspace_url=workspace, public_url=PUBLIC, seller=seller)
    return bootstrap(settings, jobs=RecordingJobs())


def store_of(made: Backend) -> SqlStore:
    assert isinstance(made.store, SqlStore)
    return made.store


@pytest.mark.parametrize("crash_at", ["mail_claimed", "mail_drafted", "mail_prepared", "mail_sent"])
def test_a_run_that_dies_anywhere_and_is_repeated_sends_once(
    base: str, tmp_path: Path, crash_at: str
) -> None:
    made, mia = backend(tmp_path, base), f"{crash_at}@acme.example"
    keep_plan(store_of(made), mia=mia)
    settings = {"data": str(tmp_path), "workspace_url": base, "public_url": PUBLIC, "crash_at": crash_at}

    died = closeplan("remind", "--day", MONDAY.isoformat(), **settings)
    assert died.code == -9
    for _ in range(2):
        made.parts.remind(MONDAY)

    (mail,) = mails(base, mia, "in:inbox")
    assert "Security review: due 24 Nov 2026, in 1 working day" in _text(mail)
    assert mails(base, SELLER, f"in:drafts to:{mia}") == []


def test_runs_at_the_same_moment_send_once(base: str, tmp_path: Path) -> None:
    made, mia = [backend(tmp_path, base) for _ in range(4)], "many@acme.example"
    keep_plan(store_of(made[0]), mia=mia, milestones=STEPS[:1])
    together = Barrier(len(made))

    def run(one: Backend) -> list[str]:
        together.wait()
        return [written.state for written in one.parts.remind(MONDAY)]

    with ThreadPoolExecutor(len(made)) as pool:
        states = [state for states in pool.map(run, made) for state in states]

    assert states.count("sent") == 1
    assert len(mails(base, mia, "in:inbox")) == 1


@pytest.mark.parametrize(("hour", "goes"), [(7, False), (8, True), (15, True), (16, False)])
def test_nobody_is_written_to_at_night(hour: int, goes: bool) -> None:
    assert is_mail_time(datetime(2026, 11, 23, hour, 30, tzinfo=UTC), 8) is goes


def test_a_mail_says_why_who_is_behind_it_and_how_to_stop_it(base: str, tmp_path: Path) -> None:
    made, mia = backend(tmp_path, base), "mia.de@acme.example"
    keep_plan(store_of(made), language="de", mia=mia)

    (done,) = made.parts.remind(MONDAY)

    assert done.state == "sent"
    (mail,) = mails(base, mia)
    said = _text(mail)
    assert headers(mail)["Subject"] == "Acme × Northwind: mutual action plan – was ansteht"
    assert "Guten Tag Mia Wolf," in said
    assert (
        "im Namen von Sam Ortiz (Northwind) geschrieben; eine Antwort geht an sam@northwind.example." in said
    )
    stop = headers(mail)["List-Unsubscribe"].strip("<>")
    assert stop.startswith(f"{PUBLIC}/stop/")
    assert f"Solche Mails abbestellen\n{stop}" in said
    assert headers(mail)["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_nothing_internal_and_no_markup_of_anybody_reaches_a_buyer(base: str, tmp_path: Path) -> None:
    made = backend(tmp_path, base)
    rows = tuple(
        Milestone(id=f"m{n}", name=name, owner="Mia Wolf", due=date(2026, 11, 24), notes=MARK)
        for n, name in enumerate([HOSTILE, "x" * 50_000])
    )
    keep_plan(
        store_of(made), wishes=Wishes(delivery=Delivery.SEND, daily=True), milestones=rows, title=HOSTILE
    )

    assert {one.mailing.person: one.state for one in made.parts.remind(MONDAY)}.keys() >= {MIA, SELLER}

    (mail,) = mails(base, MIA, "in:inbox")
    assert MARK not in str(mail) + _text(mail) + _html(mail)
    assert "<script" not in _html(mail)
    assert "=IMPORTXML(&#34;x&#34;) &lt;script&gt;" in _html(mail)
    assert "Bcc" not in headers(mail)
    digest = mails(base, SELLER, "in:inbox")[0]
    assert f"{MARK}: only Dana answers." in _text(digest)


def test_drafts_lie_in_the_sellers_mailbox_until_they_send_them(base: str, tmp_path: Path) -> None:
    made = backend(tmp_path, base, seller="sue@northwind.example")
    drafts = Wishes(delivery=Delivery.DRAFTS, weekly=False)
    keep_plan(store_of(made), wishes=drafts, owner="sue@northwind.example", milestones=STEPS[:1])

    assert [one.state for one in made.parts.remind(MONDAY)] == ["drafted"]
    assert made.parts.remind(MONDAY) == []
    assert len(mails(base, "sue@northwind.example", "in:drafts")) == 1
    assert mails(base, "sue@northwind.example", "in:sent") == []


def test_without_a_grant_mails_wait_until_the_seller_has_them_drafted(base: str, tmp_path: Path) -> None:
    ann = "ann@northwind.example"
    made = backend(tmp_path, base)
    keep_plan(store_of(made), owner=ann, milestones=STEPS[:1])

    (waiting,) = made.parts.remind(MONDAY)
    assert (waiting.state, waiting.mailing.person) == ("waits", MIA)

    desk = made.desk(f"local:{ann}", ann)
    assert [one.state for one in desk.reminders.write_drafts(MONDAY)] == ["drafted"]
    assert [one.state for one in desk.reminders.write_drafts(MONDAY)] == []
    assert len(mails(base, ann, "in:drafts")) == 1


def test_a_dry_run_says_who_would_hear_what_and_writes_nothing(base: str, tmp_path: Path) -> None:
    keep_plan(store_of(backend(tmp_path, base)))
    settings = {"data": str(tmp_path), "workspace_url": base}

    (planned,) = closeplan("remind", "--dry-run", "--json", "--day", "2026-11-23", **settings).json()

    assert (planned["to"], planned["from"], planned["delivery"]) == (MIA, SELLER, "send")
    assert [why["kind"] for why in planned["why"]] == ["assigned", "ahead"]
    assert store_of(backend(tmp_path, base)).told("acme") == set()


def test_an_address_nobody_can_write_to_is_said_and_not_tried_again(base: str, tmp_path: Path) -> None:
    made = backend(tmp_path, base)
    broken = Stakeholder(id="p9", name="Ines Roth", email="inès@acme.example")
    row = Milestone(id="m1", name="Step", owner="Ines Roth", due=MONDAY)
    keep_plan(store_of(made), wishes=SEND, stakeholders=(broken,), milestones=(row,))

    (done,) = made.parts.remind(MONDAY)

    assert (done.state, "no mail address" in done.reason) == ("failed", True)
    assert made.parts.remind(MONDAY) == []


def _text(mail: dict[str, Any]) -> str:
    return _part(mail, "text/plain")


def _html(mail: dict[str, Any]) -> str:
    return _part(mail, "text/html")


def _part(mail: dict[str, Any], kind: str) -> str:
    from base64 import urlsafe_b64decode

    part = next(part for part in mail["payload"]["parts"] if part["mimeType"] == kind)
    return urlsafe_b64decode(part["body"]["data"]).decode()
