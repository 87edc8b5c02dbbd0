"""What the commit gate says, written into deals that no plan keeps in step any more: a yes does not outlive its plan."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from closeplan.crm.model import FieldValue, FieldWrite
from closeplan.crm.plan_fields import PLAN_FIELDS
from closeplan.crm.resolve import resolve
from closeplan.crm.values import fitted
from closeplan.errors import NotFoundError
from closeplan.ports import PlanStore
from closeplan.ports.crm import Crm
from closeplan.records.crm import CrmLink
from closeplan.records.deliveries import Delivery, NewDelivery
from closeplan.services.commit_gate import CommitGate
from closeplan.services.crm_fields import CrmFields
from closeplan.services.crm_wanted import MappingOf

CRM_GATE = "crm_gate"

_FIELDS = tuple(field for field in PLAN_FIELDS if field.key in {"commit_ready", "commit_reasons"})


def gate_post(link: CrmLink) -> NewDelivery:
    """Asks to write what the gate says of a deal that was the plan's."""
    return NewDelivery(
        vendor=link.vendor,
        lane=f"deal:{link.deal_id}",
        kind=CRM_GATE,
        key=f"gate:{link.deal_id}",
        body={"deal": link.deal_id, "plan": link.plan_id},
        repeats=True,
    )


@dataclass(frozen=True, kw_only=True)
class TellGate:
    """The use case with what it needs."""

    gate: Callable[[], CommitGate]
    plans: PlanStore
    fields: CrmFields
    mapping_of: MappingOf

    def __call__(self, crm: Crm, deliveries: Sequence[Delivery]) -> Mapping[int, str]:
        """Write the gate's answer for those deals, all at once; why which can't be, by the delivery's id. A deal that is gone,
        or whose mapping names no field of the gate, needs nothing.
        """
        by_deal = {delivery.body["deal"]: delivery for delivery in deliveries}
        writes = [self._write(crm, deal_id, one.body["plan"]) for deal_id, one in by_deal.items()]
        there = (
            crm.deals([one.deal_id for one in writes if one.values])
            if any(one.values for one in writes)
            else {}
        )
        refused = crm.write([one for one in writes if one.deal_id in there and one.values]) if there else {}
        return {by_deal[deal_id].id: told for deal_id, told in refused.items()}

    def _write(self, crm: Crm, deal_id: str, plan_id: str) -> FieldWrite:
        mapping = self.mapping_of(crm.name, self._owner(plan_id))
        answer = self.gate()(crm.name, deal_id)
        says: Mapping[str, FieldValue] = {
            "commit_ready": answer.commit,
            "commit_reasons": "\n".join(answer.reasons) or None,
        }
        found = resolve(mapping.fields, _FIELDS, self.fields(crm)).fields
        return FieldWrite(
            deal_id=deal_id, values={field.name: fitted(says[key], field) for key, field in found.items()}
        )

    def _owner(self, plan_id: str) -> str:
        try:
            return self.plans.plan(plan_id).owner
        except NotFoundError:
            return ""
