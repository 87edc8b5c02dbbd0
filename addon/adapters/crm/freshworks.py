"""Freshworks CRM (Freshsales): deals one by one or from a view of many, notes as the deal's history.

There is no machine-readable description, and this has met no account. It keeps to developers.freshworks.com/crm/api as far as that
is known; that a deal's notes can be listed (`GET /deals/{id}/notes`) was seen in others' programs, not in the vendor's text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

import structlog

from addon.adapters.crm import freshworks_values as values
from addon.adapters.crm.freshworks_hooks import sender
from addon.adapters.crm.freshworks_notes import Notes
from addon.adapters.crm.freshworks_view import View
from addon.adapters.http import Access, Given, Pace, Rate, Refusals, VendorAccount, Wire
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
from closeplan.errors import ForbiddenError, InputError, Mistake, NotFoundError, RefusedError

__all__ = ["RATES", "connect", "sender"]

RATES = (Rate(400, 60.0), Rate(1000, 3600.0))
"""Of the account: 400 a minute (developers.freshworks.com), 1,000 an hour with Free and Growth, the least of any plan
(crmsupport.freshworks.com, article 50000005599; 2,000 with Pro, 5,000 with Enterprise).
"""

BATCH = 1_000
"""A view holds all deals in no order that we could choose: so many at once that reading all of it costs little for each, and no more
than an hour allows to write.
"""

HITS = 25
"""Hits of a search, as the vendor's example asks for them."""

FOUND = 20
"""Deals that `find` gives at most."""

_BESIDE = "contacts,sales_account,deal_stage,owner"
"""What comes along with a deal."""

_API = {"myfreshworks.com": "/crm/sales/api", "freshsales.io": "/api"}
"""Where the API is on hosts of the vendor's, the second an older one."""

log = structlog.get_logger(__name__)


def connect(account: VendorAccount, pace: Pace) -> Freshworks:
    """The CRM behind a user's API key, at the address of the account's bundle. `account.account` names the view of deals that
    is read for changes, where it is none of the usual ones.
    """
    needs = (
        ("TOKEN", account.token, "Freshworks needs the API key of a user"),
        ("URL", account.url, "should be https://<bundle>.myfreshworks.com/crm/sales/api"),
    )
    missing = [
        Mistake(f"CLOSEPLAN_VENDORS__FRESHWORKS__{name}", told) for name, given, told in needs if not given
    ]
    if missing:
        raise InputError(missing)
    access = Given(url=_api(account.url), sends={"Authorization": f"Token token={account.token}"})
    return Freshworks(access, pace, view=account.account)


