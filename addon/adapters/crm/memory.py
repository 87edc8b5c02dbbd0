"""A CRM in memory, for tests and for trying closeplan out without an account anywhere. It forgets all when its process ends.

It keeps the promises of `Crm` and nothing more, so that it is also the shortest example of an adapter.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

from addon.adapters.http import Pace, Rate, VendorAccount
from closeplan.crm.model import (
    Activity,
    Changes,
    ContactLink,
    CrmContact,
    CrmDeal,
    CrmField,
    FieldKind,
    FieldValue,
    FieldWrite,
    Stage,
)
from closeplan.errors import NotFoundError, RefusedError

RATES: tuple[Rate, ...] = ()
"""Nothing limits it."""

PAGE = 50
"""How many changed deals come at once."""

STAGES = (
    Stage(id="qualified", name="Qualified", order=1),
    Stage(id="proposal", name="Proposal", order=2),
    Stage(id="commit", name="Commit", order=3),
    Stage(id="won", name="Won", order=4, is_open=False, is_won=True),
    Stage(id="lost", name="Lost", order=5, is_open=False),
)
"""The stages that it starts with."""

_TYPES: Mapping[FieldKind, tuple[type, ...]] = {
    FieldKind.NUMBER: (int, float),
    FieldKind.DATE: (date,),
    FieldKind.YES_NO: (bool,),
}


def connect(account: VendorAccount, _pace: Pace) -> MemoryCrm:
    """A CRM of that name without a deal."""
    return MemoryCrm(name=account.name)


@dataclass(kw_only=True)
class MemoryCrm:
    """`Crm` in memory. Tests put deals in with `put`; `known_fields` are the deal's fields by name, `people` everybody whom
    the CRM knows, `known_roles` its words for what they are to a deal (None: any will do), `history` the entries of each deal.
    """

    name: str = "memory"
    batch: int = 100
    makes_fields: bool = True
    known_fields: dict[str, CrmField] = field(default_factory=dict)
    known_stages: tuple[Stage, ...] = STAGES
    people: dict[str, CrmContact] = field(default_factory=dict)
    known_roles: tuple[str, ...] | None = None
    history: dict[str, list[Activity]] = field(default_factory=dict)
    _deals: dict[str, CrmDeal] = field(default_factory=dict)
    _on_deal: dict[str, dict[str, str]] = field(default_factory=dict)

    def put(self, deal: CrmDeal) -> None:
        """A deal as somebody left it in the CRM; its contacts are people of the CRM then."""
        stage = next((one for one in self.known_stages if one.id == deal.stage), None)
        is_open, is_won = (stage.is_open, stage.is_won) if stage else (deal.is_open, deal.is_won)
        self._deals[deal.id] = replace(
            deal, is_open=is_open, is_won=is_won, changed_at=deal.changed_at or datetime.now(UTC), contacts=()
        )
        for contact in deal.contacts:
            self._put_on(deal.id, contact)

    def remove(self, deal_id: str) -> None:
        """The deal is deleted there."""
        self._deals.pop(deal_id, None)

    def account(self) -> str:
        return "A CRM in memory"

    def fields(self) -> Sequence[CrmField]:
        return tuple(self.known_fields.values())

    def create_field(self, wanted: CrmField) -> str:
        if wanted.name in self.known_fields:
            raise RefusedError(f"{self.name}: there is a field {wanted.name} already")
        self.known_fields[wanted.name] = wanted
        return wanted.name

    def stages(self) -> Sequence[Stage]:
        return self.known_stages

    def role_words(self) -> Sequence[str] | None:
        return self.known_roles

    def deals(self, ids: Sequence[str], fields: Sequence[str] = ()) -> Mapping[str, CrmDeal]:
        return {id_: self._with(self._deals[id_], fields) for id_ in ids if id_ in self._deals}

    def find(self, text: str) -> Sequence[CrmDeal]:
        wanted = text.casefold()
        found = [deal for deal in self._deals.values() if deal.is_open and wanted in deal.name.casefold()]
        return tuple(self._with(deal, ()) for deal in found[:20])

    def changed(self, since: datetime, cursor: str = "") -> Changes:
        after = _read(cursor) if cursor else (since, "")
        waiting = sorted((deal for deal in self._deals.values() if _place(deal) > after), key=_place)
        page = waiting[:PAGE]
        reached = _place(page[-1]) if page else after
        return Changes(
            deals=tuple(self._with(deal, ()) for deal in page),
            cursor=f"{reached[0].isoformat()} {reached[1]}",
            more=len(waiting) > PAGE,
        )

    def contacts(self, deal_id: str) -> Sequence[CrmContact]:
        self._deal(deal_id)
        return tuple(
            replace(self.people[id_], role=role) for id_, role in self._on_deal.get(deal_id, {}).items()
        )

    def write(self, writes: Sequence[FieldWrite]) -> Mapping[str, str]:
        refused: dict[str, str] = {}
        for one in writes:
            problem = self._problem(one)
            if problem:
                refused[one.deal_id] = problem
                continue
            deal = self._deals[one.deal_id]
            self._deals[one.deal_id] = replace(
                deal, fields={**deal.fields, **one.values}, changed_at=datetime.now(UTC)
            )
        return refused

    def put_contacts(self, deal_id: str, links: Sequence[ContactLink]) -> None:
        self._deal(deal_id)
        self._check_roles(links)
        for link in links:
            known = self._person(deal_id, link.contact)
            self._put_on(deal_id, replace(known or link.contact, role=link.role_label))

    def add_activity(self, deal_id: str, activity: Activity, *, look_first: bool) -> None:
        self._deal(deal_id)
        entries = self.history.setdefault(deal_id, [])
        if look_first and any(entry.subject == activity.subject for entry in entries):
            return
        entries.append(activity)

    def _deal(self, deal_id: str) -> CrmDeal:
        if deal_id not in self._deals:
            raise NotFoundError(f"{self.name}: there is no deal {deal_id}")
        return self._deals[deal_id]

    def _check_roles(self, links: Sequence[ContactLink]) -> None:
        if self.known_roles is not None:
            words = {"", *map(str.casefold, self.known_roles)}
            unknown = [one.role_label for one in links if one.role_label.casefold() not in words]
            if unknown:
                raise RefusedError(f"{self.name}: there is no role {', '.join(unknown)}")

    def _with(self, deal: CrmDeal, fields: Iterable[str]) -> CrmDeal:
        on_deal = self._on_deal.get(deal.id, {})
        return replace(
            deal,
            fields={name: deal.fields.get(name) for name in fields},
            contacts=tuple(replace(self.people[id_], role=role) for id_, role in on_deal.items()),
        )

    def _problem(self, write: FieldWrite) -> str:
        if write.deal_id not in self._deals:
            return "there is no such deal"
        for name, value in write.values.items():
            known = self.known_fields.get(name)
            if known is None or not known.writable:
                return f"there is no field {name} to write"
            if not _fits(known, value):
                return f"{name} can't hold {value!r}"
        return ""

    def _person(self, deal_id: str, contact: CrmContact) -> CrmContact | None:
        """Whom the CRM knows by that address, or who is on the deal under that name."""
        if contact.email:
            address = contact.email.casefold()
            return next((one for one in self.people.values() if one.email.casefold() == address), None)
        on_deal = (self.people[id_] for id_ in self._on_deal.get(deal_id, {}))
        return next((one for one in on_deal if one.name.casefold() == contact.name.casefold()), None)

    def _put_on(self, deal_id: str, contact: CrmContact) -> None:
        id_ = contact.id or f"person-{len(self.people) + 1}"
        self.people.setdefault(id_, replace(contact, id=id_, role=""))
        on_deal = self._on_deal.setdefault(deal_id, {})
        on_deal[id_] = on_deal.get(id_) or contact.role


def _fits(known: CrmField, value: FieldValue) -> bool:
    if value is None or known.kind is None:
        return value is None
    if known.kind is FieldKind.CHOICE:
        return value in known.options
    if known.kind is FieldKind.NUMBER and isinstance(value, bool):
        return False
    return isinstance(value, _TYPES.get(known.kind, (str,)))


def _place(deal: CrmDeal) -> tuple[datetime, str]:
    """Where it stands among the changes: by time, those of one moment by id."""
    return (deal.changed_at or datetime.min.replace(tzinfo=UTC), deal.id)


def _read(cursor: str) -> tuple[datetime, str]:
    moment, _blank, id_ = cursor.partition(" ")
    return datetime.fromisoformat(moment), id_
