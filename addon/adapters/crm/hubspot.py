"""HubSpot as a CRM: deals, contacts by association, notes as the deal's history.

Written against HubSpot's official client (12.0.0, the API's version 3, associations version 4) and, for the account's own details,
HubSpot's reference; it has met no account. What is cached (the account, owners, stages, kinds of properties) is asked again where
something unknown turns up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from addon.adapters.crm import hubspot_values as values
from addon.adapters.crm.hubspot_changes import Place, number, place_in, search_for
from addon.adapters.crm.hubspot_hooks import sender
from addon.adapters.crm.hubspot_names import Names
from addon.adapters.crm.hubspot_notes import Notes
from addon.adapters.crm.hubspot_people import People
from addon.adapters.crm.hubspot_portal import Portal, known_portal, portal_of
from addon.adapters.crm.hubspot_stages import order_of, stages_of
from addon.adapters.http import Given, OAuthEndpoints, Pace, Rate, Refusals, VendorAccount, Wire
from addon.adapters.http.answers import needed, record, rows, word
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

DEFAULT_URL = "https://api.hubapi.com"

RATES = (Rate(100, 10.0),)
"""The least that any plan allows (190 with Professional and Enterprise, 110 for an OAuth app and account; HubSpot's usage
guidelines).
"""

SEARCHES = Rate(5, 1.0)
"""Searches of an account, which have a limit of their own (HubSpot's guide to searches)."""

BATCH = 100
"""Records of one batch request."""

PAGE = 200
"""Hits of one search at most."""

OAUTH = OAuthEndpoints(
    authorize_url="https://app.hubspot.com/oauth/authorize",
    token_url=f"{DEFAULT_URL}/oauth/v1/token",
    scopes=(
        "oauth",
        "crm.objects.deals.read",
        "crm.objects.deals.write",
        "crm.objects.contacts.read",
        "crm.objects.contacts.write",
        "crm.objects.companies.read",
        "crm.objects.owners.read",
        "crm.schemas.deals.read",
        "crm.schemas.deals.write",
    ),
    base_url=lambda _answer: DEFAULT_URL,
)

_DEALS = "/crm/v3/objects/deals"

_COMPANY = "hs_primary_associated_company"
"""The id of the first of a deal's companies."""

_KNOWN = (
    "dealname",
    "dealstage",
    "amount",
    "deal_currency_code",
    "closedate",
    "hubspot_owner_id",
    _COMPANY,
    "hs_lastmodifieddate",
)


def connect(account: VendorAccount, pace: Pace) -> HubSpot:
    """The CRM behind a private app's token, or an account that was connected by OAuth."""
    access = account.oauth
    if access is None:
        if not account.token:
            told = "HubSpot needs the TOKEN of a private app, or an OAuth client"
            raise InputError([Mistake("CLOSEPLAN_VENDORS__HUBSPOT__TOKEN", told)])
        bearer = {"Authorization": f"Bearer {account.token}"}
        access = Given(url=account.url or DEFAULT_URL, sends=bearer)
    # 423: the record is locked for seconds; 477: the account moves to another data centre
    refusals = Refusals(reason=_reason, is_busy=lambda status, _content: status in {423, 477})
    return HubSpot(Wire("hubspot", access, pace, refusals), Pace(SEARCHES), portal=account.account)


class HubSpot:
    """`closeplan.ports.crm.Crm`. Roles are labels of the association between deal and contact; `searches` is the pace of those."""

    name = "hubspot"
    batch = BATCH
    makes_fields = True

    def __init__(self, wire: Wire, searches: Pace, *, portal: str = "") -> None:
        self._wire, self._searches, self._portal_id = wire, searches, portal
        self._people, self._notes, self._names = People(wire), Notes(wire), Names(wire)
        self._kinds: dict[str, FieldKind | None] = {}
        self._stages: dict[str, Stage] = {}
        self._portal: Portal | None = None

    def account(self) -> str:
        self._portal = portal_of(self._wire)
        return f"HubSpot account {self._portal.id} on {self._portal.domain}"

    def fields(self) -> Sequence[CrmField]:
        told = rows(self._wire.json("GET", "/crm/v3/properties/deals"), "results")
        found = [values.field_of(one) for one in told]
        self._kinds = {field.name: field.kind for field in found}
        return found

    def create_field(self, wanted: CrmField) -> str:
        made = self._wire.json("POST", "/crm/v3/properties/deals", body=values.property_for(wanted))
        self._kinds.clear()
        return needed(record(made), "name")

    def role_words(self) -> Sequence[str]:
        return self._people.labels()

    def stages(self) -> Sequence[Stage]:
        pipelines = rows(self._wire.json("GET", "/crm/v3/pipelines/deals"), "results")
        ordered = sorted(pipelines, key=lambda one: (order_of(one), word(one, "label")))
        found = [stage for pipeline in ordered for stage in stages_of(pipeline)]
        self._stages = {stage.id: stage for stage in found}
        return found

    def deals(self, ids: Sequence[str], fields: Sequence[str] = ()) -> Mapping[str, CrmDeal]:
        # one id that is no number would have the whole batch refused
        known = [id_ for id_ in ids if _is_id(id_)]
        told = [
            row
            for start in range(0, len(known), BATCH)
            for row in self._batch(known[start : start + BATCH], fields)
        ]
        found = {deal.id: deal for deal in self._deals_of(told, fields)}
        return {id_: found[id_] for id_ in ids if id_ in found}

    def find(self, text: str) -> Sequence[CrmDeal]:
        wanted = text.casefold()
        hits = self._hits({"query": text[:200], "sorts": ["-hs_lastmodifieddate"]})
        named = [row for row in hits if wanted in values.properties(row).get("dealname", "").casefold()]
        return [deal for deal in self._deals_of(named, ()) if deal.is_open][:20]

    def changed(self, since: datetime, cursor: str = "") -> Changes:
        place = place_in(cursor) or Place.at(since)
        hits = self._hits(search_for(place))
        deals = sorted(self._deals_of(hits, ()), key=lambda deal: (deal.changed_at or since, number(deal.id)))
        at, more = place.after(deals, is_full=len(hits) == PAGE)
        return Changes(deals=tuple(deals), cursor=str(at), more=more)

    def contacts(self, deal_id: str) -> Sequence[CrmContact]:
        _check(deal_id)
        found = self._people.of_deal(deal_id)
        if not found:
            self._see(deal_id)
        return found

    def write(self, writes: Sequence[FieldWrite]) -> Mapping[str, str]:
        problems = {one.deal_id: "there is no such deal" for one in writes if not _is_id(one.deal_id)}
        ready = [one for one in writes if one.deal_id not in problems]
        for start in range(0, len(ready), BATCH):
            problems |= self._written(ready[start : start + BATCH])
        return problems

    def put_contacts(self, deal_id: str, links: Sequence[ContactLink]) -> None:
        there = self.contacts(deal_id)
        self._people.put(deal_id, there, links)

    def add_activity(self, deal_id: str, activity: Activity, *, look_first: bool) -> None:
        _check(deal_id)
        if look_first and self._notes.has(deal_id, activity.subject):
            return
        try:
            self._notes.add(deal_id, activity)
        except RefusedError:
            self._see(deal_id)  # a note for no deal is refused as a wrong association
            raise

    def _see(self, deal_id: str) -> None:
        """NotFoundError where there is no such deal."""
        self._wire.json("GET", f"{_DEALS}/{deal_id}", query={"properties": "dealname"})

    def _hits(self, search: Mapping[str, Any]) -> list[Mapping[str, Any]]:
        """The first page of a search for deals."""
        self._searches.wait()
        asked = {**search, "limit": PAGE, "properties": _KNOWN}
        return rows(self._wire.json("POST", f"{_DEALS}/search", body=asked), "results")

    def _batch(self, ids: Sequence[str], fields: Sequence[str]) -> list[Mapping[str, Any]]:
        """Those of the records that are there: HubSpot answers 207 where some are not."""
        asked = {
            "inputs": [{"id": id_} for id_ in dict.fromkeys(ids)],
            "properties": list(dict.fromkeys((*_KNOWN, *fields))),
            "propertiesWithHistory": [],
        }
        return rows(self._wire.json("POST", f"{_DEALS}/batch/read", body=asked), "results")

    def _written(self, writes: Sequence[FieldWrite]) -> dict[str, str]:
        """Problems by deal. One bad value has HubSpot refuse a whole batch: then its halves are tried, down to the one."""
        told = {
            one.deal_id: {name: values.written(value) for name, value in one.values.items()} for one in writes
        }
        asked = {"inputs": [{"id": id_, "properties": held} for id_, held in told.items()]}
        try:
            answer = record(self._wire.json("POST", f"{_DEALS}/batch/update", body=asked))
        except (RefusedError, NotFoundError) as error:
            if len(writes) == 1:
                return {writes[0].deal_id: str(error)}
            half = len(writes) // 2
            return self._written(writes[:half]) | self._written(writes[half:])
        done = {word(row, "id") for row in rows(answer, "results")}
        reasons = _reasons(rows(answer, "errors")) if "errors" in answer else {}
        return {
            id_: reasons.get(id_) or reasons.get("", "HubSpot did not write it")
            for id_ in told
            if id_ not in done
        }

    def _deals_of(self, told: Iterable[Mapping[str, Any]], fields: Sequence[str]) -> list[CrmDeal]:
        listed = [(needed(row, "id"), values.properties(row)) for row in told]
        if any(held.get("dealstage", "") not in {"", *self._stages} for _id, held in listed):
            self.stages()
        self._names.learn_owners({held.get("hubspot_owner_id", "") for _id, held in listed})
        if not fields:  # whoever keeps fields in step has no need of the company, which costs requests
            self._names.learn_companies({held.get(_COMPANY, "") for _id, held in listed})
        if not self._kinds.keys() >= set(fields):
            self.fields()
        if self._portal is None:
            self._portal = known_portal(self._wire, self._portal_id)
        return [self._deal(self._portal, id_, held, fields) for id_, held in listed]

    def _deal(self, portal: Portal, id_: str, held: Mapping[str, str], fields: Sequence[str]) -> CrmDeal:
        stage = self._stages.get(held.get("dealstage", ""))
        return CrmDeal(
            id=id_,
            name=held.get("dealname", ""),
            stage=held.get("dealstage", ""),
            is_open=stage.is_open if stage else True,
            is_won=stage.is_won if stage else False,
            amount=values.amount(held.get("amount", "")),
            currency=held.get("deal_currency_code", portal.currency),
            close_date=portal.day(held.get("closedate", "")),
            owner_email=self._names.owner(held.get("hubspot_owner_id", "")),
            company=self._names.company(held.get(_COMPANY, "")),
            url=portal.page_of(id_),
            changed_at=values.moment(held.get("hs_lastmodifieddate", "")),
            fields={name: values.read(held.get(name), self._kinds.get(name)) for name in fields},
        )


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _check(deal_id: str) -> None:
    """Ids go into addresses, so that only HubSpot's own may: NotFoundError for others."""
    if not _is_id(deal_id):
        raise NotFoundError(f"hubspot: there is no deal {deal_id}")


def _reasons(errors: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """HubSpot's words by record id; those that name no record under an empty one."""
    told: dict[str, str] = {}
    for error in errors:
        context = error.get("context")
        ids = context.get("ids") if isinstance(context, Mapping) else None
        for id_ in ids if isinstance(ids, list) and ids else [""]:
            told[str(id_)] = word(error, "message")
    return told


def _reason(_status: int, content: Any) -> str:
    """HubSpot's words: the message, and those of its parts."""
    if not isinstance(content, Mapping):
        return str(content)
    parts = content.get("errors")
    listed = (
        [word(one, "message") for one in parts if isinstance(one, Mapping)] if isinstance(parts, list) else []
    )
    return "; ".join(dict.fromkeys(filter(None, (word(content, "message"), *listed))))
