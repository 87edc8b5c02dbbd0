"""Which of the CRM's fields each field of the plan is, and what is wrong with the others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from closeplan.crm.model import CrmField
from closeplan.crm.plan_fields import PlanField
from closeplan.crm.values import problem_of

DEALS_OWN = frozenset(
    [
        "name", "dealname", "deal_name", "title",
        "amount", "value", "currency", "deal_currency_code", "currencyisocode", "currency_id",
        "stage", "stagename", "dealstage", "stage_id", "deal_stage_id", "pipeline", "pipeline_id", "status",
        "closedate", "closing_date", "expected_close", "expected_close_date",
        "owner", "ownerid", "owner_id", "user_id", "hubspot_owner_id",
        "accountid", "account_name", "org_id", "sales_account_id",
    ]
)  # fmt: skip
"""What CRMs' APIs call, in small letters, a deal's own name, amount, stage, close date, owner and company: closeplan reads these
and writes none of them.
"""


@dataclass(frozen=True, kw_only=True)
class Resolved:
    """A mapping held against a CRM, by key. `fields` can be written; `missing` are the names of those the CRM does not have;
    `wrong` says why others can't be written, in words that go on after the name.
    """

    fields: Mapping[str, CrmField] = field(default_factory=dict)
    missing: Mapping[str, str] = field(default_factory=dict)
    wrong: Mapping[str, str] = field(default_factory=dict)

    @property
    def told(self) -> str:
        """What people should know of fields that are not written, in one line; empty where all are."""
        parts = []
        if self.missing:
            parts.append(f"not there: {', '.join(self.missing.values())}")
        parts += [f"{key} {why}" for key, why in self.wrong.items()]
        return f"Fields left out ({'; '.join(parts)})" if parts else ""


def resolve(names: Mapping[str, str], wanted: Iterable[PlanField], there: Iterable[CrmField]) -> Resolved:
    """Find each wanted field under the name that the mapping gives it: what the CRM's API calls it, else its label. Wanted fields
    without a name are left out.
    """
    known = tuple(there)
    found: dict[str, CrmField] = {}
    missing: dict[str, str] = {}
    wrong: dict[str, str] = {}
    taken: dict[str, str] = {}
    for one in wanted:
        name = names.get(one.key)
        if name is None:
            continue
        called = _called(name, known)
        if not called:
            missing[one.key] = name
        elif problem := _problem(one, name, called, taken):
            wrong[one.key] = problem
        else:
            found[one.key] = called[0]
            taken[called[0].name] = one.key
    return Resolved(fields=found, missing=missing, wrong=wrong)


def _problem(one: PlanField, name: str, called: Sequence[CrmField], taken: Mapping[str, str]) -> str:
    """Why this field of the plan can't go into what is called so."""
    if len(called) > 1:
        names = ", ".join(field.name for field in called)
        return f"is mapped to '{name}', and {len(called)} fields are called so; name one of {names}"
    if called[0].name in taken:
        return f"is mapped to '{name}', which {taken[called[0].name]} is written to"
    if called[0].name.casefold() in DEALS_OWN:
        return f"is mapped to '{name}', which is the deal's own and nothing of the plan's"
    told = problem_of(one, called[0])
    return f"is mapped to '{name}', which {told}" if told else ""


def _called(name: str, fields: Sequence[CrmField]) -> Sequence[CrmField]:
    exact = [field for field in fields if field.name == name]
    return exact or [field for field in fields if field.label.casefold() == name.casefold()]
