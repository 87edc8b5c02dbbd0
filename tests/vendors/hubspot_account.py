"""What is in a HubSpot account, and what its people do there."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from tests.vendors.crms import START


class Account:
    """`FakeCrm`. `records` are by kind and id, `on` holds whom or what a deal is associated with, by deal and kind, with its label;
    `also_at` are second addresses of contacts.
    """

    def __init__(self) -> None:
        kinds = ("deals", "contacts", "companies", "notes")
        self.records: dict[str, dict[str, dict[str, str]]] = {kind: {} for kind in kinds}
        self.on: dict[tuple[str, str], dict[str, str]] = {}
        self.locked: set[str] = set()
        self.owners: list[str] = []
        self.also_at: dict[str, str] = {}
        self.zone = ZoneInfo("US/Eastern")
        self._last_id = 1000

    def add(self, kind: str, held: Mapping[str, str]) -> str:
        """A new record; its id."""
        self._last_id += 1
        id_ = str(self._last_id)
        self.records[kind][id_] = dict(held)
        return id_

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
        held = {"dealname": name, "dealstage": "proposal" if is_open else "lost", "amount": amount}
        # the moment is kept at which somebody picks the day, here in the evening
        picked = datetime.combine(close_date, time(20, 30), self.zone).astimezone(UTC) if close_date else None
        held["closedate"] = picked.isoformat() if picked else ""
        if owner_email:
            self.owners.append(owner_email)
            held["hubspot_owner_id"] = str(len(self.owners))
        id_ = self.add("deals", held)
        self.touch(id_, changed_at)
        return id_

    def touch(self, deal_id: str, changed_at: datetime) -> None:
        self.records["deals"][deal_id]["hs_lastmodifieddate"] = changed_at.astimezone(UTC).isoformat()

    def remove_deal(self, deal_id: str) -> None:
        del self.records["deals"][deal_id]

    def lock(self, deal_id: str) -> None:
        self.locked.add(deal_id)

    def put_person(self, name: str, email: str = "") -> str:
        first, _blank, last = name.partition(" ")
        return self.add("contacts", {"firstname": first, "lastname": last, "email": email})

    def put_on(self, deal_id: str, person_id: str, role: str = "") -> None:
        self.on.setdefault((deal_id, "contacts"), {})[person_id] = role

    def people_on(self, deal_id: str) -> Sequence[tuple[str, str]]:
        people = [
            (self.records["contacts"][id_], role)
            for id_, role in self.on.get((deal_id, "contacts"), {}).items()
        ]
        return [(one.get("email") or f"{one['firstname']} {one['lastname']}", role) for one, role in people]

    def entries(self, deal_id: str) -> Sequence[tuple[str, str]]:
        bodies = (self.records["notes"][id_]["hs_note_body"] for id_ in self.on.get((deal_id, "notes"), {}))
        shown = (html.unescape(re.sub("<[^<>]*>", "", re.sub("<br>|</p>", "\n", body))) for body in bodies)
        parts = (one.partition("\n") for one in shown)
        return [(subject, text.strip("\n")) for subject, _line, text in parts]
