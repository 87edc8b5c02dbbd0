"""Pipedrive as a CRM: deals, its person and participants, notes as the deal's history.

Written against the vendor's own description (version 2, version 1 where there is no other; 2026-08-18); it has met no account. That
description has no way to make fields, and tells a deal's organization by its number alone: its name comes with a search only.
Who owns what, stages and fields are cached, and asked for again where something unknown turns up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from addon.adapters.crm import pipedrive_values as values
from addon.adapters.crm.note_html import as_html, first_line, one_line
from addon.adapters.crm.pipedrive_api import PipedriveApi, is_number, number, reason
from addon.adapters.crm.pipedrive_hooks import sender
from addon.adapters.crm.pipedrive_people import SHORTEST_TERM, People
from addon.adapters.crm.pipedrive_stages import LOST, WON, is_kept, stages_of
from addon.adapters.http import Given, OAuthEndpoints, Pace, Rate, Refusals, VendorAccount, Wire
from addon.adapters.http.answers import needed, word
from closeplan.crm.model import (
    Activity,
    Changes,
    ContactLink,
    CrmContact,
    CrmDeal,
    CrmField,
    FieldWrite,
    Stage,
)
from closeplan.errors import ForbiddenError, InputError, Mistake, NotFoundError, RefusedError

__all__ = ["OAUTH", "RATES", "connect", "sender"]

DEFAULT_URL = "https://api.pipedrive.com"

RATES = (Rate(20, 2.0),)
"""What the smallest plan allows one token (pipedrive.readme.io, Rate limiting; an app connected by OAuth has four times that).
Searches have 10 in 2 seconds, and a day has a budget of tokens by plan and seats: the 429 above either is waited out.
"""

BATCH = 100
"""Deals that one reading takes by their ids. Each writing takes one."""

PAGE = 500
"""Deals of a page at most."""

MOST_KEYS = 15
"""Custom fields that can be named in a question; where more are wanted, all come."""

MOST_NOTE = 25_000
"""Characters of a note: its description names no limit, but 100 KB are said to be one, and a letter has up to four bytes."""

OAUTH = OAuthEndpoints(
    authorize_url="https://oauth.pipedrive.com/oauth/authorize",
    token_url="https://oauth.pipedrive.com/oauth/token",  # noqa: S106 - an address, not a password
    scopes=("base", "deals:full", "contacts:full", "users:read", "search:read"),
    basic=True,
    base_url=lambda answer: str(answer.get("api_domain") or DEFAULT_URL).rstrip("/"),
    account=lambda answer: str(answer.get("api_domain", "")).removeprefix("https://"),
)

_DEALS = "/api/v2/deals"


def connect(account: VendorAccount, pace: Pace) -> Pipedrive:
    """The CRM behind a user's API token, or an account that was connected by OAuth."""
    access = account.oauth
    if access is None:
        if not account.token:
            told = "Pipedrive needs a user's API TOKEN, or an OAuth client"
            raise InputError([Mistake("CLOSEPLAN_VENDORS__PIPEDRIVE__TOKEN", told)])
        access = Given(url=account.url or DEFAULT_URL, sends={"x-api-token": account.token})
    # a page instead of JSON is a gateway's that lets nobody in for a while, not Pipedrive's word on what closeplan may do
    refusals = Refusals(reason=reason, is_busy=lambda status, content: status == 403 and _is_page(content))
    return Pipedrive(PipedriveApi(Wire("pipedrive", access, pace, refusals)))


