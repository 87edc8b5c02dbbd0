"""Salesforce as a CRM: opportunities, contacts by contact roles, tasks as the deal's history.

Salesforce publishes no description of its REST API; this is written from its guide and has met no org. Fields can't be made here:
the REST API has no such request, and one made by the Tooling API is seen by nobody until an admin gives access to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from addon.adapters.crm import salesforce_values as values
from addon.adapters.crm.salesforce_changes import PAGE, Place, place_in
from addon.adapters.crm.salesforce_composite import COLLECTION, LARGE_STEPS, query, sent
from addon.adapters.crm.salesforce_people import People
from addon.adapters.crm.salesforce_soql import DATA, Queries, holding, listed, parts, select
from addon.adapters.crm.salesforce_tasks import Tasks
from addon.adapters.crm.salesforce_writes import Known, Writes, problem
from addon.adapters.http import Access, OAuthEndpoints, Pace, Rate, Refusals, VendorAccount, Wire
from addon.adapters.http.answers import needed, record, rows, word
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
from closeplan.errors import NotFoundError, RefusedError, RetryLaterError, SettingsError

__all__ = ["OAUTH", "RATES", "connect"]

LOGIN = "https://login.salesforce.com"

RATES = (Rate(4_000, 3600.0),)
"""A day's 100,000 requests of an Enterprise org (API Request Limits and Allocations), spread over the day: they are shared with
all that the company has connected. Above them Salesforce says REQUEST_LIMIT_EXCEEDED.
"""

IDS = 400
"""Ids of a step that asks: more don't fit into an address of 16 KB."""

BATCH = LARGE_STEPS * IDS
"""Deals that one request reads. One that writes takes half as many. Should an org's own triggers take longer for them than we wait,
it is all the same done there, and the next try finds less to write.
"""

_ALWAYS = (
    "Id",
    "Name",
    "StageName",
    "IsClosed",
    "IsWon",
    "Amount",
    "CloseDate",
    "Owner.Email",
    "Account.Name",
    "SystemModstamp",
)

_CURRENCY = "CurrencyIsoCode"
"""A field of orgs with several currencies alone."""

_NO_LOGIN = frozenset({"login.salesforce.com", "test.salesforce.com"})


def OAUTH(account: VendorAccount) -> OAuthEndpoints:  # noqa: N802 - the name that wiring looks for
    """The web server flow with PKCE, by the org's own address where one is set. A token lasts as long as the org's sessions,
    which its answer does not say.
    """
    base = account.url or LOGIN
    return OAuthEndpoints(
        authorize_url=f"{base}/services/oauth2/authorize",
        token_url=f"{base}/services/oauth2/token",
        scopes=("api", "refresh_token"),
        pkce=True,
        base_url=lambda answer: str(answer.get("instance_url") or ""),
        account=_org,
    )


def _org(answer: Mapping[str, Any]) -> str:
    """The org's id, out of the address of the person who agreed: https://login.salesforce.com/id/<org>/<user>."""
    parts = str(answer.get("id") or "").split("/")
    return parts[-2] if len(parts) > 1 else ""


def connect(
    account: VendorAccount, pace: Pace, *, now: Callable[[], datetime] = lambda: datetime.now(UTC)
) -> Salesforce:
    """The CRM behind an org that was connected by OAuth."""
    if account.oauth is None:
        raise SettingsError(
            "CLOSEPLAN_VENDORS__SALESFORCE__CLIENT_ID: Salesforce needs a connected app's key and secret"
        )
    if urlsplit(account.url).hostname in _NO_LOGIN:
        raise SettingsError(
            "CLOSEPLAN_VENDORS__SALESFORCE__URL should be the org's own address (My Domain), such as "
            "https://acme--test.sandbox.my.salesforce.com"
        )
    wire = Wire("salesforce", account.oauth, pace, Refusals(reason=_reason, is_busy=_is_busy))
    return Salesforce(wire, account.oauth, now)


def _reason(_status: int, told: Any) -> str:
    return values.reasons(told)


def _is_busy(_status: int, told: Any) -> bool:
    codes = (
        {values.code(one) for one in told if isinstance(one, Mapping)} if isinstance(told, list) else set()
    )
    return bool(codes & {"REQUEST_LIMIT_EXCEEDED", values.LOCKED})


