"""The CRM in memory, as the contract suite handles it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal

from addon.adapters.crm.memory import PAGE, MemoryCrm
from closeplan.crm.model import CrmContact, CrmDeal, CrmField, FieldKind, FieldWrite
from tests.vendors.crms import START, CrmStand

FIELDS = {kind: f"cp_{kind}" for kind in FieldKind}


@contextmanager
def stand() -> Iterator[CrmStand]:
    known = {
        name: CrmField(name=name, label=f"Field {kind}", kind=kind, options=("green", "red"))
        for kind, name in FIELDS.items()
    }
    crm = LockableCrm(known_fields=known, known_roles=("Champion", "Buyer"))
    yield CrmStand(
        crm=crm,
        fake=Inside(crm),
        fields=FIELDS,
        page=PAGE,
        absent="deal-none",
        choice="green",
        roles=("Champion", "Buyer"),
    )


@dataclass(kw_only=True)
class LockableCrm(MemoryCrm):
    """The CRM in memory, with an account's rule."""

    locked: set[str] = field(default_factory=set)

    def write(self, writes: Sequence[FieldWrite]) -> Mapping[str, str]:
        refused = {one.deal_id: "the test locks it" for one in writes if one.deal_id in self.locked}
        return {**super().write([one for one in writes if one.deal_id not in refused]), **refused}


@dataclass(frozen=True)
class Inside:
    """`FakeCrm`."""

    crm: LockableCrm

    def put_deal(
        self,
        name: str,
        *,
        is_open: bool = True,
        amount: str = "",
        close_date: date | None = None,
        owner_email: str = "",
        changed_at: datetime = START,
    ) -> str:
        deal = CrmDeal(
            id=f"deal-{len(self.crm._deals) + 1:04}",
            name=name,
            stage="proposal" if is_open else "lost",
            amount=Decimal(amount) if amount else None,
            close_date=close_date,
            owner_email=owner_email,
            changed_at=changed_at,
        )
        self.crm.put(deal)
        return deal.id

    def touch(self, deal_id: str, changed_at: datetime) -> None:
        self.crm.put(replace(self.crm._deals[deal_id], changed_at=changed_at))

    def remove_deal(self, deal_id: str) -> None:
        self.crm.remove(deal_id)

    def lock(self, deal_id: str) -> None:
        self.crm.locked.add(deal_id)

    def put_person(self, name: str, email: str = "") -> str:
        id_ = f"person-{len(self.crm.people) + 1}"
        self.crm.people[id_] = CrmContact(id=id_, name=name, email=email)
        return id_

    def put_on(self, deal_id: str, person_id: str, role: str = "") -> None:
        self.crm._put_on(deal_id, replace(self.crm.people[person_id], role=role))

    def people_on(self, deal_id: str) -> Sequence[tuple[str, str]]:
        return [(one.email or one.name, one.role) for one in self.crm.contacts(deal_id)]

    def entries(self, deal_id: str) -> Sequence[tuple[str, str]]:
        return [(entry.subject, entry.text) for entry in self.crm.history.get(deal_id, ())]