class Pipedrive:
    """`closeplan.ports.crm.Crm`. Fields are named by their keys. A role that is given with a person has no place here."""

    name = "pipedrive"
    batch = BATCH
    makes_fields = False

    def __init__(self, api: PipedriveApi) -> None:
        self._api = api
        self._people = People(api)
        self._fields: dict[str, values.DealField] = {}
        self._users: dict[str, str] = {}
        self._domain: str | None = None

    def account(self) -> str:
        me = self._me()
        return f"{word(me, 'company_name')} ({self._domain}.pipedrive.com), as {word(me, 'email')}"

    def fields(self) -> Sequence[CrmField]:
        found = [values.field_of(one) for one in self._api.every("/api/v2/dealFields")]
        self._fields = {one.field.name: one for one in found}
        return [one.field for one in found]

    def create_field(self, wanted: CrmField) -> str:
        raise RefusedError(
            f"pipedrive: add a field {wanted.label!r} to deals by hand (Company settings, Data fields);"
            " closeplan can't make one"
        )

    def role_words(self) -> None:
        """People of a deal have no role there."""

    def stages(self) -> Sequence[Stage]:
        pipelines = list(self._api.every("/api/v2/pipelines"))
        return stages_of(pipelines, self._api.every("/api/v2/stages"))

    def deals(self, ids: Sequence[str], fields: Sequence[str] = ()) -> Mapping[str, CrmDeal]:
        asked = [id_ for id_ in dict.fromkeys(ids) if is_number(id_)]
        told = [
            row
            for start in range(0, len(asked), BATCH)
            for row in self._by_ids(asked[start : start + BATCH], fields)
        ]
        found = {deal.id: deal for deal in self._deals_of(told, fields)}
        return {id_: found[id_] for id_ in ids if id_ in found}

    def find(self, text: str) -> Sequence[CrmDeal]:
        wanted = " ".join(text.split())[:200]
        if len(wanted) < SHORTEST_TERM:
            return []
        query = {"term": wanted, "fields": "title", "status": "open", "limit": BATCH}
        hits = self._api.hits(f"{_DEALS}/search", query)
        named = [hit for hit in hits if wanted.casefold() in " ".join(word(hit, "title").split()).casefold()]
        companies = {needed(hit, "id"): _company(hit) for hit in named}
        found = self.deals(list(companies))
        return [replace(deal, company=companies[id_]) for id_, deal in found.items() if deal.is_open][:20]

    def changed(self, since: datetime, cursor: str = "") -> Changes:
        """The cursor is the moment from which on is asked; while there are further pages the last change that came, and
        Pipedrive's own cursor, follow it. A page's cursor that is refused was kept too long: then that change is gone on from.
        """
        start, last, page = _place_in(cursor, since)
        query = {
            "updated_since": values.asked_since(start),
            "sort_by": "update_time",
            "sort_direction": "asc",
            "limit": PAGE,
        }
        try:
            rows, after = self._api.page(_DEALS, {**query, "cursor": page} if page else query)
        except RefusedError:
            if not page:
                raise
            return self.changed(since, last.isoformat())
        deals = tuple(self._deals_of(rows, ()))
        last = max((deal.changed_at for deal in deals if deal.changed_at), default=last)
        if after and rows:
            return Changes(deals=deals, cursor=f"{start.isoformat()} {last.isoformat()} {after}", more=True)
        return Changes(deals=deals, cursor=last.isoformat())

    def contacts(self, deal_id: str) -> Sequence[CrmContact]:
        return self._people.of_deal(deal_id)

    def write(self, writes: Sequence[FieldWrite]) -> Mapping[str, str]:
        """Each in a request of its own. Deals that closeplan may not change are problems, unless it may change none."""
        self._know({name for one in writes for name in one.values})
        problems: dict[str, str] = {}
        forbidden: list[ForbiddenError] = []
        for one in writes:
            try:
                body = self._body(one)
                self._api.one("PATCH", f"{_DEALS}/{number(one.deal_id)}", body=body)
            except (RefusedError, NotFoundError) as error:
                problems[one.deal_id] = str(error)
            except ForbiddenError as error:
                forbidden.append(error)
                problems[one.deal_id] = str(error)
        if forbidden and len(forbidden) == len(writes):
            raise forbidden[0]
        return problems

    def put_contacts(self, deal_id: str, links: Sequence[ContactLink]) -> None:
        self._people.put(deal_id, links)

    def add_activity(self, deal_id: str, activity: Activity, *, look_first: bool) -> None:
        deal = number(deal_id)
        if look_first and self._has_note(deal, one_line(activity.subject)):
            return
        written = as_html(activity.subject, activity.text, MOST_NOTE)
        note = {"content": written, "deal_id": deal, "add_time": values.told_at(activity.at)}
        try:
            self._api.one("POST", "/v1/notes", body=note)
        except RefusedError:
            self._api.deal(deal_id)  # where there is none, that is what to say
            raise

    def _has_note(self, deal: int, subject: str) -> bool:
        notes = self._api.every_v1("/v1/notes", {"deal_id": deal, "sort": "add_time DESC"})
        return any(first_line(word(note, "content")) == subject for note in notes)

    def _by_ids(self, ids: Sequence[str], fields: Sequence[str]) -> list[Mapping[str, Any]]:
        query = {"ids": ",".join(ids), "limit": BATCH, "include_option_labels": "true"}
        self._know(set(fields))
        custom = [name for name in fields if name in self._fields and self._fields[name].is_custom]
        if 0 < len(custom) <= MOST_KEYS:
            query["custom_fields"] = ",".join(custom)
        return self._api.page(_DEALS, query)[0]

    def _body(self, write: FieldWrite) -> Mapping[str, Any]:
        """The change of a deal. RefusedError for a field or a choice that is not there."""
        told: dict[str, object] = {}
        custom: dict[str, object] = {}
        for name, value in write.values.items():
            known = self._fields.get(name)
            if known is None or not known.field.writable:
                raise RefusedError(f"there is no field {name} to write")
            (custom if known.is_custom else told)[name] = values.written(value, known)
        return {**told, "custom_fields": custom} if custom else told

    def _know(self, names: set[str]) -> None:
        """Ask for the fields again where one of those is not known."""
        if not names <= self._fields.keys():
            self.fields()

    def _deals_of(self, told: Iterable[Mapping[str, Any]], fields: Sequence[str]) -> list[CrmDeal]:
        listed = [row for row in told if is_kept(row)]
        self._learn_users({word(row, "owner_id") for row in listed} - {""})
        if listed and self._domain is None:
            self._me()
        return [self._deal(row, fields) for row in listed]

    def _deal(self, row: Mapping[str, Any], fields: Sequence[str]) -> CrmDeal:
        id_, status = needed(row, "id"), word(row, "status")
        known = {name: self._fields.get(name) for name in fields}
        return CrmDeal(
            id=id_,
            name=word(row, "title"),
            stage=status if status in {WON.id, LOST.id} else word(row, "stage_id"),
            is_open=status not in {WON.id, LOST.id},
            is_won=status == WON.id,
            amount=values.amount(row.get("value")) or None,  # a deal that nobody gave a value has 0
            currency=word(row, "currency"),
            close_date=values.day(row.get("expected_close_date")),
            owner_email=self._users.get(word(row, "owner_id"), ""),
            url=f"https://{self._domain}.pipedrive.com/deal/{id_}" if self._domain else "",
            changed_at=values.moment(row.get("update_time")),
            fields={name: values.value_in(row, one) if one else None for name, one in known.items()},
        )

    def _me(self) -> Mapping[str, Any]:
        me = self._api.one("GET", "/v1/users/me")
        self._domain = word(me, "company_domain")
        return me

    def _learn_users(self, ids: set[str]) -> None:
        """Addresses of owners that are not known yet: everybody's, in one request."""
        if ids <= self._users.keys():
            return
        everybody = self._api.plain("/v1/users")
        self._users |= {needed(one, "id"): word(one, "email") for one in everybody}
        # of those who left nobody is told; they need not be asked for again
        self._users |= dict.fromkeys(ids - self._users.keys(), "")


def _place_in(cursor: str, since: datetime) -> tuple[datetime, datetime, str]:
    """From when on is asked, the last change that came, and Pipedrive's cursor of a page."""
    told = cursor.split(" ", 2)
    start = values.moment(told[0]) or since
    return start, values.moment(told[1] if len(told) > 1 else "") or start, told[2] if len(told) > 2 else ""


def _is_page(content: object) -> bool:
    return isinstance(content, str) and content.lstrip().startswith("<")


def _company(hit: Mapping[str, Any]) -> str:
    company = hit.get("organization")
    return word(company, "name") if isinstance(company, Mapping) else ""
