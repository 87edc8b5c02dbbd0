"""The recap that is laid by itself: after a call of these days that settled something, and once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import cast

import pytest

from addon.adapters.store import SqlStore
from addon.letters import TemplateLetters
from closeplan.calls.findings import NO_DUE, Binding, Commitment, Findings, Quote
from closeplan.calls.model import Call, Person, Turn
from closeplan.plan.document import DocumentKind
from closeplan.plan.model import Side
from closeplan.ports import PlanDocuments
from closeplan.records import PlanRecord
from closeplan.records.calls import CallRecord, KeptCall
from closeplan.records.mail import LaidDraft, Mail
from closeplan.services.recap_call import RecapCall
from closeplan.services.seller_name import SellerName
from closeplan.services.stored_plan import StoredPlan
from tests.mails import MONDAY, keep_plan

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
SAM = Person(name="Sam Ortiz", email="sam@northwind.example", side=Side.SELLER)
DANA = Person(name="Dana Fischer", email="dana@acme.example", side=Side.BUYER)
PROMISE = Commitment(
    turn=1, owner=SAM.name, side=SAM.side, what="send the draft", due=NO_DUE, binding=Binding.FIRM,
    quote=Quote(turn=1, speaker=SAM.name, text="I'll send the draft."), certainty=0.9,
)  # fmt: skip


@dataclass(frozen=True)
class Clock:
    def now(self) -> datetime:
        return NOW


class Documents:
    def url(self, document_id: str) -> str:
        return f"https://docs.example/{document_id}"


@dataclass
class Mailbox:
    mails: list[Mail] = field(default_factory=list)

    def lay(self, mail: Mail) -> LaidDraft:
        self.mails.append(mail)
        return LaidDraft(id="d", url="https://mail.example/d")

    def find(self, draft_id: str) -> str | None:
        return None


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    opened = SqlStore(f"sqlite:///{tmp_path / 'closeplan.db'}")
    yield opened
    opened.close()


def laid(store: SqlStore, day: date, findings: Findings) -> int:
    """How many drafts lie there after the recap of a call of that day was laid twice."""
    record: PlanRecord = keep_plan(store)
    turns = tuple(Turn(index=at, speaker=who.name, text="So.") for at, who in enumerate([DANA, SAM, DANA]))
    people = {DANA.name: DANA, SAM.name: SAM}
    call = Call(name="c", day=day, turns=turns, people=(SAM, DANA), speakers=people)
    known = CallRecord(
        plan_id=record.id, id="c", name="c", title="", day=day, language="en", source="upload:c",
        added_at=NOW, added_by=record.owner, turns=len(turns),
    )  # fmt: skip
    store.keep_call(KeptCall(record=known, call=call, findings=findings), ())
    recap = RecapCall(
        calls=store,
        stored=StoredPlan(store=store, clock=Clock(), time_zone="Etc/UTC"),
        log=store,
        documents=cast("PlanDocuments", {kind: Documents() for kind in DocumentKind}),
        letters=TemplateLetters(),
        name_of=SellerName(members=store),
        host="closeplan.local",
        clock=Clock(),
    )
    mailbox = Mailbox()
    recap.lay(record, "c", mailbox)
    recap.lay(record, "c", mailbox)
    assert recap.propose(record, "c").to, "the sidebar still offers it"
    return len(mailbox.mails)


@pytest.mark.parametrize(
    ("day", "findings", "drafts"),
    [
        (MONDAY, Findings(commitments=(PROMISE,)), 1),
        (date(2026, 11, 18), Findings(commitments=(PROMISE,)), 1),
        (date(2026, 11, 17), Findings(commitments=(PROMISE,)), 0),
        (MONDAY, Findings(), 0),
    ],
)
def test_a_recap_is_laid_once_after_a_call_of_these_days_that_settled_something(
    store: SqlStore, day: date, findings: Findings, drafts: int
) -> None:
    assert laid(store, day, findings) == drafts
