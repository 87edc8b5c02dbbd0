"""Zoho CRM: deals, contact roles, notes as the deal's history.

Written against Zoho's own description of API version 8; it has met no account. `account` is the number in the CRM's own
addresses (`org7001234`): with it a deal has an address for people. Fields can't be made: that part of the API is not in the
description that we hold to. Notes hold plain text, as the description knows no other.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from addon.adapters.crm import zoho_values as values
from addon.adapters.crm.zoho_changes import Place
from addon.adapters.crm.zoho_hooks import sender
from addon.adapters.crm.zoho_notes import Notes
from addon.adapters.crm.zoho_people import People, seen
from addon.adapters.crm.zoho_records import BATCH, PAGE, Records, is_done, is_id, reason, words_of
from addon.adapters.http import Access, OAuthEndpoints, Pace, Rate, Refusals, VendorAccount, Wire
from addon.adapters.http.answers import needed, rows, word
from closeplan.crm.model import (
    Activity,
    Changes,
    ContactLink,
    CrmContact,
    CrmDeal,
    CrmField,
    FieldKind,
    FieldWrite,
    Stage,
)
from closeplan.errors import InputError, Mistake, NotFoundError, RefusedError

__all__ = ["OAUTH", "RATES", "connect", "sender"]

RATES = (Rate(5, 1.0),)
"""Zoho counts calls that go at once, 5 of the free edition (from memory of its API limits): no more than that within a second,
which most answers take less than. The credits of a day depend on edition and users; the 429 beyond them is the queue's.
"""

_DOMAIN = re.compile(r"https://www\.zohoapis\.(com|eu|in|com\.au|jp|sa|uk|com\.cn|ca)")
"""A data centre's API, by which its other hosts are known."""

_KNOWN = (
    "Deal_Name",
    "Stage",
    "Pipeline",
    "Amount",
    "Currency",
    "Closing_Date",
    "Owner",
    "Account_Name",
    "Contact_Name",
    "Modified_Time",
)


def OAUTH(account: VendorAccount) -> OAuthEndpoints:  # noqa: N802 - the name that wiring looks for
    """Zoho's accounts server of the data centre that `URL` is of, .com where none is set."""
    accounts = _host("accounts", account.url) or "https://accounts.zoho.com"
    return OAuthEndpoints(
        authorize_url=f"{accounts}/oauth/v2/auth",
        token_url=f"{accounts}/oauth/v2/token",
        scopes=("ZohoCRM.modules.ALL", "ZohoCRM.settings.ALL", "ZohoCRM.users.READ", "ZohoCRM.coql.READ"),
        scope_separator=",",
        # without both there is no refresh token from the second time on
        more={"access_type": "offline", "prompt": "consent"},
        scheme="Zoho-oauthtoken",
        lasts=3600.0,
        base_url=lambda answer: word(answer, "api_domain"),
    )


def connect(account: VendorAccount, pace: Pace) -> Zoho:
    """The CRM of an account that was connected by OAuth; its tokens last an hour, so that there is no other way."""
    if account.oauth is None:
        told = "Zoho CRM needs an OAuth client"
        raise InputError([Mistake("CLOSEPLAN_VENDORS__ZOHO__CLIENT_ID", told)])
    return Zoho(account.oauth, pace, organisation=account.account)


