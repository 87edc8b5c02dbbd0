"""What is HubSpot's own: moments with more deals than a page, batches that one value spoils, contacts of two addresses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addon.adapters.crm import hubspot
from addon.adapters.crm.hubspot import HubSpot, connect
from addon.adapters.crm.hubspot_changes import Place, place_in, search_for
from addon.adapters.crm.hubspot_values import moment, read, written
from addon.adapters.http import Pace, VendorAccount
from addon.crm_mappings import shipped
from closeplan.crm.model import (
    Activity,
    ContactLink,
    CrmContact,
    CrmDeal,
    FieldKind,
    FieldValue,
    FieldWrite,
)
from closeplan.crm.plan_fields import PLAN_FIELDS, method_fields
from closeplan.errors import InputError, NotFoundError, RefusedError, RetryLaterError
from closeplan.services.check_crm import check_crm, make_fields
from tests.vendors.access import Clock
from tests.vendors.crms import START, CrmStand
from tests.vendors.hubspot import FIELDS, FakeHubSpot, stand
from tests.vendors.hubspot_rules import searched
from tests.vendors.server import done, raw, refusal
from tests.vendors.specs import needs_spec

pytestmark = needs_spec("hubspot.json")

TEXT, NUMBER = FIELDS[FieldKind.TEXT], FIELDS[FieldKind.NUMBER]

SOME: Mapping[FieldKind, FieldValue] = {
    FieldKind.TEXT: "Legal review",
    FieldKind.LONG_TEXT: "one\ntwo",
    FieldKind.NUMBER: -3.0,
    FieldKind.DATE: date(2027, 2, 26),
    FieldKind.YES_NO: False,
    FieldKind.URL: "https://docs.google.com/document/d/1",
}


@pytest.fixture
def opened() -> Iterator[CrmStand]:
    with stand() as one:
        yield one


@pytest.fixture
def crm(opened: CrmStand) -> HubSpot:
    assert isinstance(opened.crm, HubSpot)
    return opened.crm


@pytest.fixture
def fake(opened: CrmStand) -> FakeHubSpot:
    assert isinstance(opened.vendor, FakeHubSpot)
    return opened.vendor


def read_all(place: Place, deals: dict[str, datetime], page: int) -> tuple[list[str], Place]:
    """Every id that comes until there is no more now, and where it stands then."""
    held = {id_: {"hs_lastmodifieddate": at.isoformat()} for id_, at in deals.items()}
    came: list[str] = []
    for _page in range(500):
        found = searched({**search_for(place), "limit": page}, held)
        assert not isinstance(found, str)
        came += found.ids
        hits = [CrmDeal(id=id_, name="", changed_at=deals[id_]) for id_ in found.ids]
        place, more = place.after(hits, is_full=len(hits) == page)
        assert place_in(str(place)) == place
        if not more:
            return came, place
    raise AssertionError("the pages have no end")


@given(
    times=st.lists(st.integers(0, 120_000) | st.integers(0, 3), max_size=40),
    later=st.lists(st.integers(120_001, 240_000), max_size=15),
    page=st.integers(2, 6),
)
def test_every_change_comes_wherever_pages_meet(times: list[int], later: list[int], page: int) -> None:
    begun = datetime(2026, 11, 20, 12, 0, 0, 123_000, tzinfo=UTC)
    deals = {str(998 + at): begun + timedelta(milliseconds=time) for at, time in enumerate(times)}

    came, place = read_all(Place.at(begun), deals, page)
    added = {str(5000 + at): begun + timedelta(milliseconds=time) for at, time in enumerate(later)}
    came_later, place = read_all(place, deals | added, page)

    assert set(came) == set(deals)
    assert set(added) <= set(came_later)
    # the last moments are looked at once more, and then the last one alone
    _again, place = read_all(place, deals | added, page)
    known, _place = read_all(place, deals | added, page)
    newest = max((deals | added).values(), default=begun)
    assert {(deals | added)[id_] for id_ in known} <= {newest}


def test_a_change_that_the_search_learns_of_late_is_not_missed(crm: HubSpot, fake: FakeHubSpot) -> None:
    fake.put_deal("Acme", changed_at=START + timedelta(seconds=20))
    cursor = crm.changed(START).cursor
    late = fake.put_deal("Late", changed_at=START + timedelta(seconds=5))

    assert late in [deal.id for deal in crm.changed(START, cursor).deals]


def test_one_value_that_is_refused_costs_its_own_deal_alone(crm: HubSpot, fake: FakeHubSpot) -> None:
    ids = [fake.put_deal(f"Deal {at}") for at in range(100)]
    writes = [FieldWrite(deal_id=id_, values={NUMBER: 7.0}) for id_ in ids]
    writes[41] = FieldWrite(deal_id=ids[41], values={NUMBER: "many"})

    refused = crm.write(writes)

    assert list(refused) == [ids[41]]
    assert "many is no number" in refused[ids[41]]
    assert {deal.fields[NUMBER] for deal in crm.deals(ids, [NUMBER]).values()} == {7.0, None}
    assert fake.counts()["POST /crm/v3/objects/deals/batch/update"] <= 15


def test_the_mapping_that_is_shipped_finds_or_makes_all_of_its_fields(
    crm: HubSpot, fake: FakeHubSpot
) -> None:
    mapping = shipped("hubspot")
    elements = [key.removeprefix("method_") for key in mapping.fields if key.startswith("method_")]
    fields = (*PLAN_FIELDS, *method_fields((key, key.title()) for key in elements))

    made = make_fields(crm, check_crm(crm, mapping, fields).makable)

    assert made.refused == {}
    assert set(made.names.values()) == set(mapping.fields.values()) - {"hs_next_step"}
    checked = check_crm(crm, mapping, fields)
    assert not checked.fields.missing
    assert set(checked.roles) == {"Budget holder", "Influencer", "End user", "Legal & compliance"}
    deal = fake.put_deal("Acme")
    values = {mapping.fields[one.key]: one.options[0] if one.options else SOME[one.kind] for one in fields}
    assert crm.write([FieldWrite(deal_id=deal, values=values)]) == {}
    assert crm.deals([deal], list(values))[deal].fields == values


def test_ids_that_are_none_of_hubspots_spoil_no_batch(crm: HubSpot, fake: FakeHubSpot) -> None:
    deal = fake.put_deal("Acme")

    assert list(crm.deals([deal, "deal-7", "٣"])) == [deal]
    refused = crm.write([FieldWrite(deal_id=id_, values={TEXT: "x"}) for id_ in (deal, "deal-7")])
    assert list(refused) == ["deal-7"]


def link(name: str, email: str = "", label: str = "") -> ContactLink:
    return ContactLink(contact=CrmContact(name=name, email=email), role_label=label)


def test_somebody_known_by_a_second_address_is_not_made_again(crm: HubSpot, fake: FakeHubSpot) -> None:
    deal, known = fake.put_deal("Acme"), fake.put_person("Ada Ito", "ada@acme.example")
    fake.also_at["ada.ito@acme.example"] = known

    crm.put_contacts(deal, [link("Ada Ito", "ada.ito@acme.example", "Champion")])

    assert fake.people_on(deal) == [("ada@acme.example", "Champion")]
    assert len(fake.records["contacts"]) == 1


def test_somebody_on_the_deal_without_an_address_is_known_by_name(crm: HubSpot, fake: FakeHubSpot) -> None:
    deal = fake.put_deal("Acme")
    fake.put_on(deal, fake.put_person("Ada Ito"))
    fake.put_on(deal, fake.put_person("Bo Ek", "bo@other.example"))

    crm.put_contacts(deal, [link("Ada Ito", "ada@acme.example"), link("Bo Ek", "bo@acme.example")])

    addresses = [address for address, _role in fake.people_on(deal)]
    assert addresses == ["Ada Ito", "bo@other.example", "bo@acme.example"]


def test_who_is_named_twice_is_put_on_once(crm: HubSpot, fake: FakeHubSpot) -> None:
    deal = fake.put_deal("Acme")

    crm.put_contacts(deal, [link("Cy Roe"), link("cy roe", label="Buyer"), link("Cy Roe")])

    assert fake.people_on(deal) == [("Cy Roe", "Buyer")]


def test_a_refused_person_or_a_missing_label_keeps_nobody_else_off(crm: HubSpot, fake: FakeHubSpot) -> None:
    deal = fake.put_deal("Acme")
    people = [
        link("No Address", "nobody"),
        link("Ada Ito", "ada@acme.example", "Sponsor"),
        link("Bo Ek", label="Champion"),
    ]

    with pytest.raises(RefusedError) as caught:
        crm.put_contacts(deal, people)

    assert "nobody is invalid" in str(caught.value)
    assert "no label 'Sponsor'" in str(caught.value)
    assert fake.people_on(deal) == [("ada@acme.example", ""), ("Bo Ek", "Champion")]


def test_strangers_are_looked_up_in_one_request(crm: HubSpot, fake: FakeHubSpot) -> None:
    deal = fake.put_deal("Acme")
    people = [link(f"Person {at}", f"p{at}@acme.example") for at in range(20)]
    for one in people:
        fake.put_person(one.contact.name, one.contact.email)

    crm.put_contacts(deal, people)

    assert fake.counts()["POST /crm/v3/objects/contacts/batch/read"] == 1
    assert len(fake.people_on(deal)) == 20


def test_pages_are_read_to_their_end(crm: HubSpot, fake: FakeHubSpot) -> None:
    fake.most = 2
    deal = fake.put_deal("Acme", owner_email="dana@seller.example")
    fake.owners += [f"seller{at}@seller.example" for at in range(4)]
    last = fake.put_deal("Zeta", owner_email="eve@seller.example")
    for at in range(5):
        fake.put_on(deal, fake.put_person(f"Person {at}"))

    assert len(crm.contacts(deal)) == 5
    assert crm.deals([last])[last].owner_email == "eve@seller.example"


def test_pages_without_end_are_not_read_for_ever(crm: HubSpot, fake: FakeHubSpot) -> None:
    fake.go_down(raw(b'{"results": [], "paging": {"next": {"after": "1"}}}'))

    with pytest.raises(RetryLaterError, match="no end"):
        crm.contacts("1001")


def test_a_deal_names_its_company_where_that_may_be_read(crm: HubSpot, fake: FakeHubSpot) -> None:
    company, deals = (
        fake.add("companies", {"name": "Acme Corp"}),
        [fake.put_deal(f"Deal {at}") for at in range(3)],
    )
    for deal in deals:
        fake.records["deals"][deal]["hs_primary_associated_company"] = company
    crm.stages()
    crm.account()
    fake.break_with(done, refusal(403))

    assert crm.deals(deals[:1])[deals[0]].company == ""
    assert {deal.company for deal in crm.changed(START).deals} == {"Acme Corp"}
    assert {deal.company for deal in crm.find("deal")} == {"Acme Corp"}
    assert fake.counts()["POST /crm/v3/objects/companies/batch/read"] == 2


@pytest.mark.parametrize("id_", ["deal-7", "../contacts/7", "7?archived=true", ""])
def test_what_is_no_id_never_goes_into_an_address(crm: HubSpot, fake: FakeHubSpot, id_: str) -> None:
    slip = Activity(subject="slip 7", text="x", at=START)
    for act in (
        lambda: crm.contacts(id_),
        lambda: crm.put_contacts(id_, [link("Ada Ito")]),
        lambda: crm.add_activity(id_, slip, look_first=True),
        lambda: crm.add_activity(id_, slip, look_first=False),
    ):
        with pytest.raises(NotFoundError):
            act()
    assert fake.asked == []


def test_an_entry_is_found_among_many(crm: HubSpot, fake: FakeHubSpot) -> None:
    deal = fake.put_deal("Acme")
    for at in range(120):
        fake.on.setdefault((deal, "notes"), {})[fake.add("notes", {"hs_note_body": f"<p>slip {at}</p>"})] = ""

    crm.add_activity(deal, Activity(subject="slip 117", text="x", at=START), look_first=True)

    assert len(fake.entries(deal)) == 120


def test_searches_keep_the_pace_of_searches(opened: CrmStand, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock()
    monkeypatch.setattr(hubspot, "Pace", clock.pace)
    crm = connect(VendorAccount(name="hubspot", oauth=opened.access), opened.clock.pace())
    for _ in range(12):
        crm.find("Acme")

    assert sum(clock.naps) == pytest.approx(2.0, abs=0.2)


@pytest.mark.parametrize("status", [423, 477], ids=["locked", "moving"])
def test_a_record_in_use_is_tried_again(crm: HubSpot, fake: FakeHubSpot, status: int) -> None:
    deal = fake.put_deal("Acme")
    fake.break_with(refusal(status))

    assert list(crm.deals([deal])) == [deal]


def test_a_deal_has_an_address_and_the_currency_of_the_account(crm: HubSpot, fake: FakeHubSpot) -> None:
    deal = fake.put_deal("Acme", amount="10")

    found = crm.deals([deal])[deal]

    assert found.url == f"https://app-eu1.hubspot.com/contacts/4711/record/0-3/{deal}"
    assert found.currency == "USD"


@pytest.mark.parametrize("zone", ["US/Eastern", "Asia/Tokyo", "Pacific/Auckland", "UTC"])
def test_a_close_date_is_the_day_that_people_there_see(crm: HubSpot, fake: FakeHubSpot, zone: str) -> None:
    fake.zone = ZoneInfo(zone)
    deal = fake.put_deal("Acme", close_date=date(2027, 2, 26))

    assert crm.deals([deal])[deal].close_date == date(2027, 2, 26)


def test_where_closeplan_may_not_ask_for_the_account_deals_still_come(opened: CrmStand) -> None:
    assert isinstance(opened.vendor, FakeHubSpot)
    account = VendorAccount(name="hubspot", oauth=opened.access, account="4711")
    crm, deal = connect(account, Pace()), opened.vendor.put_deal("Acme", close_date=date(2027, 2, 26))
    opened.vendor.break_with(done, done, refusal(403))

    found = crm.deals([deal])[deal]

    assert found.url == f"https://app.hubspot.com/contacts/4711/record/0-3/{deal}"
    assert found.close_date == date(2027, 2, 27)


def test_without_a_token_the_setting_is_named() -> None:
    with pytest.raises(InputError, match="CLOSEPLAN_VENDORS__HUBSPOT__TOKEN"):
        connect(VendorAccount(name="hubspot"), Pace())


VALUES = st.one_of(
    st.tuples(st.just(FieldKind.TEXT), st.text(min_size=1, max_size=200)),
    st.tuples(st.just(FieldKind.NUMBER), st.floats(allow_nan=False, allow_infinity=False)),
    st.tuples(st.just(FieldKind.DATE), st.dates()),
    st.tuples(st.just(FieldKind.YES_NO), st.booleans()),
)


@given(VALUES)
def test_what_is_written_reads_the_same(pair: tuple[FieldKind, FieldValue]) -> None:
    kind, value = pair
    told = written(value)

    assert "e" not in told or kind is FieldKind.TEXT or kind is FieldKind.YES_NO
    assert read(told, kind) == value


@given(st.text(max_size=30) | st.integers().map(str))
def test_no_text_of_a_property_is_an_error(text: str) -> None:
    assert moment(text) is None or isinstance(moment(text), datetime)
    for kind in FieldKind:
        read(text, kind)


def test_times_come_in_both_of_hubspots_forms() -> None:
    noon = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)

    assert moment("2026-11-20T12:00:00Z") == moment(str(int(noon.timestamp() * 1000))) == noon
    assert moment("2026-11-20T12:00:00.000Z") == noon
