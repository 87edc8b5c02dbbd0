"""A call is taken in whole or not at all, once; the policy puts people on the map only where it may."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from addon.adapters.jobs import RecordingJobs
from addon.adapters.store import SqlStore
from closeplan.calls.findings import (
    Binding,
    Commitment,
    Due,
    DueKind,
    Findings,
    Quote,
    SpokenStakeholder,
)
from closeplan.calls.model import Call, Known
from closeplan.errors import ForbiddenError, InputError, NotFoundError
from closeplan.plan.document import DocumentKind, Snapshot
from closeplan.plan.edits import Edit, EditResult
from closeplan.plan.ledger import Change, ChangeKind, LedgerEntry
from closeplan.plan.model import Deal, Milestone, Network, Plan, Role, Side, Stakeholder
from closeplan.plan.signals import Table
from closeplan.plan.suggestions import Decision
from closeplan.records import PlanRecord
from closeplan.services.call_facts import ReadCallFacts
from closeplan.services.edit_plan import EditPlan
from closeplan.services.erase_call import EraseCall
from closeplan.services.ingest import HandedIn, Ingest
from closeplan.services.read_call import Understood
from closeplan.services.stored_plan import StoredPlan

NOW = datetime(2027, 1, 12, 9, tzinfo=UTC)
DAY = date(2027, 1, 11)
SAM = "sam@northwind.example"
PLAN = Plan(
    go_live=date(2027, 3, 31),
    milestones=(Milestone(id="q", name="Security questionnaire", side=Side.SELLER, due=date(2027, 2, 1)),),
    stakeholders=(
        Stakeholder(id="d", name="Dana Fischer", email="dana@acme.example", side=Side.BUYER),
        Stakeholder(id="s", name="Sam Reed", email=SAM, side=Side.SELLER),
    ),
)
WORDS = "Sam Reed: I'll send the questionnaire.\nDana Fischer: Ines Berger decides{}\nSam Reed: Fine.\n"


@dataclass(frozen=True)
class Clock:
    def now(self) -> datetime:
        return NOW


@dataclass
class Editor:
    """A document that takes every edit but those of the rows it refuses."""

    written: list[Edit] = field(default_factory=list)
    failure: Exception | None = None

    def edit(
        self,
        document_id: str,
        edits: Sequence[Edit],
        known: Plan | None,
        *,
        now: datetime,
        language: str,
        together: bool = False,
    ) -> EditResult:
        if self.failure:
            raise self.failure
        self.written += edits
        return EditResult(done=tuple(edits))


def read(call: Call, _known: Known) -> Understood:
    """Finds the same two things in every call: a promise, and a person who decides."""
    found = Findings(
        commitments=(
            Commitment(
                turn=0,
                owner="Sam Reed",
                side=Side.SELLER,
                what="send the security questionnaire",
                due=Due(kind=DueKind.DAY, day=date(2027, 1, 15), text="Friday", turn=0),
                binding=Binding.FIRM,
                quote=Quote(turn=0, speaker="Sam Reed", text=call.turns[0].text),
                certainty=0.9,
            ),
        ),
        stakeholders=(
            SpokenStakeholder(
                turn=1,
                name="Ines Berger",
                title="CISO",
                role=Role.SECURITY,
                side=Side.BUYER,
                present=False,
                quote=Quote(turn=1, speaker="Dana Fischer", text=call.turns[1].text),
                certainty=0.9,
            ),
        ),
    )
    return Understood(findings=found)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    opened = SqlStore(f"sqlite:///{tmp_path / 'closeplan.db'}")
    deal = Deal(
        id="p",
        name="p",
        buyer="Acme",
        seller="Northwind",
        network=Network(steps=(), go_live=date(2027, 3, 31)),
    )
    opened.add_plan(PlanRecord(id="p", deal=deal, owner=SAM, robot="robot@x", document_id="doc"))
    opened.save_pass("p", Snapshot(plan=PLAN, baseline={}, taken_at=NOW), ())
    yield opened
    opened.close()


def ingest(store: SqlStore, **others: Any) -> Ingest:
    made = Ingest(
        plans=store,
        calls=store,
        book=store,
        members=store,
        stored=StoredPlan(store=store, clock=Clock(), time_zone="Etc/UTC"),
        clock=Clock(),
        jobs=RecordingJobs(),
        read=read,
    )
    return replace(made, **others)


def editing(store: SqlStore, editor: Editor) -> EditPlan:
    return EditPlan(store=store, editors={DocumentKind.SHEET: editor}, clock=Clock(), jobs=RecordingJobs())


def given(end: str = ".", **others: Any) -> HandedIn:
    made = HandedIn(
        data=WORDS.format(end).encode(), name="weekly.txt", source="upload:weekly.txt", by=SAM, day=DAY
    )
    return replace(made, **others)


def decisions(store: SqlStore) -> dict[str, Decision]:
    return {filed.suggestion.name or "date": filed.decision for filed in store.suggestions("p")}


def test_a_call_is_kept_with_its_proposals_once(store: SqlStore) -> None:
    work = ingest(store)
    first = work(store.plan("p"), given())
    again = work(store.plan("p"), given(name="other.txt", source="drive:x", day=date(2027, 1, 20)))
    assert (first.is_new, first.proposed, first.record.day, first.record.turns) == (True, 3, DAY, 3)
    assert (again.is_new, again.record, again.findings) == (False, first.record, first.findings)
    assert decisions(store) == {"date": Decision.OPEN, "Ines Berger": Decision.OPEN}


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (given(day=None), "does not say on which day the call was held"),
        (given(day=None, name="weekly 2028-01-11.txt"), "in the future: give the day"),
        (given(zone="Mars/Base"), "'Mars/Base' is no time zone"),
        (given(data=b"\x00\x01\x02" * 99), "weekly.txt|file"),
        (given(data=b""), "empty"),
        (given(data=b"<html><body>Sign in</body></html>"), "page"),
    ],
)
def test_what_is_no_call_is_told_and_leaves_nothing(store: SqlStore, wrong: HandedIn, told: str) -> None:
    with pytest.raises(InputError, match=told):
        ingest(store)(store.plan("p"), wrong)
    assert not store.calls("p")
    assert not store.suggestions("p")


def test_a_day_ahead_that_was_given_is_taken_and_told(store: SqlStore) -> None:
    done = ingest(store)(store.plan("p"), given(day=date(2028, 1, 11)))
    assert (done.is_new, [problem.place for problem in done.problems]) == (True, ["Day"])
    assert not ingest(store)(store.plan("p"), given(" it.", day=date(2027, 1, 13))).problems


def test_a_files_name_may_be_no_text(store: SqlStore) -> None:
    odd = given(name="caf\udce9\n=1+1.txt", source="cli:caf\udce9")
    assert ingest(store)(store.plan("p"), odd).is_new
    assert store.calls("p")[0].source == "cli:caf"


def test_a_plan_nobody_looked_at_takes_no_call_yet(store: SqlStore) -> None:
    record = replace(store.plan("p"), snapshot=None)
    with pytest.raises(NotFoundError, match="has not looked at this plan yet"):
        ingest(store)(record, given())
    assert not store.calls("p")


def test_who_was_named_lands_on_the_map_as_the_seller_who_clicks_or_is_away(store: SqlStore) -> None:
    here, away = Editor(), Editor()
    work = ingest(store, editor_of=lambda _: editing(store, away))
    assert work(store.plan("p"), given(), edit=editing(store, here)).mapped == ("Ines Berger",)
    assert work(store.plan("p"), given(" it."), edit=None).mapped == ()
    assert (len(here.written), len(away.written)) == (1, 0)
    assert decisions(store) == {"date": Decision.OPEN, "Ines Berger": Decision.ACCEPTED}


def test_without_the_policy_a_token_or_an_answer_they_wait(store: SqlStore) -> None:
    failing = Editor(failure=ForbiddenError("no access"))
    off = ingest(store, map_mentioned=False, editor_of=lambda _: editing(store, Editor()))
    assert off(store.plan("p"), given()).mapped == ()
    done = ingest(store)(store.plan("p"), given(), edit=editing(store, failing))
    assert (done.is_new, done.mapped) == (False, ())
    assert "no access" in str(done.problems[0])
    assert decisions(store)["Ines Berger"] is Decision.OPEN

    # what failed is made good when the same call comes again
    assert ingest(store)(store.plan("p"), given(), edit=editing(store, Editor())).mapped == ("Ines Berger",)


def test_who_was_taken_off_the_map_before_stays_off_it(store: SqlStore) -> None:
    gone = Change(kind=ChangeKind.REMOVED, table=Table.STAKEHOLDERS, row="i", item="Ines Berger")
    entry = LedgerEntry(change=gone, who="dana@acme.example", seen_at=NOW)
    snapshot = store.plan("p").snapshot
    assert snapshot is not None
    store.save_pass("p", snapshot, [entry])
    editor = Editor()
    assert ingest(store)(store.plan("p"), given(), edit=editing(store, editor)).mapped == ()
    assert not editor.written


def test_facts_for_signals_come_from_what_is_kept(store: SqlStore) -> None:
    facts = ReadCallFacts(calls=store, book=store)
    assert facts("p").last is None
    ingest(store)(store.plan("p"), given())
    found = facts("p")
    assert (found.last, [one.name for one in found.mentioned]) == (DAY, ["Ines Berger"])
    assert {"dana fischer", "dana@acme.example"} <= found.there


def test_erasing_leaves_what_another_call_says_with_that_ones_words(store: SqlStore) -> None:
    work = ingest(store)
    first = work(store.plan("p"), given())
    second = work(store.plan("p"), given(" it all.", day=date(2027, 1, 12)))
    assert (second.is_new, second.proposed) == (True, 0)
    erase = EraseCall(
        plans=store, calls=store, book=store, stored=work.stored, clock=Clock(), jobs=RecordingJobs()
    )
    assert erase(store.plan("p"), first.record.id, by=SAM)
    assert not erase(store.plan("p"), first.record.id, by=SAM)
    left = store.suggestions("p")
    assert {filed.suggestion.said.call for filed in left} == {second.record.id}
    assert set(decisions(store)) == {"date", "Ines Berger"}


def test_who_is_named_on_a_call_of_a_guessed_plan_waits_for_the_seller(store: SqlStore) -> None:
    done = ingest(store)(store.plan("p"), given(guessed=True), edit=editing(store, Editor()))

    assert (done.mapped, done.proposed) == ((), 3)
    assert decisions(store)["Ines Berger"] is Decision.OPEN