class Zoho:
    """`closeplan.ports.crm.Crm`. A stage's id holds its pipeline's."""

    name = "zoho"
    batch = BATCH
    makes_fields = False

    def __init__(self, access: Access, pace: Pace, *, organisation: str = "") -> None:
        self._access, self._organisation = access, organisation
        self._records = Records(Wire("zoho", access, pace, Refusals(reason=reason)))
        self._people, self._notes = People(self._records), Notes(self._records)
        self._fields: dict[str, CrmField] = {}
        self._stages: dict[str, Stage] = {}
        self._pipelines: dict[str, str] = {}
        self._unknown: set[str] = set()

    def account(self) -> str:
        answer = self._records.asked("GET", "/users", query={"type": "CurrentUser"})
        users = [] if answer is None else rows(answer, "users")
        who = word(users[0], "email") or word(users[0], "full_name") if users else ""
        return f"Zoho CRM as {who}" if who else "Zoho CRM"

    def fields(self) -> Sequence[CrmField]:
        found = [values.field_of(one) for one in self._described()]
        self._fields = {field.name: field for field in found}
        return found

    def create_field(self, wanted: CrmField) -> str:
        raise RefusedError(f"closeplan can't make fields in Zoho CRM: {wanted.label} is made by hand")

    def role_words(self) -> Sequence[str]:
        return self._people.roles()

    def stages(self) -> Sequence[Stage]:
        field = next((one for one in self._described() if word(one, "api_name") == "Stage"), {})
        layouts = field.get("layout_associations")
        found: list[Stage] = []
        for layout in layouts if isinstance(layouts, list) else ():
            found += self._stages_of_layout(word(values.named(layout), "id"))
        found = found or values.stages_of(values.entries(field))
        self._stages = {stage.id: stage for stage in found}
        return list(self._stages.values())

    def deals(self, ids: Sequence[str], fields: Sequence[str] = ()) -> Mapping[str, CrmDeal]:
        if not ids:
            return {}
        if not self._fields or not self._fields.keys() >= set(fields):
            self.fields()
        # one that the account does not have, such as Currency without multiple currencies, might have all refused
        columns = [name for name in dict.fromkeys((*_KNOWN, *fields)) if name in self._fields]
        told = self._records.by_ids("Deals", ids, columns)
        found = {needed(row, "id"): self._deal(row, fields) for row in told}
        return {id_: found[id_] for id_ in ids if id_ in found}

    def find(self, text: str) -> Sequence[CrmDeal]:
        pattern = values.like(text)
        if not pattern:
            return ()
        hits = self._records.select(
            f"select id, Deal_Name from Deals where Deal_Name like '{pattern}' "  # noqa: S608 - only letters, digits and %
            f"order by Modified_Time desc limit {PAGE}"
        )
        wanted = text.casefold()
        named = [needed(row, "id") for row in hits if wanted in word(row, "Deal_Name").casefold()]
        return [deal for deal in self.deals(named).values() if deal.is_open][:20]

    def changed(self, since: datetime, cursor: str = "") -> Changes:
        place = Place.read(cursor, since)
        page = self._records.select(place.query)
        at, more = place.after(page)
        deals = self.deals([needed(row, "id") for row in page])
        return Changes(deals=tuple(deals.values()), cursor=str(at), more=more)

    def contacts(self, deal_id: str) -> Sequence[CrmContact]:
        return self._people.of_deal(self._see(deal_id))

    def write(self, writes: Sequence[FieldWrite]) -> Mapping[str, str]:
        problems = {one.deal_id: "there is no such deal" for one in writes if not is_id(one.deal_id)}
        ready = [one for one in writes if one.deal_id not in problems]
        if any(name not in self._fields for one in ready for name in one.values):
            self.fields()
        for start in range(0, len(ready), BATCH):
            problems |= self._written(ready[start : start + BATCH])
        return problems

    def put_contacts(self, deal_id: str, links: Sequence[ContactLink]) -> None:
        self._people.put(self._see(deal_id), links)

    def add_activity(self, deal_id: str, activity: Activity, *, look_first: bool) -> None:
        try:
            if look_first and self._notes.has(deal_id, activity.subject):
                return
            self._notes.add(deal_id, activity)
        except (RefusedError, NotFoundError):
            self._see(deal_id)  # a note of no deal is refused as a wrong value
            raise

    def _see(self, deal_id: str) -> Mapping[str, Any]:
        """The deal with what its people need to know."""
        fields = ("Deal_Name", "Contact_Name", "Account_Name")
        return seen(deal_id, self._records.by_ids("Deals", [deal_id], fields))

    def _described(self) -> list[Mapping[str, Any]]:
        answer = self._records.asked("GET", "/settings/fields", query={"module": "Deals"})
        return [] if answer is None else rows(answer, "fields")

    def _stages_of_layout(self, layout_id: str) -> list[Stage]:
        """The stages of each pipeline of a layout; none where the account has no pipelines."""
        try:
            answer = self._records.asked("GET", "/settings/pipeline", query={"layout_id": layout_id})
        except RefusedError:
            return []
        found: list[Stage] = []
        for pipeline in [] if answer is None else rows(answer, "pipeline"):
            id_, name = word(pipeline, "id"), word(pipeline, "display_value")
            self._pipelines |= {id_: id_, name: id_, word(pipeline, "actual_value"): id_}
            found += values.stages_of(rows(pipeline, "maps"), id_, name)
        return found

    def _written(self, writes: Sequence[FieldWrite]) -> dict[str, str]:
        """Problems by deal. Where a whole batch is refused its halves are tried, down to the one."""
        told = [
            {"id": one.deal_id, **{name: self._value(name, one) for name in one.values}} for one in writes
        ]
        try:
            outcomes = self._records.sent("PUT", "/Deals", told)
        except (RefusedError, NotFoundError) as error:
            if len(writes) == 1:
                return {writes[0].deal_id: str(error)}
            half = len(writes) // 2
            return self._written(writes[:half]) | self._written(writes[half:])
        return {
            one.deal_id: f"zoho: {words_of(outcome)[:300]}"
            for one, outcome in zip(writes, outcomes, strict=True)
            if not is_done(outcome)
        }

    def _value(self, name: str, write: FieldWrite) -> Any:
        return values.written(write.values[name], self._kind(name))

    def _kind(self, name: str) -> FieldKind | None:
        return self._fields[name].kind if name in self._fields else None

    def _deal(self, row: Mapping[str, Any], fields: Sequence[str]) -> CrmDeal:
        id_, stage = needed(row, "id"), self._stage(row)
        return CrmDeal(
            id=id_,
            name=word(row, "Deal_Name"),
            stage=stage.id,
            is_open=stage.is_open,
            is_won=stage.is_won,
            amount=values.amount(row.get("Amount")),
            currency=word(row, "Currency"),
            close_date=values.day(row.get("Closing_Date")),
            owner_email=word(values.named(row.get("Owner")), "email"),
            company=word(values.named(row.get("Account_Name")), "name"),
            url=self._url(id_),
            changed_at=values.moment(row.get("Modified_Time")),
            fields={name: values.read(row.get(name), self._kind(name)) for name in fields},
        )

    def _stage(self, row: Mapping[str, Any]) -> Stage:
        """The deal's stage; one that is not known even now is taken for open."""
        name = word(row, "Stage")
        found = self._known_stage(row, name)
        if found is None and name and name not in self._unknown:
            self.stages()
            found = self._known_stage(row, name)
            # of one that was deleted nobody is told; it need not be asked for again
            self._unknown |= set() if found else {name}
        return found or Stage(id=name, name=name, order=0)

    def _known_stage(self, row: Mapping[str, Any], name: str) -> Stage | None:
        pipeline = values.named(row.get("Pipeline"))
        id_ = self._pipelines.get(word(pipeline, "id")) or self._pipelines.get(word(pipeline, "name"), "")
        found = self._stages.get(values.stage_id(id_, name))
        return found or next(
            (stage for stage in self._stages.values() if stage.id.partition("/")[2] == name), None
        )

    def _url(self, deal_id: str) -> str:
        host = _host("crm", self._access.base_url()) if self._organisation else ""
        return f"{host}/crm/{self._organisation}/tab/Potentials/{deal_id}" if host else ""


def _host(service: str, api: str) -> str:
    """The address of a service in the data centre of that API; empty for an address that is none of Zoho's."""
    found = _DOMAIN.fullmatch(api.rstrip("/"))
    if not found:
        return ""
    domain = "zohocloud.ca" if found[1] == "ca" else f"zoho.{found[1]}"
    return f"https://{service}.{domain}"
