"""What a CRM should hold of a plan, by its team's mapping."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from closeplan.crm.facts import facts_of
from closeplan.crm.mapping import CrmMapping
from closeplan.crm.model import FieldValue
from closeplan.crm.plan_fields import METHOD, PLAN_FIELDS, PlanField, method_fields, values_of
from closeplan.errors import NotFoundError
from closeplan.plan.commit import commit_gate
from closeplan.plan.rules.context import RuleContext
from closeplan.ports import PlanStore
from closeplan.ports.calls import CallBook
from closeplan.records import PlanRecord
from closeplan.records.crm import CrmLink
from closeplan.services.commit_gate import OUT_OF_REACH
from closeplan.services.stored_plan import StoredPlan

if TYPE_CHECKING:
    from closeplan.calls.scores.card import ElementScore
    from closeplan.services.score_deal import ScoreDeal

MappingOf = Callable[[str, str], CrmMapping]
"""The mapping of a CRM for the team of the seller at that address; InputError with every mistake in its file."""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What the deal of a plan should say: `values` by key, of the `fields` that the mapping names."""

    record: PlanRecord
    context: RuleContext
    mapping: CrmMapping
    fields: tuple[PlanField, ...]
    values: Mapping[str, FieldValue]


@dataclass(frozen=True, kw_only=True)
class ReadWanted:
    """The use case with what it needs. `plan_url` is where a person opens a plan, `gate_url` the signed address of a deal's commit
    gate by CRM and deal. `scores` are asked for only where a mapping wants them and the plan has calls: what reads calls is
    large.
    """

    plans: PlanStore
    stored: StoredPlan
    calls: CallBook
    scores: Callable[[], ScoreDeal]
    mapping_of: MappingOf
    plan_url: Callable[[PlanRecord], str]
    gate_url: Callable[[str, str], str]

    def __call__(self, link: CrmLink) -> Wanted:
        """As the plan was last looked at; NotFoundError where there is no such plan or nobody looked at it yet."""
        record = self.plans.plan(link.plan_id)
        if not record.document_id:
            raise NotFoundError(f"plan '{record.id}' has no document")
        mapping = self.mapping_of(link.vendor, record.owner)
        context = self.stored(record)
        elements = self._elements(record, link, mapping)
        fields = (*PLAN_FIELDS, *method_fields((one.element.id, one.element.label) for one in elements))
        facts = facts_of(context, commit_gate(context), elements, plan_url=self.plan_url(record))
        facts = replace(facts, gate_url=self.gate_url(link.vendor, link.deal_id))
        if record.gone:
            facts = replace(facts, not_ready=(OUT_OF_REACH,))
        return Wanted(
            record=record,
            context=context,
            mapping=mapping,
            fields=tuple(one for one in fields if one.key in mapping.fields),
            values=values_of(facts, fields, mapping.fields),
        )

    def _elements(self, record: PlanRecord, link: CrmLink, mapping: CrmMapping) -> tuple[ElementScore, ...]:
        """The deal's scores, where there may be something to say: calls, or words of calls that were erased since."""
        is_mapped = any(key.startswith(METHOD) for key in mapping.fields)
        was_told = any(key.startswith(METHOD) for key in link.wanted)
        if not is_mapped or not (was_told or self.calls.calls(record.id)):
            return ()
        return self.scores()(record).elements
