"""A deal by a sales method, from its calls and its plan. For the seller's side alone: no buyer ever sees a score."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from closeplan.calls.scores.card import HeardCall, Scorecard, score
from closeplan.calls.scores.frameworks import Framework
from closeplan.errors import NotFoundError
from closeplan.ports.calls import CallBook
from closeplan.records import PlanRecord
from closeplan.records.calls import KeptCall
from closeplan.services.stored_plan import StoredPlan


@dataclass(frozen=True, kw_only=True)
class ScoreDeal:
    """The use case with what it needs: the methods by their names, and which is the `usual` one."""

    calls: CallBook
    stored: StoredPlan
    methods: Mapping[str, Framework]
    usual: str

    def __call__(self, record: PlanRecord, method: str = "") -> Scorecard:
        """The deal by that method, or by the usual one; NotFoundError where there is none of that name."""
        name = method or self.usual
        if name not in self.methods:
            raise NotFoundError(f"no method '{name}'; there is {', '.join(self.methods)}")
        return self.by(self.methods[name], record)

    def by(self, framework: Framework, record: PlanRecord) -> Scorecard:
        """The deal by any method, a team's own for one."""
        context = self.stored(record)
        heard = [
            self._heard(kept, with_words=framework.has_cues) for kept in self.calls.kept_calls(record.id)
        ]
        return score(framework, heard, context.plan, context.today)

    def _heard(self, kept: KeptCall, *, with_words: bool) -> HeardCall:
        """A call as it is scored; its turns are read one call at a time, and where the method's own cues need them."""
        record = kept.record
        call = self.calls.kept_call(record.plan_id, record.id).call if with_words else kept.call
        return HeardCall(id=record.id, call=call, findings=kept.findings)