class Salesforce:
    """`closeplan.ports.crm.Crm`. Ids may be told in 15 or 18 characters, and are 18 in what is answered."""

    name = "salesforce"
    batch = BATCH
    makes_fields = False

    def __init__(self, wire: Wire, access: Access, now: Callable[[], datetime]) -> None:
        self._wire, self._access, self._now = wire, access, now
        self._queries = Queries(wire)
        self._people = People(wire, self._queries)
        self._tasks = Tasks(wire, self._queries)
        self._fields: Known = {}

    def account(self) -> str:
        told = self._queries.rows("SELECT Name, IsSandbox FROM Organization LIMIT 1")
        org = told[0] if told else {}
        kind = "sandbox" if org.get("IsSandbox") is True else "org"
        return f"Salesforce {kind} {word(org, 'Name')}".rstrip()

    def fields(self) -> Sequence[CrmField]:
        told = record(self._wire.json("GET", f"{DATA}/sobjects/Opportunity/describe"))
        found = [values.field_of(one) for one in rows(told, "fields")]
        self._fields = {field.name.casefold(): field for field in found}
        return found

    def _known(self, names: Iterable[str] = ()) -> Known:
        """The fields, asked for anew where one of those names is none of them."""
        known = self._fields
        if not known or any(name.casefold() not in known for name in names):
            self.fields()
            known = self._fields
        return known

    def create_field(self, wanted: CrmField) -> str:
        raise RefusedError(
            f"Salesforce lets nobody make {wanted.label} from outside: an admin can, in Setup, Object Manager, Opportunity"
        )

    def role_words(self) -> None:
        """Any will do, unless the org restricts its picklist of them: then it refuses the role."""

    def stages(self) -> Sequence[Stage]:
        told = self._queries.rows(
            "SELECT ApiName, MasterLabel, IsClosed, IsWon FROM OpportunityStage WHERE IsActive = true "
            "ORDER BY SortOrder, ApiName"
        )
        return [
            Stage(
                id=needed(row, "ApiName"),
                name=word(row, "MasterLabel"),
                order=at,
                is_open=row.get("IsClosed") is not True,
                is_won=row.get("IsWon") is True,
            )
            for at, row in enumerate(told)
        ]

    def deals(self, ids: Sequence[str], fields: Sequence[str] = ()) -> Mapping[str, CrmDeal]:
        asked = {id_: values.long_id(id_) for id_ in ids}
        wanted = list(dict.fromkeys(filter(None, asked.values())))
        found = {deal.id: deal for ids in parts(wanted, BATCH) for deal in self._by_id(ids, fields)}
        return {id_: found[long] for id_, long in asked.items() if long in found}

    def find(self, text: str) -> Sequence[CrmDeal]:
        name = holding(" ".join(text.split())[:120])
        return self._where(f"IsClosed = false AND Name LIKE {name} ORDER BY SystemModstamp DESC, Id LIMIT 20")

    def changed(self, since: datetime, cursor: str = "") -> Changes:
        place = place_in(cursor) or Place(at=since)
        deals = self._where(f"{place.where()} ORDER BY SystemModstamp, Id LIMIT {PAGE}")
        reached, more = place.after(deals, self._now())
        return Changes(deals=tuple(deals), cursor=str(reached), more=more)

    def contacts(self, deal_id: str) -> Sequence[CrmContact]:
        return [one.contact for one in self._people.of_deal(deal_id).people if one.contact.name]

    def write(self, writes: Sequence[FieldWrite]) -> Mapping[str, str]:
        known = self._known(name for one in writes for name in one.values)
        found = {one.deal_id: problem(one, known) for one in writes}
        problems = {id_: told for id_, told in found.items() if told}
        ready = [one for one in writes if one.deal_id not in problems]
        for part in parts(ready, LARGE_STEPS * COLLECTION):
            problems |= Writes(self._wire, known).write(part)
        return problems

    def put_contacts(self, deal_id: str, links: Sequence[ContactLink]) -> None:
        self._people.put(deal_id, links)

    def add_activity(self, deal_id: str, activity: Activity, *, look_first: bool) -> None:
        deal = values.long_id(deal_id)
        if not deal:
            raise NotFoundError(f"salesforce: there is no deal {deal_id}")
        if look_first and self._tasks.has(deal, activity):
            return
        try:
            self._tasks.add(deal, activity)
        except RefusedError:
            self._people.of_deal(deal)  # a task of no deal is refused as a wrong reference
            raise

    def _by_id(self, ids: Sequence[str], fields: Sequence[str]) -> list[CrmDeal]:
        """Deals of one request: so many ids don't fit into the address of a query, but into those of its steps."""
        known = self._known(fields)
        missing = [name for name in fields if name.casefold() not in known]
        if missing:
            raise RefusedError(f"salesforce: Opportunity has no field {', '.join(missing)}")
        named = {name: known[name.casefold()] for name in fields}
        columns = _columns(known, named.values())
        steps = [
            query(select(columns, "Opportunity", f"Id IN {listed(part)}"), f"q{at}")
            for at, part in enumerate(parts(ids, IDS))
        ]
        with self._doubting():
            told = [record(one.good()) for one in sent(self._wire, steps, together=False)]
        return [self._deal(row, named) for answer in told for row in self._queries.rest(answer)]

    def _where(self, where: str) -> list[CrmDeal]:
        columns = _columns(self._known())
        with self._doubting():
            told = self._queries.rows(select(columns, "Opportunity", where))
        return [self._deal(row, {}) for row in told]

    @contextmanager
    def _doubting(self) -> Iterator[None]:
        """Where Salesforce refuses a query, somebody may have deleted a field: they are asked for again."""
        try:
            yield
        except RefusedError:
            self._fields = {}
            raise

    def _deal(self, row: Mapping[str, Any], fields: Mapping[str, CrmField]) -> CrmDeal:
        id_ = values.long_id(needed(row, "Id"))
        if not id_:
            raise RetryLaterError("the answer has an id that is none")
        return CrmDeal(
            id=id_,
            name=word(row, "Name"),
            stage=word(row, "StageName"),
            is_open=row.get("IsClosed") is not True,
            is_won=row.get("IsWon") is True,
            amount=values.amount(row.get("Amount")),
            currency=word(row, _CURRENCY),
            close_date=values.day(row.get("CloseDate")),
            owner_email=_of(row, "Owner", "Email"),
            company=_of(row, "Account", "Name"),
            url=f"{self._access.base_url()}/{id_}",
            changed_at=values.moment(row.get("SystemModstamp")),
            fields={name: values.read(row.get(field.name), field.kind) for name, field in fields.items()},
        )


def _columns(known: Known, named: Iterable[CrmField] = ()) -> list[str]:
    currency = (_CURRENCY,) if _CURRENCY.casefold() in known else ()
    return list(dict.fromkeys((*_ALWAYS, *currency, *(field.name for field in named))))


def _of(row: Mapping[str, Any], relation: str, name: str) -> str:
    """A field of a record that another refers to; empty where it refers to none."""
    found = row.get(relation)
    return word(found, name) if isinstance(found, Mapping) else ""
