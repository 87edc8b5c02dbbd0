"""Tally itself: the CRM in memory behind an API of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from werkzeug import Request, Response

from addon.adapters.crm.memory import PAGE
from closeplan.crm.model import Activity, ContactLink, CrmContact, CrmDeal, CrmField, FieldKind, FieldWrite
from closeplan.errors import NotFoundError, RefusedError
from tests.vendors import memory_crm
from tests.vendors.access import Clock, TokenOf
from tests.vendors.crms import CrmStand
from tests.vendors.server import FakeVendor, Handler, answered
from tests.vendors.tally import RATES, Tally, wire


@contextmanager
def stand() -> Iterator[CrmStand]:
    with memory_crm.stand() as inside, FakeTally(inside) as vendor:
        access, clock = TokenOf(vendor), Clock()
        yield CrmStand(
            crm=Tally(wire(access, clock.pace(*RATES))),
            fake=inside.fake,
            fields=inside.fields,
            page=PAGE,
            absent=inside.absent,
            choice=inside.choice,
            roles=inside.roles,
            vendor=vendor,
            access=access,
            clock=clock,
        )


class FakeTally(FakeVendor):
    """The vendor."""

    def __init__(self, inside: CrmStand) -> None:
        self._crm = inside.crm
        super().__init__()

    def routes(self) -> Mapping[tuple[str, str], Handler]:
        crm = self._crm
        plain: dict[tuple[str, str], Callable[..., object]] = {
            ("GET", "/me"): lambda _asked: {"name": "Northwind at Tally"},
            ("GET", "/fields"): lambda _asked: [asdict(field) for field in crm.fields()],
            ("POST", "/fields"): lambda asked: {"name": crm.create_field(_field(asked.json))},
            ("GET", "/stages"): lambda _asked: [asdict(stage) for stage in crm.stages()],
            ("POST", "/deals/read"): lambda asked: [
                _deal(deal) for deal in crm.deals(asked.json["ids"], asked.json["fields"]).values()
            ],
            ("POST", "/deals/write"): lambda asked: crm.write([_write(one) for one in asked.json]),
            ("GET", "/deals"): lambda asked: [_deal(deal) for deal in crm.find(asked.args["name"])],
            ("GET", "/changes"): self._changes,
            ("GET", "/deals/<deal_id>/people"): lambda _asked, deal_id: [
                asdict(contact) for contact in crm.contacts(deal_id)
            ],
            ("PUT", "/deals/<deal_id>/people"): lambda asked, deal_id: crm.put_contacts(
                deal_id, [_link(one) for one in asked.json]
            ),
            ("GET", "/deals/<deal_id>/entries"): self._entries,
            ("POST", "/deals/<deal_id>/entries"): lambda asked, deal_id: crm.add_activity(
                deal_id, _entry(asked.json), look_first=False
            ),
        }
        return {place: self._answering(act) for place, act in plain.items()}

    def _answering(self, act: Callable[..., object]) -> Handler:
        def handle(request: Request, **place: str) -> Response:
            try:
                told = act(request, **place)
                return answered(told, 204 if told is None else 200)
            except NotFoundError as error:
                return self.error(404, str(error))
            except RefusedError as error:
                return self.error(400, str(error))

        return handle

    def _changes(self, asked: Request) -> object:
        page = self._crm.changed(datetime.fromisoformat(asked.args["since"]), asked.args["cursor"])
        return {"deals": [_deal(deal) for deal in page.deals], "cursor": page.cursor, "more": page.more}

    def _entries(self, _asked: Request, deal_id: str) -> object:
        self._crm.contacts(deal_id)  # where there is no such deal, there are no entries
        return [{"subject": one.subject} for one in self._crm.history.get(deal_id, ())]  # type: ignore[attr-defined]


def _deal(deal: CrmDeal) -> dict[str, Any]:
    return {
        **{name: getattr(deal, name) for name in ("id", "name", "stage", "is_open", "is_won", "owner_email")},
        "amount": str(deal.amount) if deal.amount is not None else None,
        "close_date": deal.close_date.isoformat() if deal.close_date else None,
        "changed_at": deal.changed_at.isoformat() if deal.changed_at else None,
        "fields": {
            name: {"day": value.isoformat()} if isinstance(value, date) else value
            for name, value in deal.fields.items()
        },
    }


def _write(one: Mapping[str, Any]) -> FieldWrite:
    values = {
        name: date.fromisoformat(value["day"]) if isinstance(value, dict) else value
        for name, value in one["values"].items()
    }
    return FieldWrite(deal_id=one["id"], values=values)


def _field(row: Mapping[str, Any]) -> CrmField:
    return CrmField(
        name=row["name"], label=row["label"], kind=FieldKind(row["kind"]), options=tuple(row["options"])
    )


def _link(row: Mapping[str, str]) -> ContactLink:
    return ContactLink(contact=CrmContact(name=row["name"], email=row["email"]), role_label=row["role"])


def _entry(row: Mapping[str, str]) -> Activity:
    return Activity(subject=row["subject"], text=row["text"], at=datetime.fromisoformat(row["at"]))