class Freshworks:
    """`closeplan.ports.crm.Crm`. Many deals are read from a view and written one by one; there are no roles of a deal's people, and
    no way to make a field.
    """

    name = "freshworks"
    batch = BATCH
    makes_fields = False

    def __init__(self, access: Access, pace: Pace, *, view: str = "") -> None:
        self._access = access
        self._wire = Wire("freshworks", access, pace, Refusals(reason=_reason))
        self._view, self._notes = View(self._wire, view), Notes(self._wire)
        self._kinds: dict[str, FieldKind | None] = {}

    def account(self) -> str:
        people = rows(self._wire.json("GET", "/selector/owners"), "users")
        return f"{urlsplit(self._access.base_url()).hostname}, {len(people)} users"

    def fields(self) -> Sequence[CrmField]:
        told = rows(self._wire.json("GET", "/settings/deals/fields"), "fields")
        found = [values.field_of(one) for one in told if word(one, "name")]
        self._kinds = {field.name: field.kind for field in found}
        return found

    def create_field(self, wanted: CrmField) -> str:
        raise RefusedError(f"freshworks: fields are made by hand there, {wanted.label} too")

    def role_words(self) -> None:
        """People of a deal have no role there."""

    def stages(self) -> Sequence[Stage]:
        pipelines = rows(self._wire.json("GET", "/selector/deal_pipelines"), "deal_pipelines")
        names = {word(one, "id"): word(one, "name") for one in pipelines}
        told = rows(self._wire.json("GET", "/selector/deal_stages"), "deal_stages")
        place = {id_: at for at, id_ in enumerate(names)}
        ordered = sorted(
            told,
            key=lambda one: (
                place.get(word(one, "deal_pipeline_id"), len(place)),
                values.number(one.get("position")) or 0,
            ),
        )
        return [
            values.stage_of(one, order=at, pipeline=names.get(word(one, "deal_pipeline_id"), ""))
            for at, one in enumerate(ordered)
        ]

    def deals(self, ids: Sequence[str], fields: Sequence[str] = ()) -> Mapping[str, CrmDeal]:
        wanted = [id_ for id_ in dict.fromkeys(ids) if values.is_id(id_)]
        listed = self._listed(wanted, fields)
        found: dict[str, CrmDeal] = {}
        for id_ in wanted:
            try:
                found[id_] = listed.get(id_) or self._deal(id_, fields)
            except NotFoundError:
                continue
        return found

    def find(self, text: str) -> Sequence[CrmDeal]:
        wanted = text.casefold()
        query = {"q": text[:200], "include": "deal", "per_page": HITS}
        hits = rows(self._wire.json("GET", "/search", query=query))
        named = [
            needed(hit, "id")
            for hit in hits
            if word(hit, "type").lower() == "deal" and wanted in word(hit, "name").casefold()
        ]
        # a hit does not say whether the deal is open
        read = (deal for id_ in named for deal in self.deals([id_]).values())
        return list(islice((deal for deal in read if deal.is_open), FOUND))

    def changed(self, since: datetime, cursor: str = "") -> Changes:
        after = values.moment(cursor) or since
        told = self._view.since(after)
        deals = [values.deal_of(row, answer, self._site(), {}) for row, answer in told]
        deals.sort(key=lambda deal: (deal.changed_at or after, int(deal.id)))
        # the last moment is asked for again: more may have changed within its second
        reached = max((deal.changed_at for deal in deals if deal.changed_at), default=after)
        return Changes(deals=tuple(deals), cursor=reached.isoformat())

    def contacts(self, deal_id: str) -> Sequence[CrmContact]:
        return self._deal(deal_id, ()).contacts

    def write(self, writes: Sequence[FieldWrite]) -> Mapping[str, str]:
        problems = {}
        for one in writes:
            try:
                self._change(one.deal_id, values.deal_for(one.values))
            except NotFoundError:
                problems[one.deal_id] = "there is no such deal"
            except RefusedError as error:
                problems[one.deal_id] = str(error)
        return problems

    def put_contacts(self, deal_id: str, links: Sequence[ContactLink]) -> None:
        there = self.contacts(deal_id)
        named = {contact.name.casefold() for contact in there}
        ids = [
            self._person(link.contact)
            for link in links
            if link.contact.email or link.contact.name.casefold() not in named
        ]
        added = [int(id_) for id_ in dict.fromkeys(ids) if id_ not in {one.id for one in there}]
        if added:
            self._change(deal_id, {"contacts_added_list": added})

    def add_activity(self, deal_id: str, activity: Activity, *, look_first: bool) -> None:
        path = _path(deal_id)
        if look_first and self._notes.has(path, activity.subject):
            return
        try:
            self._notes.add(int(deal_id), activity)
        except RefusedError:
            self._wire.json("GET", path)  # a note on no deal is refused without saying so
            raise

    def _deal(self, id_: str, fields: Sequence[str]) -> CrmDeal:
        kinds = self._known(fields)
        answer = record(self._wire.json("GET", _path(id_), query={"include": _BESIDE}))
        return values.deal_of(record(answer, "deal"), answer, self._site(), kinds)

    def _listed(self, ids: Sequence[str], fields: Sequence[str]) -> Mapping[str, CrmDeal]:
        """Deals that cost less in a view than one by one; none where there is no such view, for it is but a shorter way."""
        with_own = any(name.startswith(values.CUSTOM) for name in fields)
        try:
            told = self._view.of(ids, with_own=with_own)
        except (RefusedError, ForbiddenError) as error:
            log.warning("no view of freshworks' deals to read many from", reason=str(error))
            return {}
        kinds = self._known(fields) if told else {}
        return {id_: values.deal_of(row, answer, self._site(), kinds) for id_, (row, answer) in told.items()}

    def _known(self, fields: Sequence[str]) -> Mapping[str, FieldKind | None]:
        """The kinds of those fields; of one that is gone None, which is not looked for again."""
        if not self._kinds.keys() >= set(fields):
            self.fields()
            self._kinds = {**dict.fromkeys(fields), **self._kinds}
        return {name: self._kinds[name] for name in fields}

    def _change(self, deal_id: str, told: Mapping[str, Any]) -> None:
        self._wire.json("PUT", _path(deal_id), body={"deal": told})

    def _person(self, contact: CrmContact) -> str:
        """The id of whom the CRM knows by that address; else of a contact that is made now."""
        if not contact.email:
            made = self._wire.json("POST", "/contacts", body={"contact": values.contact_for(contact)})
            return values.id_of(record(made, "contact"))
        query = {"q": contact.email, "f": "email", "entities": "contact"}
        told = record(self._wire.json("GET", "/lookup", query=query), "contacts")
        wanted = contact.email.casefold()
        for hit in rows(told, "contacts"):
            if wanted in map(str.casefold, values.addresses(hit)):
                return values.id_of(hit)
        # an upsert, since somebody may make the same contact meanwhile
        asked = {
            "unique_identifier": {"emails": contact.email},
            "contact": values.contact_for(contact),
        }
        return values.id_of(record(self._wire.json("POST", "/contacts/upsert", body=asked), "contact"))

    def _site(self) -> str:
        """Where people see what the API tells."""
        return self._access.base_url().removesuffix("/api")


def _path(deal_id: str) -> str:
    """Where that deal is; what can't be an id would lead elsewhere."""
    if not values.is_id(deal_id):
        raise NotFoundError("freshworks: there is no such deal")
    return f"/deals/{deal_id}"


def _api(url: str) -> str:
    """The API's address where only the host was given."""
    told = urlsplit(url)
    paths = [path for host, path in _API.items() if (told.hostname or "").endswith(f".{host}")]
    return url.rstrip("/") + paths[0] if paths and not told.path.strip("/") else url.rstrip("/")


def _reason(_status: int, content: Any) -> str:
    """The words of a refusal: a list in `errors`, or a message alone where nobody was let in."""
    if not isinstance(content, Mapping):
        return ""
    errors = content.get("errors")
    told = errors.get("message") if isinstance(errors, Mapping) else content.get("message")
    return "; ".join(map(str, told)) if isinstance(told, list) else str(told or "")
