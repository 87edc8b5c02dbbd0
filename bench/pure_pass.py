"""The part of a pass that decides what the Sheet should say, on a reading kept in memory: no network, no store."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

import requests

from bench.local import Local
from closeplan.plan.annotations import plan_annotations, signal_texts
from closeplan.plan.diff import diff
from closeplan.plan.document import AnnotationRecord, Snapshot
from closeplan.plan.history import history_lines
from closeplan.plan.ledger import LedgerEntry
from closeplan.plan.outlook import outlook
from closeplan.plan.rules import RuleContext, evaluate
from closeplan.plan.slips import ledger_entries, update_baseline
from closeplan.records import PlanRecord
from closeplan.services.generate import local_day
from sheets_schema.read import READ_PARAMS, read_document
from tests.running import ROBOT


@dataclass(frozen=True)
class PurePass:
    """A plan with an edit nobody has looked at yet."""

    raw: dict[str, Any]
    record: PlanRecord
    known: Snapshot
    ledger: tuple[LedgerEntry, ...]
    said: tuple[AnnotationRecord, ...]
    now: datetime

    @classmethod
    def of(cls, at: Local, plan_id: str) -> PurePass:
        """The plan as the backend knows it, and its Sheet as it stands."""
        store = at.backend.store
        record = store.plan(plan_id)
        assert record.snapshot is not None
        answer = requests.get(
            f"{at.url}/v4/spreadsheets/{record.document_id}",
            params=dict(READ_PARAMS),
            headers={"Authorization": f"Bearer local:{ROBOT}"},
            timeout=10,
        )
        answer.raise_for_status()
        ledger, said = tuple(store.ledger(plan_id)), tuple(store.annotations(plan_id))
        return cls(answer.json(), record, record.snapshot, ledger, said, datetime.now(UTC))

    def run(self) -> None:
        """What `services.reconcile` does between its read and its write, in the same order."""
        deal, known = self.record.deal, self.known
        reading = read_document(self.raw, known.plan, lambda: "new", now=self.now, language=deal.language)
        plan, today = reading.plan, self._today(reading.time_zone)
        network = replace(deal.network, go_live=plan.go_live or deal.network.go_live)
        entries = ledger_entries(
            diff(known.plan, plan),
            was=known.plan,
            now=plan,
            network=network,
            who=ROBOT,
            seen_at=self.now,
            today=today,
        )
        context = RuleContext(
            plan=plan,
            network=network,
            baseline=update_baseline(known.baseline, plan),
            entries=(*self.ledger, *entries),
            companies=(deal.buyer, deal.seller),
            today=today,
        )
        signals = evaluate(context)
        plan_annotations(signals, reading.threads, self.said)
        signal_texts(signals)
        outlook(signals, context)
        history_lines(entries, network)

    def _today(self, time_zone: str) -> date:
        return local_day(self.now, time_zone)
